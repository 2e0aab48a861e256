import LogitFiles

/// Separated values that are made of records, for the reader of CSV: a line of names, and one for each record.
///
/// Commas separate, line feeds end, the text is UTF-8. A text stands in quotes in any case, a number or a
/// truth value never, and what is missing is empty; so the type of each value is not lost. A value that is
/// made of others has its JSON in quotes, behind a blank, which no reader of CSV counts.
enum RecordText {
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  /// What stands before the quote of a value that is made of others.
  static let nestedMark = UInt8(ascii: " ")

  /// Adds a text in quotes.
  static func append(text: some Sequence<UInt8>, to output: inout [UInt8]) {
    output.append(quote)
    for byte in text {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }

  /// Ends a row; one that is empty gets quotes, since readers would skip it.
  static func endRow(from start: Int, in output: inout [UInt8]) {
    if output.count == start { output += [quote, quote] }
    output.append(lineFeed)
  }

  /// A row that does not have as many fields as there are columns, in place of a record that is none.
  static func unreadableRow(columnCount: Int) -> [UInt8] {
    [UInt8](repeating: comma, count: columnCount) + [lineFeed]
  }

  /// The line of names.
  static func header(_ names: [String]) -> [UInt8] {
    var output: [UInt8] = []
    for (index, name) in names.enumerated() {
      if index > 0 { output.append(comma) }
      append(name: name, to: &output)
    }
    return output + [lineFeed]
  }

  /// Adds a name, in quotes if it needs some.
  private static func append(name: String, to output: inout [UInt8]) {
    let bytes = Array(name.utf8)
    let isBlank = { (byte: UInt8?) in byte == 0x20 || byte == 0x09 }
    let needsQuotes =
      bytes.isEmpty || bytes.first == UInt8(ascii: "#") || isBlank(bytes.first) || isBlank(bytes.last)
      || bytes.contains { $0 == comma || $0 == quote || $0 == lineFeed || $0 == 0x0D }
    if needsQuotes { append(text: bytes, to: &output) } else { output += bytes }
  }

  /// The row, counted from 0, that a byte of the text is in.
  ///
  /// - Parameter start: Where the first row begins.
  static func row(of offset: Int, from start: Int, in source: StoredBytes) -> Int {
    var (row, isQuoted) = (0, false)
    source.forEachPiece(of: start..<max(start, offset)) { bytes in
      for byte in bytes {
        if byte == quote { isQuoted.toggle() } else if byte == lineFeed && !isQuoted { row += 1 }
      }
    }
    return row
  }
}

/// Records as separated values, and what the values do not show.
struct RecordTable: Sendable {
  /// The line of names, and a line for each record.
  let text: StoredBytes
  let names: [String]
  /// The types of each column; empty if they are not known.
  let types: [RecordTypes]
  /// Where the rows come from.
  let places: RecordPlaces
  let rowCount: Int
}

/// Which types of values a column of records has.
struct RecordTypes: Sendable {
  var hasTexts = false
  var hasOthers = false

  /// Whether there are texts only, so that they are no numbers though they may look like some.
  var areTexts: Bool { hasTexts && !hasOthers }
}
