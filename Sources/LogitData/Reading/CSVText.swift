import LogitFiles

/// The bytes that have a meaning in separated values, besides quotes and ends of line; 0 for none.
struct CSVSyntax: Sendable, Equatable {
  var separator: UInt8
  var comment: UInt8 = 0
  var escape: UInt8 = 0
}

/// Simple parsing of CSV text, byte by byte, for where speed does not matter: the first rows, and messages.
enum CSVText {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// A field's text without the blanks around it, or without its quotes.
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
    _ bytes: [UInt8], from start: Int = 0, _ syntax: CSVSyntax, isWhole: Bool, limit: Int
  ) -> [Row] {
    var rows: [Row] = []
    var place = start
    while place < bytes.count && rows.count < limit {
      if syntax.comment != 0 && bytes[place] == syntax.comment {
        guard let line = line(bytes, from: place, isWhole: isWhole) else { break }
        place = line.after
        continue
      }
      guard let row = row(bytes, from: place, syntax, isWhole: isWhole) else { break }
      place = row.end
      let isBlank = row.fields.count == 1 && !row.fields[0].isQuoted && row.fields[0].text.isEmpty
      if !isBlank { rows.append(row) }
    }
    return rows
  }

  /// Where a line ends and where the next one begins; `nil` if the bytes end before it is certain.
  static func line(_ bytes: [UInt8], from start: Int, isWhole: Bool) -> (end: Int, after: Int)? {
    guard let end = bytes[start...].firstIndex(where: { endsLine($0) }) else {
      return isWhole ? (bytes.count, bytes.count) : nil
    }
    return afterLineEnd(bytes, end, isWhole: isWhole).map { (end, $0) }
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func afterLineEnd(_ bytes: [UInt8], _ place: Int, isWhole: Bool) -> Int? {
    guard bytes[place] == carriageReturn else { return place + 1 }
    guard place + 1 < bytes.count else { return isWhole ? place + 1 : nil }
    return bytes[place + 1] == lineFeed ? place + 2 : place + 1
  }

  private static func row(
    _ bytes: [UInt8], from start: Int, _ syntax: CSVSyntax, isWhole: Bool
  ) -> Row? {
    var fields: [Field] = []
    var place = start
    while true {
      // A quote that is still open: not yet a row.
      guard let field = field(bytes, &place, syntax) else { return nil }
      fields.append(field)
      guard place < bytes.count else { return isWhole ? Row(fields: fields, start: start, end: place) : nil }
      if bytes[place] == syntax.separator {
        place += 1
        continue
      }
      return afterLineEnd(bytes, place, isWhole: isWhole).map { Row(fields: fields, start: start, end: $0) }
    }
  }

  /// Reads a field up to its separator or end of line; `nil` if its quote is never closed.
  private static func field(_ bytes: [UInt8], _ place: inout Int, _ syntax: CSVSyntax) -> Field? {
    let isSpace: (UInt8) -> Bool = { isBlank($0) && $0 != syntax.separator }
    let start = bytes[place...].firstIndex { !isSpace($0) } ?? bytes.count
    guard start < bytes.count, bytes[start] == quote else {
      let text = plain(bytes, &place, syntax)
      return Field(text: unescaped(text, syntax, isQuoted: false), isQuoted: false)
    }
    place = start + 1
    while true {
      guard place < bytes.count else { return nil }
      if syntax.escape != 0 && bytes[place] == syntax.escape {
        place += 1
      } else if bytes[place] == quote {
        guard place + 1 < bytes.count && bytes[place + 1] == quote else { break }
        place += 1
      }
      place += 1
    }
    let text = unescaped(bytes[start + 1..<place], syntax, isQuoted: true)
    place += 1
    // Only a separator may follow; what else is there is shown.
    return Field(
      text: text + unescaped(plain(bytes, &place, syntax), syntax, isQuoted: false), isQuoted: true)
  }

  /// The bytes up to a separator or end of line, without blanks at their ends.
  private static func plain(_ bytes: [UInt8], _ place: inout Int, _ syntax: CSVSyntax) -> ArraySlice<UInt8> {
    let start = place
    while place < bytes.count && bytes[place] != syntax.separator && !endsLine(bytes[place]) {
      place += syntax.escape != 0 && bytes[place] == syntax.escape ? 2 : 1
    }
    place = min(place, bytes.count)
    let text = bytes[start..<place].drop(while: isBlank)
    return text[..<(text.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? text.startIndex)]
  }

  private static func unescaped(
    _ text: ArraySlice<UInt8>, _ syntax: CSVSyntax, isQuoted: Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    var place = text.startIndex
    while place < text.endIndex {
      let isMark =
        isQuoted && text[place] == quote || syntax.escape != 0 && text[place] == syntax.escape
      if isMark && place + 1 < text.endIndex { place += 1 }
      result.append(text[place])
      place += 1
    }
    return result
  }

  /// Where the longest field of a row is, assuming that none is quoted.
  static func longestField(_ bytes: some RandomAccessCollection<UInt8>, _ layout: CSVLayout) -> Range<Int> {
    var (start, longest) = (0, 0..<0)
    for (place, byte) in bytes.enumerated() where byte == layout.separator {
      if place - start > longest.count { longest = start..<place }
      start = place + 1
    }
    return bytes.count - start > longest.count ? start..<bytes.count : longest
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
    var syntax = layout.syntax
    syntax.comment = 0
    return rows(bytes, syntax, isWhole: true, limit: 1).first?.fields.first?.text ?? bytes
  }
}
