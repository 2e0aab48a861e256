package import Logit

extension RowFeatures {
  /// Writes the values of a row by name.
  ///
  /// - Parameters:
  ///   - count: The number of values.
  ///   - names: All names, which are asked for if some are no columns.
  ///   - writer: Takes the values; its row is ended.
  ///   - value: The value of a column; `nil` if the row has none of that name.
  /// - Throws: As `RowWriter.put(_:column:)` and ``checkNames(strays:absent:)``.
  package func write(
    count: Int, names all: @autoclosure () -> [String], to writer: RowWriter,
    value: (String) -> (any TableValue)??
  ) throws {
    var given = 0
    for (column, name) in names.enumerated() {
      guard let found = value(name) else { continue }
      given += 1
      switch found?.tableCell ?? .missing {
      case .number(let number): try writer.put(number, column: column)
      case .integer(let number): try writer.put(number, column: column)
      case let cell: try writer.put(cell, column: column)
      }
    }
    if given < count || given == 0 {
      try checkNames(strays: all().filter { places[$0] == nil }, absent: writer.absentColumns)
    }
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
