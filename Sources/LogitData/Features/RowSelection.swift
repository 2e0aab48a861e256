/// The rows that features are learned from: all rows of a table, or some.
///
/// Rows are always gone through in the order of the table, so that what is learned does not depend on the order in which
/// they were chosen. A row may be chosen more than once and then counts as often.
public struct RowSelection: Sendable {
  /// The number of rows in the table's pieces.
  let chunkCounts: [Int]
  /// The rows in each piece, counted from its start; `nil` for all.
  private let chosen: [[Int32]]?
  /// How many rows are chosen.
  public let count: Int

  /// Chooses rows of a table.
  ///
  /// - Parameter rows: Counted from 0; `nil` for all.
  /// - Throws: ``DataError/rowOutOfRange(row:count:)``.
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

  /// Chooses the rows of a place.
  ///
  /// - Parameter places: The place of each row of the table.
  package init(places: [UInt8], _ place: UInt8, of table: Table) {
    precondition(places.count == table.rowCount, "a place for each row")
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

  /// Calls a closure with each chosen row of a piece, counted from its start.
  @inline(__always)
  func forEachRow(ofChunk chunk: Int, _ body: (Int) -> Void) {
    if let chosen {
      for index in chosen[chunk] { body(Int(index)) }
    } else {
      for index in 0..<chunkCounts[chunk] { body(index) }
    }
  }

  /// The chosen rows of a piece, counted from its start, in ascending order.
  public func rows(ofChunk chunk: Int) -> [Int] {
    chosen.map { $0[chunk].map(Int.init) } ?? Array(0..<chunkCounts[chunk])
  }
}

extension Column {
  /// Calls a closure with each chosen value as a number: true is 1, false is 0; NaN where one is missing.
  @inline(__always)
  func forEachNumber(in rows: RowSelection, _ body: (Double) -> Void) {
    for (index, chunk) in chunks.enumerated() {
      switch chunk {
      case .numeric(let values): rows.forEachRow(ofChunk: index) { body(values[$0]) }
      case .single(let values): rows.forEachRow(ofChunk: index) { body(Double(values[$0])) }
      case .integer(let values):
        rows.forEachRow(ofChunk: index) {
          let value = values[$0]
          body(value == ColumnChunk.missingInteger ? .nan : Double(value))
        }
      case .boolean(let values):
        rows.forEachRow(ofChunk: index) {
          let value = values[$0]
          body(value == ColumnChunk.missingBoolean ? .nan : Double(value))
        }
      case .string: rows.forEachRow(ofChunk: index) { _ in body(.nan) }
      }
    }
  }

  /// How often each text occurs among the chosen rows, by its code; the last count is that of missing values.
  func codeCounts(in rows: RowSelection) -> [Int] {
    var counts = [Int](repeating: 0, count: dictionary.count + 1)
    for (index, chunk) in chunks.enumerated() {
      guard case .string(let codes) = chunk else { continue }
      rows.forEachRow(ofChunk: index) { row in
        let code = Int(codes[row])
        counts[code < 0 ? dictionary.count : code] += 1
      }
    }
    return counts
  }

  /// Whether no value is there at all.
  var isAllMissing: Bool { missingCount == count }
}
