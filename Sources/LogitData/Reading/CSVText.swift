import LogitFiles

/// Simple parsing of CSV text, byte by byte, for where speed does not matter: the first rows, and messages.
enum CSVText {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// A field's text without its quotes.
  struct Field: Equatable {
    var text: [UInt8]
    var isQuoted: Bool
  }

  /// A row of fields.
  struct Row {
    var fields: [Field]
    /// Where its first byte is, and the position after its end of line.
    var start: Int
    var end: Int
  }

  /// The first rows of some bytes, without blank lines and comments.
  ///
  /// - Parameters:
  ///   - isWhole: Whether the last row ends with the bytes; otherwise it is left out unless it ends in an end
  ///     of line.
  ///   - limit: The number of rows to stop after.
  static func rows(
    _ bytes: some RandomAccessCollection<UInt8>, from start: Int = 0, separator: UInt8, newline: UInt8,
    comment: UInt8, isWhole: Bool, limit: Int
  ) -> [Row] {
    let bytes = Array(bytes)
    var rows: [Row] = []
    var place = start
    while place < bytes.count && rows.count < limit {
      if comment != 0 && bytes[place] == comment {
        place = bytes[place...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
        continue
      }
      guard let row = row(bytes, from: place, separator, newline, isWhole: isWhole) else { break }
      place = row.end
      let isBlank =
        row.fields.count == 1 && !row.fields[0].isQuoted
        && row.fields[0].text.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if !isBlank { rows.append(row) }
    }
    return rows
  }

  private static func row(
    _ bytes: [UInt8], from start: Int, _ separator: UInt8, _ newline: UInt8, isWhole: Bool
  ) -> Row? {
    var fields: [Field] = []
    var place = start
    while true {
      var field = Field(text: [], isQuoted: false)
      if place < bytes.count && bytes[place] == quote {
        field.isQuoted = true
        place += 1
        while place < bytes.count {
          if bytes[place] == quote {
            guard place + 1 < bytes.count && bytes[place + 1] == quote else { break }
            place += 1
          }
          field.text.append(bytes[place])
          place += 1
        }
        // The quote is still open, so this is not yet a row.
        if place >= bytes.count { return nil }
        place += 1
      }
      while place < bytes.count && bytes[place] != separator && bytes[place] != newline {
        field.text.append(bytes[place])
        place += 1
      }
      let isEnd = place >= bytes.count || bytes[place] == newline
      if isEnd && newline == lineFeed && field.text.last == carriageReturn { field.text.removeLast() }
      fields.append(field)
      if place >= bytes.count { return isWhole ? Row(fields: fields, start: start, end: place) : nil }
      place += 1
      if isEnd { return Row(fields: fields, start: start, end: place) }
    }
  }

  /// Where the longest field of a row begins, assuming that none is quoted.
  static func longestField(_ bytes: some RandomAccessCollection<UInt8>, _ layout: CSVLayout) -> Int {
    var (start, longest, longestStart) = (0, 0, 0)
    for (place, byte) in bytes.enumerated() where byte == layout.separator {
      if place - start > longest { (longest, longestStart) = (place - start, start) }
      start = place + 1
    }
    if bytes.count - start > longest { longestStart = start }
    return longestStart
  }

  /// The line, counted from 1, that contains a byte of a source.
  static func line(of offset: Int, in source: StoredBytes) -> Int {
    var lines = LineCounter()
    return lines.line(of: offset, in: source)
  }

  /// The text of a field of a source, shortened for a message.
  static func excerpt(_ source: StoredBytes, at offset: Int, _ layout: CSVLayout) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = (try? bytes.withUnsafeMutableBytes { try source.readSome(into: $0, at: offset) }) ?? 0
    bytes.removeLast(bytes.count - count)
    let row = rows(
      bytes, separator: layout.separator, newline: layout.newline, comment: 0, isWhole: true, limit: 1)
    return row.first?.fields.first?.text ?? bytes
  }
}
