import Logit
package import LogitData
package import LogitFiles

/// The classes of all rows of a file, which is read through for them before it is learned from, in memory that
/// does not grow with the rows.
package struct OnlineClasses {
  /// The classes.
  package let labels: ClassLabels

  /// Looks through the target of a table.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - target: The column that names each row's class.
  ///   - reading: How the file is read.
  ///   - options: How columns are to be read.
  /// - Throws: As `Classifier.fit` for a target that cannot be used, and what reading throws.
  package init(of path: String, target: String, _ reading: CSVOptions, _ options: OnlineOptions) throws {
    let stream = try CSVStream(path: path, options: reading)
    stream.leastFirstRowCount = OnlineTraining.firstRowCount
    stream.widensIntegers = true
    var classes = Gathered(target)
    while let batch = try stream.next() {
      try classes.add(batch.columns[batch.index(of: target, role: "target")], options.columns)
    }
    labels = try classes.labels(options.columns, of: path)
  }

  /// Looks through the labels of an svmlight file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - firstIndex: The number of its first column.
  ///   - memory: Whether it must have an end.
  /// - Throws: As for a table.
  package init(of path: String, firstIndex: Int, _ memory: MemoryLimit) throws {
    let stream = try SparseStream(path: path, firstIndex: firstIndex, memory: memory)
    var classes = Gathered("label")
    while let batch = try stream.next() {
      try classes.add(Column("label", numbers: batch.labels), ColumnOptions())
    }
    labels = try classes.labels(ColumnOptions(), of: path)
  }
}

/// A row of each class that was found.
private struct Gathered {
  private let target: String
  private var known: Set<String> = []
  private var rows: [Table] = []
  private var hasBegun = false

  init(_ target: String) { self.target = target }

  mutating func add(_ column: Column, _ options: ColumnOptions) throws {
    if !hasBegun {
      // Whether the target is a quantity shows in how often values come.
      hasBegun = true
      _ = try TargetValues(column, options: options, rareClass: .refuse)
    }
    let values = try DistinctValues(column)
    var isNew = values.names.map { !known.contains($0) }
    guard isNew.contains(true) else { return }
    var places: [Int] = []
    for (row, index) in values.indices.enumerated() where index >= 0 && isNew[Int(index)] {
      isNew[Int(index)] = false
      places.append(row)
    }
    known.formUnion(values.names)
    rows.append(try Table([column]).rows(at: places))
    if known.count > ClassLabels.maximumCount { _ = try labels(options, of: target) }
  }

  /// - Parameter path: The file, for an error that it has no rows.
  func labels(_ options: ColumnOptions, of path: String) throws -> ClassLabels {
    guard hasBegun else { throw DataError.emptyFile(path: path) }
    guard !rows.isEmpty else {
      throw DataError.unusableTarget(
        column: target, reason: "every value is missing",
        remedy: "rows of at least two classes are needed, so choose another target or add rows")
    }
    return try ClassLabels.learn(
      Table(appending: rows).columns[0], options: options, mayBeQuantity: true
    ).labels
  }
}
