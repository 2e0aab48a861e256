/// Named columns of equal length: what a file with one record a row holds.
///
///     let table = try Table(csv: "patients.csv")
///     print(table.rowCount, table.columnNames)
///     let ages = try table.column("age").numbers()
///
/// A table is a value; copies share their memory. Each column has one kind (see ``ColumnKind``), and any value may be
/// missing. Rows are counted from 0 in Swift and from 1 in messages for people.
///
/// Columns are kept in pieces of some ten thousand rows each (see ``ColumnChunk``), the same for all columns, so that a
/// reader can fill and a consumer can free them piece by piece: a table never needs to be in memory twice.
public struct Table: Sendable, Equatable {
  /// The columns in the order of the file.
  public private(set) var columns: [Column]

  /// The number of rows.
  public private(set) var rowCount: Int

  /// Makes a table from columns.
  ///
  /// - Parameter columns: Columns with different names, the same number of rows, and the same division into pieces.
  /// - Throws: ``DataError/duplicateColumn(name:first:second:source:)`` or
  ///   ``DataError/columnLengths(name:expected:found:)``.
  public init(_ columns: [Column]) throws {
    var places: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if let first = places.updateValue(index, forKey: column.name) {
        throw DataError.duplicateColumn(name: column.name, first: first + 1, second: index + 1, source: nil)
      }
      guard column.chunks.map(\.count) == columns[0].chunks.map(\.count) else {
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

  /// The column of a name.
  ///
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``, which suggests the nearest name.
  public func column(_ name: String) throws -> Column { columns[try index(of: name)] }

  /// The position of a column.
  ///
  /// - Parameter role: What the column is wanted for, such as `"target"`; for the message.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
  public func index(of name: String, role: String = "column") throws -> Int {
    if let index = columns.firstIndex(where: { $0.name == name }) { return index }
    throw DataError.unknownColumn(
      name: name, role: role, nearest: name.nearest(among: columnNames), known: columnNames)
  }

  /// The same rows with some of the columns, in the order given.
  ///
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
  public func selecting(_ names: [String]) throws -> Table { try Table(names.map { try column($0) }) }

  /// The same rows without some of the columns.
  ///
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
  public func excluding(_ names: [String]) throws -> Table {
    let left = Set(try names.map { try index(of: $0) })
    return try Table(columns.indices.filter { !left.contains($0) }.map { columns[$0] })
  }

  /// Some of the rows, in the order given; a row may be taken more than once.
  ///
  /// - Throws: ``DataError/rowOutOfRange(row:count:)``.
  public func rows(at indices: [Int]) throws -> Table {
    if let wrong = indices.first(where: { !(0..<rowCount).contains($0) }) {
      throw DataError.rowOutOfRange(row: wrong, count: rowCount)
    }
    var table = try Table(columns.map { $0.gathering(indices) })
    table.rowCount = indices.count
    return table
  }

  /// Gives back the memory of a piece of every column; ``rowCount`` still counts its rows.
  package mutating func releaseChunk(_ index: Int) {
    for column in columns.indices { columns[column].releaseChunk(index) }
  }

  /// Gives back the memory of a column that is not needed any more; all its values are missing from then on.
  package mutating func releaseColumn(_ index: Int) {
    let chunks = columns[index].chunks.map {
      ColumnChunk.boolean([UInt8](repeating: ColumnChunk.missingBoolean, count: $0.count))
    }
    columns[index] = Column(name: columns[index].name, kind: .boolean, chunks: chunks)
  }

  /// The sizes of the pieces the columns are kept in.
  package var chunkCounts: [Int] { columns.first?.chunks.map(\.count) ?? [] }
}
