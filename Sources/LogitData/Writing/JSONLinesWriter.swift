public import LogitFiles

/// Writes tables as JSON lines: an object for each row, with the columns' names.
///
///     try JSONLinesWriter().write(table, to: "clean.jsonl")
///
/// A missing value is `null`, a truth value `true` or `false`, a text is a text, and a number has the fewest
/// digits that read back as the same; an infinite one, for which JSON has none, is `null`.
///
/// The columns of a table that keeps its text (``CSVOptions/keepsText``) are written as they stand there:
/// numbers with all their digits wherever they are numbers of JSON, too.
public struct JSONLinesWriter: TableWriter {
  /// Makes a writer.
  public init() {}

  /// Writes a table's bytes.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the bytes.
  /// - Throws: `FileError.notWritten(path:reason:)` if the output is a file that cannot be written; for a
  ///   table that keeps its text also `FileError.notRead(path:reason:)`, or
  ///   ``DataError/notUTF8(path:line:column:found:likely:)`` for a field that was not read as a string.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    let names = table.columnNames.enumerated().map { index, name in
      Array((index == 0 ? "{" : ",").utf8) + JSONText.quoted(Array(name.utf8)) + Array(":".utf8)
    }
    var values = JSONValues(table.columns)
    var fields = table.text.map { JSONFieldReader(table, $0) }
    var row = 0
    for (chunk, count) in table.chunkCounts.enumerated() {
      values.begin(chunk: chunk)
      for index in 0..<count {
        try fields?.begin(row: row)
        for column in names.indices {
          output.append(contentsOf: names[column])
          if try fields?.append(column, isMissing: values.isMissing(column, index), to: &output) != true {
            values.append(column, index, to: &output)
          }
        }
        output.append(contentsOf: names.isEmpty ? [0x7B, 0x7D, 0x0A] : [0x7D, 0x0A])
        row += 1
        if row & 0xFF == 0 { try output.flushIfFull() }
      }
    }
    try output.flushIfFull()
  }
}

/// Texts as JSON has them.
enum JSONText {
  /// A text in quotes, with the escapes that are needed.
  static func quoted(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result = [RecordText.quote]
    for byte in text {
      switch byte {
      case RecordText.quote, UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
      case 0x0A: result += Array("\\n".utf8)
      case 0x0D: result += Array("\\r".utf8)
      case 0x09: result += Array("\\t".utf8)
      case 0x00..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        result += Array("\\u00\(byte < 0x10 ? "0" : "")\(digits)".utf8)
      default: result.append(byte)
      }
    }
    return result + [RecordText.quote]
  }

  /// Whether bytes are a number of JSON.
  static func isNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    func digits() -> Bool {
      let start = place
      while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
      return place > start
    }
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    if place < bytes.count, bytes[place] == 0x30 { place += 1 } else if !digits() { return false }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      if !digits() { return false }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
        place += 1
      }
      if !digits() { return false }
    }
    return place == bytes.count
  }
}

/// The values of some columns as JSON.
private struct JSONValues {
  private let columns: [Column]
  /// The texts of each column's dictionary as they are written.
  private let texts: [[[UInt8]]]
  private var chunks: [ColumnChunk] = []

  init(_ columns: [Column]) {
    self.columns = columns
    texts = columns.map { $0.dictionary.map { JSONText.quoted($0.utf8) } }
  }

  mutating func begin(chunk index: Int) { chunks = columns.map { $0.chunks[index] } }

  func isMissing(_ column: Int, _ row: Int) -> Bool {
    switch chunks[column] {
    case .integer(let values): values[row] == ColumnChunk.missingInteger
    case .numeric(let values): values[row].isNaN
    case .single(let values): values[row].isNaN
    case .boolean(let values): values[row] == ColumnChunk.missingBoolean
    case .string(let codes): codes[row] == ColumnChunk.missingCode
    }
  }

  func append(_ column: Int, _ row: Int, to output: inout ByteOutput) {
    if isMissing(column, row) { return output.append(contentsOf: "null".utf8) }
    switch chunks[column] {
    case .integer(let values): output.append(values[row])
    case .numeric(let values): append(values[row].isFinite, &output) { $0.append(values[row], decimal: 0x2E) }
    case .single(let values): append(values[row].isFinite, &output) { $0.append(values[row], decimal: 0x2E) }
    case .boolean(let values): output.append(contentsOf: (values[row] == 0 ? "false" : "true").utf8)
    case .string(let codes): output.append(contentsOf: texts[column][Int(codes[row])])
    }
  }

  private func append(_ isFinite: Bool, _ output: inout ByteOutput, _ number: (inout ByteOutput) -> Void) {
    if isFinite { number(&output) } else { output.append(contentsOf: "null".utf8) }
  }
}

/// The fields of a table that keeps its text, as JSON.
private struct JSONFieldReader {
  private let text: TableText
  private let kinds: [ColumnKind]
  private let reader: RowReader
  private var row: RowReader.Row?
  private var places: [Range<Int>] = []

  init(_ table: Table, _ text: TableText) {
    self.text = text
    kinds = table.columns.map(\.kind)
    reader = RowReader(text.rows)
  }

  private var layout: RowLayout { text.rows.layout }

  mutating func begin(row index: Int) throws {
    let row = try reader.row(index)
    guard layout.isText(row.fields) else { throw text.rows.notUTF8(row.place, row.fields) }
    places.removeAll(keepingCapacity: true)
    layout.forEachField(of: row.fields) { places.append($0) }
    self.row = row
  }

  /// Adds a field as it stands; returns `false` if its value is to be added instead.
  func append(_ column: Int, isMissing: Bool, to output: inout ByteOutput) throws -> Bool {
    guard let field = text.fields[column], field < places.count, let row else { return false }
    let bytes = UnsafeRawBufferPointer(rebasing: row.fields[places[field]])
    if layout.isTyped {
      // The only field of a row that has no value has quotes, so that it is a row.
      if layout.fieldCount == 1, isMissing, bytes.count == 2 { return false }
      return appendTyped(bytes, to: &output)
    }
    guard !isMissing, kinds[column] == .integer || kinds[column] == .numeric else { return false }
    let number = trimmed(bytes)
    guard JSONText.isNumber(number) else { return false }
    output.append(contentsOf: number)
    return true
  }

  /// Adds a field whose quotes say what it is.
  private func appendTyped(_ bytes: UnsafeRawBufferPointer, to output: inout ByteOutput) -> Bool {
    guard let open = layout.openingQuote(in: bytes, from: 0) else {
      if bytes.isEmpty { output.append(contentsOf: "null".utf8) } else { output.append(contentsOf: bytes) }
      return true
    }
    var content: [UInt8] = []
    var place = open + 1
    while place < bytes.count - 1 {
      content.append(bytes[place])
      place += bytes[place] == RecordText.quote ? 2 : 1
    }
    // A blank before the quote marks an object or an array, which stands as it is.
    output.append(contentsOf: open > 0 ? content : JSONText.quoted(content))
    return true
  }

  /// A field without blanks and quotes around it.
  private func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let isEdge = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == RecordText.quote }
    guard let start = bytes.firstIndex(where: { !isEdge($0) }),
      let end = bytes.lastIndex(where: { !isEdge($0) })
    else { return UnsafeRawBufferPointer(rebasing: bytes[..<0]) }
    return UnsafeRawBufferPointer(rebasing: bytes[start...end])
  }
}
