import LogitFiles

/// Named columns of equal length: what a file with one record a row holds.
///
///     let table = try Table(csv: "patients.csv")
///     print(table.rowCount, table.columnNames)
///     let ages = try table.column("age").numbers()
///
/// A table is a value; copies share their memory. Each column has one kind (see ``ColumnKind``), and any
/// value may be missing. Rows are counted from 0 in Swift and from 1 in messages.
///
/// Columns are stored in chunks of some ten thousand rows each (see ``ColumnChunk``), divided alike in all
/// columns, so that a reader can fill them and a consumer can free them one at a time: a table is never in
/// memory twice.
///
/// A table that was read from text can keep it (``CSVOptions/keepsText``): where it is written as text again,
/// every field then stands as it did.
public struct Table: Sendable {
  /// The columns in the order of the file.
  public private(set) var columns: [Column]

  /// The number of rows.
  public private(set) var rowCount: Int

  /// The text that the rows were read from, if it is kept.
  package internal(set) var text: TableText?

  /// How the text that the table was read from is laid out; `nil` for tables from elsewhere, and for parts of tables.
  package internal(set) var layout: TextLayout?

  /// Makes a table from columns.
  ///
  /// - Parameter columns: Columns with different names, the same number of rows, and the same division into
  ///   chunks.
  /// - Throws: ``DataError/duplicateColumn(name:first:second:source:)`` if two columns have the same name, or
  ///   ``DataError/columnLengths(name:expected:found:)`` if their lengths or divisions differ.
  public init(_ columns: [Column]) throws {
    var places: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if let first = places.updateValue(index, forKey: column.name) {
        throw DataError.duplicateColumn(name: column.name, first: first + 1, second: index + 1, source: nil)
      }
      guard column.chunks.rowCounts == columns[0].chunks.rowCounts else {
        throw DataError.columnLengths(name: column.name, expected: columns[0].count, found: column.count)
      }
    }
    self.columns = columns
    rowCount = columns.first?.count ?? 0
  }

  /// The columns' names in the order of the file.
  public var columnNames: [String] { columns.map(\.name) }

  /// The number of columns.
  public var columnCount: Int { columns.count }

  /// Returns the column with a name.
  ///
  /// - Parameter name: The name.
  /// - Returns: The column.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such column; it suggests
  ///   the nearest name.
  public func column(_ name: String) throws -> Column { columns[try index(of: name)] }

  /// Returns the position of a column.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - role: What the column is for, such as `"target"`; used in the message. `"column"` by default.
  /// - Returns: The position, counted from 0.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such column.
  public func index(of name: String, role: String = "column") throws -> Int {
    if let index = columns.firstIndex(where: { $0.name == name }) { return index }
    throw DataError.unknownColumn(
      name: name, role: role, nearest: name.nearest(among: columnNames), known: columnNames)
  }

  /// The same rows with only some of the columns.
  ///
  /// - Parameter names: The columns to keep, in the order wanted.
  /// - Returns: The table.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such column, or
  ///   ``DataError/duplicateColumn(name:first:second:source:)`` if a name is given twice.
  public func selecting(_ names: [String]) throws -> Table {
    try choosing(columns: names.map { try index(of: $0) })
  }

  /// The same rows without some of the columns.
  ///
  /// - Parameter names: The columns to leave out.
  /// - Returns: The table.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such column.
  public func excluding(_ names: [String]) throws -> Table {
    let left = Set(try names.map { try index(of: $0) })
    return try choosing(columns: columns.indices.filter { !left.contains($0) })
  }

  private func choosing(columns chosen: [Int]) throws -> Table {
    var table = try Table(chosen.map { columns[$0] })
    table.text = text?.choosing(columns: chosen)
    return table
  }

  /// Some of the rows.
  ///
  /// - Parameter indices: The rows, counted from 0, in the order wanted; a row may be taken more than once.
  /// - Returns: The table.
  /// - Throws: ``DataError/rowOutOfRange(row:count:)`` if a row does not exist.
  public func rows(at indices: [Int]) throws -> Table {
    if let wrong = indices.first(where: { !(0..<rowCount).contains($0) }) {
      throw DataError.rowOutOfRange(row: wrong, count: rowCount)
    }
    var table = try Table(columns.map { $0.gathering(indices) })
    table.rowCount = indices.count
    table.text = text?.choosing(indices)
    return table
  }

  /// Frees the memory of one chunk of every column; ``rowCount`` still counts its rows.
  ///
  /// - Parameter index: The position of the chunk, counted from 0.
  package mutating func releaseChunk(_ index: Int) {
    for column in columns.indices { columns[column].releaseChunk(index) }
  }

  /// Frees the memory of a column that is no longer needed, and leaves all its values missing.
  ///
  /// - Parameter index: The position of the column, counted from 0.
  package mutating func releaseColumn(_ index: Int) {
    let chunks = columns[index].chunks.rowCounts.map {
      ColumnChunk.boolean([UInt8](repeating: ColumnChunk.missingBoolean, count: $0))
    }
    columns[index] = Column(name: columns[index].name, kind: .boolean, chunks: chunks)
  }

  /// Puts another column of the same name and rows, divided into chunks alike, in the place of one.
  mutating func replaceColumn(_ index: Int, with column: Column) {
    guard column.name == columns[index].name && column.chunks.count == columns[index].chunks.count else {
      programmingError("another column in the place of \(columns[index].name)")
    }
    columns[index] = column
  }

  /// The number of rows of each chunk.
  package var chunkCounts: [Int] { columns.first?.chunks.rowCounts ?? [] }
}

extension Table: Equatable {
  /// Whether two tables have the same columns with the same values, whatever text they were read from.
  public static func == (left: Table, right: Table) -> Bool {
    left.columns == right.columns && left.rowCount == right.rowCount
  }
}
