import LogitFiles

/// The values of some columns, as fields of separated values.
struct FieldValues {
  private static let quote = UInt8(ascii: "\"")

  private let columns: [Column]
  /// The texts of each column's dictionary as they are written.
  private let texts: [[[UInt8]]]
  private let decimal: UInt8
  /// Whether a number or a truth value may need quotes.
  private let needsCare: Bool
  private let separator: UInt8
  private var chunks: [ColumnChunk] = []

  /// - Parameter decimal: What stands between the whole and the fraction of a number.
  init(_ columns: [Column], separator: UInt8, decimal: UInt8) {
    (self.columns, self.separator, self.decimal) = (columns, separator, decimal)
    texts = columns.map { $0.dictionary.map { CSVWriter.field($0, separator: separator) } }
    needsCare = CSVWriter.mayOccurInNumbers(separator) || separator == decimal
  }

  /// Goes on to a piece of the columns.
  mutating func begin(chunk index: Int) { chunks = columns.map { $0.chunks[index] } }

  /// Adds the value of a row of the piece; nothing if it is missing.
  @inline(__always)
  func append(column: Int, row: Int, to output: inout ByteOutput) {
    guard needsCare else { return write(chunks[column], row, texts[column], to: &output) }
    if case .string = chunks[column] { return write(chunks[column], row, texts[column], to: &output) }
    var plain = ByteOutput()
    write(chunks[column], row, [], to: &plain)
    output.append(contentsOf: CSVWriter.field(plain.bytes, separator: separator, quotesEmpty: false))
  }

  @inline(__always)
  private func write(_ chunk: ColumnChunk, _ row: Int, _ texts: [[UInt8]], to output: inout ByteOutput) {
    switch chunk {
    case .integer(let values): if values[row] != ColumnChunk.missingInteger { output.append(values[row]) }
    case .numeric(let values): if !values[row].isNaN { output.append(values[row], decimal: decimal) }
    case .single(let values): if !values[row].isNaN { output.append(values[row], decimal: decimal) }
    case .boolean(let values):
      if values[row] != ColumnChunk.missingBoolean {
        output.append(contentsOf: (values[row] == 0 ? "false" : "true" as StaticString).bytes)
      }
    case .string(let codes):
      if codes[row] != ColumnChunk.missingCode { output.append(contentsOf: texts[Int(codes[row])]) }
    }
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
