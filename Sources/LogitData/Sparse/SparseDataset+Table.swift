import Logit

extension SparseDataset {
  /// The numbers of a table as sparse rows.
  ///
  /// - Parameters:
  ///   - table: Columns of numbers and truth values, none missing.
  ///   - label: The column of the labels; 0 for every row if it is `nil`.
  ///   - firstIndex: The number of the first column in files, 0 or 1; 1 by default.
  /// - Throws: `DataError.wrongKind(column:expected:found:remedy:)` for a column of texts,
  ///   `DataError.missingValues(column:count:firstRow:)` for one with missing or infinite values, and
  ///   `DataError.unknownColumn(name:role:nearest:known:)` if there is no such label.
  public init(_ table: Table, label: String? = nil, firstIndex: Int = 1) throws {
    let place = try label.map { try table.index(of: $0, role: "label") }
    var labels = [Double](repeating: 0, count: table.rowCount)
    var numbers: [[Double]] = []
    for (index, column) in table.columns.enumerated() {
      guard column.kind != .string else {
        throw DataError.wrongKind(
          column: column.name, expected: "numbers", found: "texts",
          remedy: "leave the column out, or fit the table")
      }
      let values = try column.numbers()
      let missing = values.indices.filter { !values[$0].isFinite }
      if let first = missing.first {
        throw DataError.missingValues(column: column.name, count: missing.count, firstRow: first)
      }
      if index == place { labels = values } else { numbers.append(values) }
    }
    var (starts, columns, values): ([Int], [Int32], [Double]) = ([0], [], [])
    for row in 0..<table.rowCount {
      for (column, own) in numbers.enumerated() where own[row] != 0 {
        columns.append(Int32(column))
        values.append(own[row])
      }
      starts.append(columns.count)
    }
    try self.init(
      SparseMatrix(
        rowStarts: starts, columns: columns, values: SparseReader.shortest(values), columnCount: numbers.count
      ),
      labels: labels, firstIndex: firstIndex)
  }

  /// The rows written out, the label first: columns `label` and `column_1`, `column_2` and so on, with the
  /// numbers that the columns have in files.
  ///
  /// - Throws: As `SparseMatrix.dense()`.
  public func table() throws -> Table {
    let dense = try matrix.dense()
    let (rows, width) = (matrix.rowCount, matrix.columnCount)
    return try Table(
      [Column("label", numbers: labels)]
        + (0..<width).map { column in
          Column("column_\(column + firstIndex)", numbers: (0..<rows).map { dense[$0 * width + column] })
        })
  }
}
