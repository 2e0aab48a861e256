/// The text that the rows of a table were read from, and which of its fields each column was read from.
package struct TableText: Sendable {
  /// The rows.
  let rows: RowText
  /// The field of each column, counted from 0; `nil` for a column that was added.
  let fields: [Int?]

  /// The number of columns at the front that are all the fields in their order; `nil` if fields are left out
  /// or moved.
  var wholeRowCount: Int? {
    let count = rows.layout.fieldCount
    guard fields.count >= count, (0..<count).allSatisfy({ fields[$0] == $0 }) else { return nil }
    return fields[count...].allSatisfy { $0 == nil } ? count : nil
  }

  /// The text of some of the rows.
  func choosing(_ rows: [Int]) -> TableText { TableText(rows: self.rows.choosing(rows), fields: fields) }

  /// The text of some of the columns.
  func choosing(columns: [Int]) -> TableText { TableText(rows: rows, fields: columns.map { fields[$0] }) }
}

extension Table {
  /// The same rows with more columns.
  ///
  /// - Parameter added: The columns, which follow those of the table.
  /// - Returns: The table; where it was read from text that is kept (``CSVOptions/keepsText``), the columns
  ///   it had before are still written as they stand there.
  /// - Throws: ``DataError/duplicateColumn(name:first:second:source:)`` or
  ///   ``DataError/columnLengths(name:expected:found:)``, as for a table of all these columns.
  public func adding(_ added: [Column]) throws -> Table {
    var table = try Table(columns + added)
    table.text = text.map { TableText(rows: $0.rows, fields: $0.fields + added.map { _ in nil }) }
    return table
  }
}
