import LogitFiles

/// Guesses where rows begin in the middle of a file.
enum CSVRowStart {
  private static let blockByteCount = 1 << 14

  /// The first position in a range where a row probably begins, or `nil` if none is apparent near the start
  /// of the range.
  ///
  /// The first quote whose neighbors leave no doubt whether it opens or closes a field shows whether the
  /// range begins within quotes; without such a quote, it is assumed to begin outside.
  static func guess(in range: Range<Int>, _ source: StoredBytes, _ layout: CSVLayout) throws -> Int? {
    // The byte before the range shows whether a row begins at its first byte.
    let first = range.lowerBound - 1
    var bytes = [UInt8](repeating: 0, count: blockByteCount)
    let count = try bytes.withUnsafeMutableBytes { try source.readSome(into: $0, at: first) }
    let block = bytes[..<count]
    var from = 0
    for place in block.indices.dropFirst().dropLast() where block[place] == CSVText.quote {
      let opens = isMark(block[place - 1], layout) && isPlain(block[place + 1], layout)
      let closes = isMark(block[place + 1], layout) && isPlain(block[place - 1], layout)
      if opens { break }
      if closes {
        from = place
        break
      }
    }
    return block[from...].indices.first { endsLine(block, $0, layout) }.map { first + $0 + 1 }
  }

  /// Whether a line ends with a byte. A carriage return at the end of the block may be the first half of an
  /// end of line.
  private static func endsLine(_ block: ArraySlice<UInt8>, _ place: Int, _ layout: CSVLayout) -> Bool {
    if block[place] == layout.newline { return true }
    return block[place] == CSVText.carriageReturn && place + 1 < block.endIndex
      && block[place + 1] != CSVText.lineFeed
  }

  private static func isMark(_ byte: UInt8, _ layout: CSVLayout) -> Bool {
    byte == layout.separator || byte == CSVText.lineFeed || byte == CSVText.carriageReturn
  }

  private static func isPlain(_ byte: UInt8, _ layout: CSVLayout) -> Bool {
    byte != CSVText.quote && !isMark(byte, layout)
  }
}
