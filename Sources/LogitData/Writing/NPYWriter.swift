public import LogitFiles

/// Writes tables as one NumPy array.
///
/// Columns of numbers and Boolean values become a matrix, of the smallest of NumPy's types `b1`, `i8`, `f4`
/// and `f8` that holds all of them; its columns have no names. A table with strings becomes an array of
/// records, whose fields are the columns. ``NPZWriter`` always keeps the names.
public struct NPYWriter: TableWriter {
  /// Makes a writer, which has no options.
  public init() {}

  /// Writes a table's bytes.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the bytes.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for a column that does not fit a NumPy
  ///   type, or `FileError.notWritten(path:reason:)`.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    let columns = try table.columns.map { try NumPyColumn($0) }
    let isMatrix = columns.allSatisfy(\.type.isNumeric)
    if isMatrix && Set(columns.map(\.type.name)).count > 1 {
      try writeMixed(table, columns, to: &output)
      return
    }
    let type =
      isMatrix
      ? NPYEncoding.quoted(columns.first?.type.name ?? "<f8")
      : "["
        + columns.map { "(\(NPYEncoding.quoted($0.column.name)), '\($0.type.name)')" }.joined(separator: ", ")
        + "]"
    output.append(
      contentsOf: NPYEncoding.header(
        type: type, shape: isMatrix ? [table.rowCount, table.columnCount] : [table.rowCount]))
    try Self.eachRow(of: table, &output) { chunk, row, output in
      for column in columns { column.append(chunk: chunk, row: row, to: &output) }
    }
  }

  /// Writes columns of different types in double precision.
  private func writeMixed(_ table: Table, _ columns: [NumPyColumn], to output: inout ByteOutput) throws {
    for column in columns where column.type.kind == .signed { try column.requireExactIntegers() }
    output.append(
      contentsOf: NPYEncoding.header(type: "'<f8'", shape: [table.rowCount, table.columnCount]))
    let doubles = columns.map(\.asDoubles)
    try Self.eachRow(of: table, &output) { chunk, row, output in
      for column in doubles { column.append(chunk: chunk, row: row, to: &output) }
    }
  }

  static func eachRow(
    of table: Table, _ output: inout ByteOutput, _ write: (_ chunk: Int, _ row: Int, inout ByteOutput) -> Void
  ) throws {
    for (chunk, count) in table.chunkCounts.enumerated() {
      for row in 0..<count {
        write(chunk, row, &output)
        if row & 0xFF == 0xFF { try output.flushIfFull() }
      }
      try output.flushIfFull()
    }
  }
}
