import LogitFiles

/// Lends the rows of a text one after the other, through a small buffer. It is fast for rows that are asked
/// for in the order of the text, with or without gaps.
final class RowReader {
  /// A row, which is there until the next one is asked for.
  struct Row {
    /// The row with its end of line.
    let line: UnsafeRawBufferPointer
    /// The number of bytes of its end of line; 0 where the text ends without one.
    let endCount: Int
    /// Where it is in the text, without its end of line.
    let place: Range<Int>
    /// Whether the text ends with it, without an end of line.
    let endsText: Bool

    /// The row without its end of line.
    var fields: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: line.dropLast(endCount)) }
  }

  private static let windowByteCount = 1 << 18
  /// The most bytes of an end of line.
  private static let longestEnd = 2

  private let text: RowText
  private var buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: RowReader.windowByteCount, alignment: 16)
  /// The part of the text that is in the buffer.
  private var held = 0..<0
  private var part = 0

  init(_ text: RowText) { self.text = text }

  deinit { buffer.deallocate() }

  /// A row.
  ///
  /// - Parameter index: The row, counted from 0.
  /// - Throws: `FileError.notRead(path:reason:)`.
  func row(_ index: Int) throws -> Row { try row(at: text.place(of: index, near: &part)) }

  /// The row of names; `nil` if there is none.
  ///
  /// - Throws: `FileError.notRead(path:reason:)`.
  func header() throws -> Row? { try text.header.map { try row(at: $0) } }

  private func row(at place: Range<Int>) throws -> Row {
    let wanted = place.lowerBound..<min(place.upperBound + Self.longestEnd, text.source.size)
    if wanted.lowerBound < held.lowerBound || wanted.upperBound > held.upperBound { try load(wanted) }
    let start = place.lowerBound - held.lowerBound
    let behind = UnsafeRawBufferPointer(
      rebasing: buffer[start + place.count..<wanted.upperBound - held.lowerBound])
    let endCount = Self.endCount(behind)
    return Row(
      line: UnsafeRawBufferPointer(rebasing: buffer[start..<start + place.count + endCount]),
      endCount: endCount, place: place, endsText: behind.isEmpty)
  }

  /// How many of the bytes behind a row are its end of line; none if a separator stands before that.
  private static func endCount(_ behind: UnsafeRawBufferPointer) -> Int {
    guard let first = behind.first, first == 0x0D || first == 0x0A else { return 0 }
    return first == 0x0D && behind.count > 1 && behind[1] == 0x0A ? 2 : 1
  }

  private func load(_ wanted: Range<Int>) throws {
    // Of a row that comes after a jump, only what is needed; otherwise the next ones, too.
    let isNear = (held.lowerBound...held.upperBound + Self.windowByteCount).contains(wanted.lowerBound)
    let count = isNear ? max(wanted.count, Self.windowByteCount) : wanted.count
    if count > buffer.count {
      buffer.deallocate()
      buffer = .allocate(byteCount: count + count / 2, alignment: 16)
    }
    held = 0..<0
    let filled = try text.source.readSome(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: wanted.lowerBound)
    held = wanted.lowerBound..<wanted.lowerBound + filled
  }
}
