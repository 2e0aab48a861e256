import LogitFiles

/// Counts lines up to places in a text that come in ascending order. A line ends with LF, CRLF or CR.
struct LineCounter {
  private var line: Int
  private var place = 0
  private var last: UInt8 = 0

  /// Begins at the first byte.
  ///
  /// - Parameter linesBefore: How many lines there are before it; none by default.
  init(linesBefore: Int = 0) { line = linesBefore + 1 }

  /// The line, counted from 1, that contains a byte.
  ///
  /// - Parameter offset: The byte, not before one that was asked for.
  mutating func line(of offset: Int, in source: StoredBytes) -> Int {
    if place < offset { source.forEachPiece(of: place..<offset) { pass($0) } }
    return line
  }

  /// The line, counted from 1, that contains a byte.
  ///
  /// - Parameter offset: The byte, not before one that was asked for.
  mutating func line(of offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    if place < offset { pass(UnsafeRawBufferPointer(rebasing: bytes[place..<offset])) }
    return line
  }

  private mutating func pass(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      if byte == 0x0D || byte == 0x0A && last != 0x0D { line += 1 }
      last = byte
    }
    place += bytes.count
  }
}
