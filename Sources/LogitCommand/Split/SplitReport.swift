import Logit
import LogitClassifier

/// What a split wrote.
struct SplitReport {
  private struct File {
    var path: String
    var role: String
    var fold: Int?
    var rowCount: Int
    var counts: [String: Int]
  }

  let source: String
  let rowCount: Int
  let target: String?
  private var files: [File] = []
  private var classNames: [String] = []

  init(source: String, rowCount: Int, target: String?) {
    self.source = source
    self.rowCount = rowCount
    self.target = target
  }

  /// Notes a file.
  mutating func add(_ table: Table, path: String, role: String, fold: Int?) throws {
    var counts: [String: Int] = [:]
    if let target {
      for name in try table.column(target).strings() { counts[name ?? "", default: 0] += 1 }
      for name in counts.keys.sorted() where !classNames.contains(name) { classNames.append(name) }
    }
    files.append(File(path: path, role: role, fold: fold, rowCount: table.rowCount, counts: counts))
  }

  /// For people: a line a file, with the share of each class if there is a target.
  var text: String {
    // More would not fit a line.
    let shown = classNames.prefix(10)
    var table = AlignedText(indent: "  ", rightAligned: Set(1...(2 + shown.count)))
    table.append(["file", "rows", "share"] + shown.map { $0.count > 12 ? "\($0.prefix(11))…" : $0 })
    for file in files {
      table.append(
        [file.path, file.rowCount.grouped, Self.percent(file.rowCount, of: rowCount)]
          + shown.map { Self.percent(file.counts[$0] ?? 0, of: file.rowCount) })
    }
    let left = classNames.count - shown.count
    let classes = target.map {
      "; the shares of \"\($0)\" are" + (left > 0 ? " (\(left) classes more are not shown)" : "")
    }
    return "\(source): \(rowCount.counted("row"))\(classes ?? "")\n\(table.text)"
  }

  /// For programs.
  var json: String {
    KerasValue.object(
      ("source", .string(source)), ("rows", .integer(rowCount)),
      ("target", target.map { .string($0) } ?? .null),
      (
        "files",
        .array(
          files.map { file in
            .object(
              ("path", .string(file.path)), ("role", .string(file.role)),
              ("fold", file.fold.map { .integer($0) } ?? .null), ("rows", .integer(file.rowCount)),
              (
                "classes",
                .object(classNames.map { KerasMember($0, .integer(file.counts[$0] ?? 0)) })
              ))
          })
      )
    ).description
  }

  private static func percent(_ count: Int, of total: Int) -> String {
    "\((100 * Double(count) / Double(max(total, 1))).fixed(decimals: 1)) %"
  }
}
