import LogitFiles

/// The rows that features are learned from: all rows of a table, or some.
///
/// Rows are always read in the order of the table, so that what is learned does not depend on the order in
/// which they were chosen. A row may be chosen more than once and then counts as often.
public struct RowSelection: Sendable {
  /// The number of rows in the table's pieces.
  let chunkCounts: [Int]
  /// The rows in each piece, counted from its start; `nil` for all.
  private let chosen: [[Int32]]?
  /// How many rows are chosen.
  public let count: Int

  /// Chooses rows of a table.
  ///
  /// - Parameters:
  ///   - rows: Counted from 0; `nil` for all.
  ///   - table: The table.
  /// - Throws: ``DataError/rowOutOfRange(row:count:)`` for a row that the table does not have.
  public init(_ rows: [Int]? = nil, of table: Table) throws {
    chunkCounts = table.chunkCounts
    guard let rows else {
      chosen = nil
      count = table.rowCount
      return
    }
    var times = [UInt32](repeating: 0, count: table.rowCount)
    for row in rows {
      guard times.indices.contains(row) else {
        throw DataError.rowOutOfRange(row: row, count: table.rowCount)
      }
      times[row] += 1
    }
    var chosen: [[Int32]] = []
    var start = 0
    for count in chunkCounts {
      var indices: [Int32] = []
      indices.reserveCapacity(count)
      for index in 0..<count {
        for _ in 0..<times[start + index] { indices.append(Int32(index)) }
      }
      chosen.append(indices)
      start += count
    }
    self.chosen = chosen
    count = rows.count
  }

  /// Chooses the rows that go to one place.
  ///
  /// - Parameters:
  ///   - places: The place of each row of the table.
  ///   - place: The place whose rows are chosen.
  ///   - table: The table.
  package init(places: [UInt8], _ place: UInt8, of table: Table) {
    guard places.count == table.rowCount else {
      programmingError("a place for each row")
    }
    chunkCounts = table.chunkCounts
    var start = 0
    chosen = chunkCounts.map { count in
      defer { start += count }
      return [Int32](unsafeUninitializedCapacity: count + 1) { indices, chosenCount in
        for index in 0..<count {
          indices[chosenCount] = Int32(truncatingIfNeeded: index)
          chosenCount += places[start + index] == place ? 1 : 0
        }
      }
    }
    count = chosen?.reduce(0) { $0 + $1.count } ?? 0
  }

  /// The chosen rows among some rows of a piece, all counted from its start; `nil` if all are chosen.
  func chosen(_ rows: Range<Int>, ofChunk chunk: Int) -> ArraySlice<Int32>? {
    chosen?[chunk].between(rows)
  }
}

extension [Int32] {
  /// Those of ascending numbers that are in a range.
  func between(_ range: Range<Int>) -> ArraySlice<Int32> {
    self[partitioningIndex { $0 >= range.lowerBound }..<partitioningIndex { $0 >= range.upperBound }]
  }
}
