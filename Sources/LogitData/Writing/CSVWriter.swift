public import Logit

/// Writes tables as text: names first, then a line for each row, with values separated by commas.
///
///     try CSVWriter().write(table, to: "clean.csv")
///     try CSVWriter(separator: "\t").write(table, toDescriptor: 1)
///
/// Values are quoted only where necessary: where they contain the separator, a quotation mark or a line
/// break, begin or end with a blank, or begin with `#`, which may mark a comment. Numbers have the fewest
/// digits that read back as the same number; missing values are empty. Source: RFC 4180, but with line feeds
/// only.
///
/// The columns of a table that keeps its text (``CSVOptions/keepsText``) are written as they stand there: the
/// names and every field with all their bytes and quotes, converted to UTF-8. With the separator of the text,
/// its ends of lines stay, too, and a text without names is written without. Columns that were added have the
/// text's decimal mark.
public struct CSVWriter: TableWriter {
  private static let quote = UInt8(ascii: "\"")

  /// The separator of values.
  public let separator: Unicode.Scalar
  /// Whether the first line holds the column names.
  public let hasHeader: Bool

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - separator: The separator of values: one ASCII character other than a quotation mark, a line break,
  ///     or a character that occurs in numbers; a comma by default. Any other is a
  ///     programming error.
  ///   - hasHeader: Whether the first line holds the column names; `true` by default.
  public init(separator: Unicode.Scalar = ",", hasHeader: Bool = true) {
    guard
      separator.isASCII && !"\"\n\r".unicodeScalars.contains(separator)
        && !Self.mayOccurInNumbers(UInt8(ascii: separator))
    else {
      programmingError("\(separator) cannot separate values")
    }
    self.separator = separator
    self.hasHeader = hasHeader
  }

  /// Makes a writer with the separator of a text, which may be any that a text can be read with.
  init(separatorOfText separator: UInt8) {
    (self.separator, hasHeader) = (Unicode.Scalar(separator), true)
  }

  /// Writes a table's bytes.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the bytes.
  /// - Throws: `FileError.notWritten(path:reason:)` if the output is a file that cannot be written; for a
  ///   table that keeps its text also `FileError.notRead(path:reason:)`, or
  ///   ``DataError/notUTF8(path:line:column:found:likely:)`` for a field that was not read as a string.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    let mark = UInt8(ascii: separator)
    if let text = table.text {
      var writer = TextRowWriter(table, text, separator: mark, hasHeader: hasHeader)
      return try writer.write(to: &output)
    }
    if hasHeader && table.columnCount > 0 {
      output.append(contentsOf: Self.line(table.columnNames, separator: mark))
      output.append(UInt8(ascii: "\n"))
    }
    var values = FieldValues(table.columns, separator: mark, decimal: UInt8(ascii: "."))
    let columnCount = table.columnCount
    for (index, count) in table.chunkCounts.enumerated() {
      values.begin(chunk: index)
      for row in 0..<count {
        let start = output.bytes.count
        for column in 0..<columnCount {
          if column > 0 { output.append(mark) }
          values.append(column: column, row: row, to: &output)
        }
        // Readers would skip an empty line.
        if output.bytes.count == start { output.append(contentsOf: [Self.quote, Self.quote]) }
        output.append(UInt8(ascii: "\n"))
        if row & 0xFF == 0xFF { try output.flushIfFull() }
      }
      try output.flushIfFull()
    }
  }

  /// A string as it is written in a line. An empty one is quoted, since an empty field means a missing value.
  ///
  /// - Parameters:
  ///   - text: The string.
  ///   - separator: The separator of values.
  /// - Returns: The bytes, quoted if necessary.
  package static func field(_ text: String, separator: UInt8) -> [UInt8] {
    field(Array(text.utf8), separator: separator, quotesEmpty: true)
  }

  /// A text as it is written in a line.
  static func field(_ bytes: [UInt8], separator: UInt8, quotesEmpty: Bool) -> [UInt8] {
    let special: [UInt8] = [separator, quote, UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    let blanks: [UInt8?] = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    let needsQuotes =
      bytes.isEmpty && quotesEmpty || bytes.first == UInt8(ascii: "#") || blanks.contains(bytes.first)
      || blanks.contains(bytes.last) || bytes.contains { special.contains($0) }
    guard needsQuotes else { return bytes }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  /// Texts as one line without its end.
  package static func line(_ texts: [String], separator: UInt8) -> [UInt8] {
    Array(texts.map { field($0, separator: separator) }.joined(separator: [separator]))
  }

  /// Whether a character occurs in numbers and truth values, so that they need quotes where it separates
  /// values.
  package static func mayOccurInNumbers(_ separator: UInt8) -> Bool {
    let scalar = Unicode.Scalar(separator)
    return scalar.properties.isAlphabetic || ".-+0123456789".unicodeScalars.contains(scalar)
  }
}
