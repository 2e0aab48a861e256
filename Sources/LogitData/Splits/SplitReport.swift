import Logit

/// The files that the parts of a split were written to, and the number of rows of each class in them.
///
///     var report = SplitReport(source: "patients.csv", rowCount: table.rowCount, target: "outcome")
///     try report.add(training, path: "patients-train.csv", role: "train")
///     try report.add(validation, path: "patients-validation.csv", role: "validation")
///     print(report)
public struct SplitReport: Sendable, Equatable {
  /// A file with one part of the rows.
  public struct File: Sendable, Equatable {
    /// The file.
    public let path: String
    /// What the rows are for, such as `"train"`.
    public let role: String
    /// The fold, counted from 1; `nil` where rows are divided once.
    public let fold: Int?
    /// The number of rows.
    public let rowCount: Int
    /// The number of rows of each class; empty without a target.
    public let classCounts: [String: Int]
  }

  /// The name of what was divided.
  public let source: String
  /// The number of rows that were divided.
  public let rowCount: Int
  /// The number of rows that are in no file, since they have no class or one of their own; 0 by default.
  public var droppedRowCount = 0
  /// The column of classes; `nil` if no classes are counted.
  public let target: String?
  /// The files, in the order in which they were added.
  public private(set) var files: [File] = []
  private var classNames: [String] = []
  private var knownNames: Set<String> = []

  /// Begins a report.
  ///
  /// - Parameters:
  ///   - source: The name of what was divided.
  ///   - rowCount: The number of rows that were divided.
  ///   - target: The column of classes to count; `nil` to count none.
  public init(source: String, rowCount: Int, target: String?) {
    (self.source, self.rowCount, self.target) = (source, rowCount, target)
  }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - table: The rows in it.
  ///   - classes: The same rows of a table whose column of classes is as it was read; by default the classes
  ///     are those that stand in the rows.
  ///   - path: The file.
  ///   - role: What the rows are for, such as `"train"`.
  ///   - fold: The fold, counted from 1; `nil`, the default, where rows are divided once.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if the rows lack the column of classes.
  public mutating func add(
    _ table: Table, classes: Table? = nil, path: String, role: String, fold: Int? = nil
  ) throws {
    var counts: [String: Int] = [:]
    if let target {
      for name in try (classes ?? table).column(target).strings() { counts[name ?? "", default: 0] += 1 }
      for name in counts.keys.sorted() where knownNames.insert(name).inserted { classNames.append(name) }
    }
    files.append(File(path: path, role: role, fold: fold, rowCount: table.rowCount, classCounts: counts))
  }

  /// The report as one JSON object on one line.
  public var json: String {
    ([
      "source": .string(source), "rows": .integer(rowCount), "dropped_rows": .integer(droppedRowCount),
      "target": target.map { .string($0) } ?? .null,
      "files": .array(
        files.map { file in
          [
            "path": .string(file.path), "role": .string(file.role),
            "fold": file.fold.map { .integer($0) } ?? .null, "rows": .integer(file.rowCount),
            "classes": .object(classNames.map { JSON.Member($0, .integer(file.classCounts[$0] ?? 0)) }),
          ]
        }),
    ] as JSON).description
  }
}

extension SplitReport: CustomStringConvertible {
  /// A line for each file, with the share of each class if there is a target.
  public var description: String {
    // More would not fit on a line.
    let shown = classNames.prefix(10)
    var table = AlignedText(indent: "  ", rightAligned: Set(1...(2 + shown.count)))
    table.append(["file", "rows", "share"] + shown.map { $0.count > 12 ? "\($0.prefix(11))…" : $0 })
    for file in files {
      table.append(
        [file.path, file.rowCount.grouped, Self.percent(file.rowCount, of: rowCount)]
          + shown.map { Self.percent(file.classCounts[$0] ?? 0, of: file.rowCount) })
    }
    let left = classNames.count - shown.count
    let classes = target.map {
      "; the shares of \"\($0)\" are" + (left > 0 ? " (\(left) more classes are not shown)" : "")
    }
    let dropped =
      droppedRowCount == 0
      ? ""
      : "\(droppedRowCount.counted("row")) \(droppedRowCount == 1 ? "is" : "are") in no file, without a class "
        + "or alone in one.\n"
    return "\(source): \(rowCount.counted("row"))\(classes ?? "")\n\(table.text)\(dropped)"
  }

  private static func percent(_ count: Int, of total: Int) -> String {
    "\((100 * Double(count) / Double(max(total, 1))).fixed(decimals: 1)) %"
  }
}
