import Logit
import LogitFiles

/// Rows that a ``FeatureAccumulator`` learns from: a piece of a table's columns, and which of its rows were
/// chosen.
///
/// Rows come in ascending order; one that was chosen several times comes as often.
public struct ObservedRows: Sendable {
  /// A piece of each of the transform's columns.
  public let chunks: [ColumnChunk]
  /// The texts that the codes of each piece point to; empty for other kinds.
  public let dictionaries: [[String]]
  private let rows: Range<Int>
  /// The chosen rows if they are not all of `rows`.
  private let chosen: ArraySlice<Int32>?

  init(chunks: [ColumnChunk], dictionaries: [[String]], piece: RowPiece) {
    self.chunks = chunks
    self.dictionaries = dictionaries
    rows = piece.rows
    chosen = piece.chosen
  }

  /// The number of rows.
  public var count: Int { chosen?.count ?? rows.count }

  /// The rows of one column.
  func column(_ index: Int) -> ObservedRows {
    let piece = RowPiece(chunk: 0, rows: rows, chosen: chosen)
    return ObservedRows(chunks: [chunks[index]], dictionaries: [dictionaries[index]], piece: piece)
  }

  /// Calls a closure with each row.
  ///
  /// - Parameter body: Takes the row's position in ``chunks``.
  @inline(__always)
  public func forEach(_ body: (Int) -> Void) {
    guard let chosen else {
      for row in rows { body(row) }
      return
    }
    chosen.withUnsafeBufferPointer { for row in $0 { body(Int(row)) } }
  }

  /// Calls a closure with each value of a column as a number: true is 1, false is 0, a text of digits their
  /// number, and a missing value or another text NaN.
  ///
  /// - Parameters:
  ///   - column: The column's position among the transform's inputs; any other is a programming error.
  ///   - body: Takes the number.
  @inline(__always)
  public func forEachNumber(ofColumn column: Int = 0, _ body: (Double) -> Void) {
    requireColumn(column)
    switch chunks[column] {
    case .numeric(let values): forEach { body(values[$0]) }
    case .single(let values): forEach { body(Double(values[$0])) }
    case .integer(let values):
      forEach { body(values[$0] == ColumnChunk.missingInteger ? .nan : Double(values[$0])) }
    case .boolean(let values):
      forEach { body(values[$0] == ColumnChunk.missingBoolean ? .nan : Double(values[$0])) }
    case .string: forEachText(ofColumn: column) { body($0.flatMap { $0.wholeNumber } ?? .nan) }
    }
  }

  private func requireColumn(_ column: Int) {
    guard column >= 0, column < chunks.count else {
      programmingError("Column \(column) is outside 0..<\(chunks.count), the inputs of the transform")
    }
  }

  /// Calls a closure with each value of the first column, which holds whole numbers; `nil` where one is
  /// missing.
  @inline(__always)
  func forEachInteger(_ body: (Int64?) -> Void) {
    guard case .integer(let values) = chunks[0] else { return }
    forEach { body(values[$0] == ColumnChunk.missingInteger ? nil : values[$0]) }
  }

  /// Calls a closure with each value of the first column as a whole number.
  @inline(__always)
  func forEachWholeNumber(_ body: (WholeNumber) -> Void) {
    if case .integer = chunks[0] {
      forEachInteger { body($0.map { .number(Int($0)) } ?? .missing) }
    } else {
      forEachNumber { body(WholeNumber($0)) }
    }
  }

  /// The first text of the first column that is not the digits of a whole number.
  var firstUnreadableText: String? {
    var found: String?
    forEachText { if found == nil, let text = $0, text.wholeNumber == nil { found = text } }
    return found
  }

  /// Calls a closure with each value of a column as a text; `nil` for a missing value or one that is no text.
  ///
  /// - Parameters:
  ///   - column: The column's position among the transform's inputs; any other is a programming error.
  ///   - body: Takes the text.
  public func forEachText(ofColumn column: Int = 0, _ body: (String?) -> Void) {
    requireColumn(column)
    guard case .string(let codes) = chunks[column] else {
      forEach { _ in body(nil) }
      return
    }
    let dictionary = dictionaries[column]
    forEach { body(codes[$0] == ColumnChunk.missingCode ? nil : dictionary[Int(codes[$0])]) }
  }
}

/// Rows of one block in one piece of a table.
struct RowPiece {
  /// The piece of the table.
  var chunk: Int
  /// The block's rows in it, counted from the start of the piece.
  var rows: Range<Int>
  /// Those of them that were chosen, ascending; `nil` for all.
  var chosen: ArraySlice<Int32>?
}

extension RowSelection {
  /// The chosen rows in blocks counted from the first row of the table, each in the pieces it has a share of.
  ///
  /// - Parameter length: The number of the table's rows in a block, chosen or not; the last block may have
  ///   fewer.
  /// - Returns: The pieces of each block, in order.
  func blocks(ofLength length: Int = RowCut.blockLength) -> [[RowPiece]] {
    let rowCount = chunkCounts.reduce(0, +)
    var blocks = [[RowPiece]](repeating: [], count: (rowCount + length - 1) / length)
    var start = 0
    for (chunk, count) in chunkCounts.enumerated() {
      var first = 0
      while first < count {
        let block = (start + first) / length
        let rows = first..<min(count, (block + 1) * length - start)
        blocks[block].append(RowPiece(chunk: chunk, rows: rows, chosen: chosen(rows, ofChunk: chunk)))
        first = rows.upperBound
      }
      start += count
    }
    return blocks
  }
}
