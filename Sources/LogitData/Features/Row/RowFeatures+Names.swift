package import Logit

extension RowFeatures {
  /// Writes the values of a row by name.
  ///
  /// - Parameters:
  ///   - row: The values.
  ///   - writer: Takes the values; its row is ended.
  /// - Throws: As `RowWriter.put(_:column:)` and ``checkNames(strays:absent:)``.
  package func write(_ row: [String: any TableValue], to writer: RowWriter) throws {
    var given = 0
    for column in names.indices {
      guard let value = row[names[column]] else { continue }
      given += 1
      try writer.put(value: value.tableCell, column: column)
    }
    try end(writer, given: given, of: row.count) { row.keys.filter { places[$0] == nil } }
  }

  /// Writes the values of a row by name, of which those that are `nil` are missing.
  package func write(_ row: [String: (any TableValue)?], to writer: RowWriter) throws {
    var given = 0
    for column in names.indices {
      guard let value = row[names[column]] else { continue }
      given += 1
      try writer.put(value: value?.tableCell ?? .missing, column: column)
    }
    try end(writer, given: given, of: row.count) { row.keys.filter { places[$0] == nil } }
  }

  /// Ends a row, of which `given` of `count` values have the names of columns.
  private func end(
    _ writer: RowWriter, given: Int, of count: Int, strays: () -> [String]
  ) throws {
    if given < count || given == 0 { try checkNames(strays: strays(), absent: writer.absentColumns) }
    try writer.finish()
  }

  /// Throws for names of a row that are no columns, if they look like columns that the row lacks.
  ///
  /// A row may have more than is needed, and what it lacks counts as missing. But a misspelled name would be
  /// passed over in silence.
  ///
  /// - Parameters:
  ///   - strays: The names that are no columns.
  ///   - absent: The columns without a value.
  /// - Throws: `DataError.missingColumns(names:known:)` if the row has none of the columns, or
  ///   `DataError.unknownColumn(name:role:nearest:known:)` for a name that is nearly that of a column.
  package func checkNames(strays: [String], absent: [String]) throws {
    guard absent.count < names.count else {
      throw DataError.missingColumns(names: names, known: strays)
    }
    let known = Set(space.reasons.map(\.column))
    for stray in strays where !known.contains(stray) {
      guard let nearest = stray.nearest(among: absent) else { continue }
      throw DataError.unknownColumn(name: stray, role: "column", nearest: nearest, known: names)
    }
  }

  /// The error for a list of values that is no row.
  package func wrongCount(_ found: Int) -> LogitError {
    .shapeMismatch(
      operation: "predict",
      expected: "a row of \(names.count.counted("value")), for \(DataError.list(names))",
      found: [found], remedy: "give one for each column, in this order, or name them")
  }
}
