public import Logit

/// Writes tables as text: names first, then a line for each row, with values separated by commas.
///
///     try CSVWriter().write(table, to: "clean.csv")
///     try CSVWriter(separator: "\t").write(table, toDescriptor: 1)
///
/// Values are quoted only where necessary: where they contain the separator, a quotation mark or a line
/// break, or begin with `#`, which may mark a comment. Numbers have the fewest digits that read back as the
/// same number; missing values are empty. Source: RFC 4180, but with line feeds only.
public struct CSVWriter: TableWriter {
  /// The separator of values.
  public let separator: Unicode.Scalar
  /// Whether the first line holds the column names.
  public let hasHeader: Bool

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - separator: The separator of values: one ASCII character other than a quotation mark, a line break,
  ///     or a character that occurs in numbers; a comma by default.
  ///   - hasHeader: Whether the first line holds the column names; `true` by default.
  public init(separator: Unicode.Scalar = ",", hasHeader: Bool = true) {
    precondition(
      separator.isASCII && !"\"\n\r.-+".unicodeScalars.contains(separator)
        && !separator.properties.isAlphabetic && !("0"..."9").contains(separator),
      "\(separator) cannot separate values")
    self.separator = separator
    self.hasHeader = hasHeader
  }

  /// Writes a table's bytes.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the bytes.
  /// - Throws: `FileError.notWritten(path:reason:)` if the output is a file that cannot be written.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    let mark = UInt8(ascii: separator)
    if hasHeader && table.columnCount > 0 {
      for (index, name) in table.columnNames.enumerated() {
        if index > 0 { output.append(mark) }
        output.append(contentsOf: Self.field(name, separator: mark))
      }
      output.append(UInt8(ascii: "\n"))
    }
    let dictionaries = table.columns.map { $0.dictionary.map { Self.field($0, separator: mark) } }
    for (index, count) in table.chunkCounts.enumerated() {
      let chunks = table.columns.map { $0.chunks[index] }
      for row in 0..<count {
        let start = output.bytes.count
        for (column, chunk) in chunks.enumerated() {
          if column > 0 { output.append(mark) }
          Self.append(chunk, row, dictionaries[column], to: &output)
        }
        // Readers would skip an empty line.
        if output.bytes.count == start {
          output.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")])
        }
        output.append(UInt8(ascii: "\n"))
        if row & 0xFF == 0xFF { try output.flushIfFull() }
      }
      try output.flushIfFull()
    }
  }

  @inline(__always)
  private static func append(
    _ chunk: ColumnChunk, _ row: Int, _ texts: [[UInt8]], to output: inout ByteOutput
  ) {
    switch chunk {
    case .integer(let values): if values[row] != ColumnChunk.missingInteger { output.append(values[row]) }
    case .numeric(let values): if !values[row].isNaN { output.append(values[row]) }
    case .single(let values): if !values[row].isNaN { output.append(values[row]) }
    case .boolean(let values):
      if values[row] != ColumnChunk.missingBoolean {
        output.append(contentsOf: (values[row] == 0 ? "false" : "true" as StaticString).bytes)
      }
    case .string(let codes):
      if codes[row] != ColumnChunk.missingCode { output.append(contentsOf: texts[Int(codes[row])]) }
    }
  }

  /// A string as it is written in a line. An empty one is quoted, since an empty field means a missing value.
  ///
  /// - Parameters:
  ///   - text: The string.
  ///   - separator: The separator of values.
  /// - Returns: The bytes, quoted if necessary.
  package static func field(_ text: String, separator: UInt8) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let special: [UInt8] = [separator, quote, UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    let bytes = Array(text.utf8)
    guard bytes.isEmpty || bytes.first == UInt8(ascii: "#") || bytes.contains(where: { special.contains($0) })
    else { return bytes }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
