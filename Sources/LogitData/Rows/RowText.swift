import LogitFiles

/// The rows of a table as they stand in the text that it was read from, so that they can be written again
/// with every byte of their fields.
///
/// The text is not copied: it stays in its file or in memory, and a row takes eight bytes, or sixteen where
/// rows were chosen. A file that has been replaced since is still the one that was opened.
package struct RowText: Sendable {
  /// Where consecutive rows begin and end, counted from a place in the text, so that four bytes hold it.
  package struct Part: Sendable {
    /// What places are counted from.
    let base: Int
    fileprivate(set) var starts: [UInt32] = []
    fileprivate(set) var ends: [UInt32] = []

    init(base: Int) { self.base = base }

    /// The number of rows.
    var count: Int { starts.count }

    /// Where each row begins in the text.
    var allStarts: [Int] { starts.map { base + Int($0) } }

    /// Adds a row, without its end of line.
    @inline(__always)
    mutating func append(_ row: Range<Int>) {
      starts.append(UInt32(truncatingIfNeeded: row.lowerBound - base))
      ends.append(UInt32(truncatingIfNeeded: row.upperBound - base))
    }
  }

  /// The text.
  let source: StoredBytes
  /// How its rows are made.
  package let layout: RowLayout
  /// The row of names, without its end of line; `nil` if the text has none.
  let header: Range<Int>?
  private let parts: [Part]
  /// The number of rows before each part.
  private let rowsBefore: [Int]
  /// The rows of the text in their order here; `nil` for all of them as they come.
  private let chosen: [Int]?

  init(_ source: StoredBytes, _ layout: RowLayout, header: Range<Int>?, parts: [Part]) {
    (self.source, self.layout, self.header, self.parts, chosen) = (source, layout, header, parts, nil)
    var before = 0
    rowsBefore = parts.map { part in
      defer { before += part.count }
      return before
    }
  }

  private init(_ text: RowText, choosing rows: [Int]) {
    (source, layout, header) = (text.source, text.layout, text.header)
    (parts, rowsBefore) = (text.parts, text.rowsBefore)
    chosen = text.chosen.map { chosen in rows.map { chosen[$0] } } ?? rows
  }

  /// Some of the rows.
  ///
  /// - Parameter rows: The rows, counted from 0, in the order wanted.
  func choosing(_ rows: [Int]) -> RowText { RowText(self, choosing: rows) }

  /// Whether these are all rows of the text, in its order.
  var isWhole: Bool { chosen == nil }

  /// The number of rows.
  var count: Int { chosen?.count ?? parts.reduce(0) { $0 + $1.count } }

  /// Where a row is in the text, without its end of line.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 0.
  ///   - part: The part of the row that was asked for before, where the search begins.
  func place(of row: Int, near part: inout Int) -> Range<Int> {
    let row = chosen.map { $0[row] } ?? row
    while row < rowsBefore[part] { part -= 1 }
    while row >= rowsBefore[part] + parts[part].count { part += 1 }
    let (index, found) = (row - rowsBefore[part], parts[part])
    return found.base + Int(found.starts[index])..<found.base + Int(found.ends[index])
  }

  /// What is wrong with a row that is not UTF-8.
  ///
  /// - Parameters:
  ///   - place: Where the row is in the text.
  ///   - bytes: The row.
  func notUTF8(_ place: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> DataError {
    var lines = LineCounter()
    return layout.notUTF8(bytes, path: source.name, line: lines.line(of: place.lowerBound, in: source))
  }
}
