import LogitFiles

/// A column converted to a NumPy type.
///
/// Columns of whole numbers or Boolean values with missing values become double precision, NaN where missing;
/// a missing string becomes an empty one.
struct NumPyColumn {
  /// The number up to which double precision represents all whole numbers.
  private static let largestExactInteger = Int64(1) << 53
  /// The most bytes that the strings of one column may take, all padded to the longest.
  private static let largestTextByteCount = 1 << 34

  let column: Column
  let type: NumPyType
  /// The bytes of each string of the dictionary.
  private let texts: [[UInt8]]

  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for whole numbers that double precision
  ///   does not represent, beside missing ones, and for strings so different in length that padding them
  ///   would take too much memory.
  init(_ column: Column) throws {
    self.column = column
    var texts: [[UInt8]] = []
    switch column.kind {
    case .integer:
      type =
        column.missingCount > 0
        ? NumPyType(kind: .floating, byteCount: 8) : NumPyType(kind: .signed, byteCount: 8)
      if type.kind == .floating { try Self.requireExact(column) }
    case .boolean:
      type =
        column.missingCount > 0
        ? NumPyType(kind: .floating, byteCount: 8) : NumPyType(kind: .boolean, byteCount: 1)
    case .numeric:
      let isSingle = !column.chunks.isEmpty && column.chunks.allSatisfy(\.isSingle)
      type = NumPyType(kind: .floating, byteCount: isSingle ? 4 : 8)
    case .string:
      texts = column.dictionary.map { text in
        text.unicodeScalars.flatMap { scalar in withUnsafeBytes(of: scalar.value.littleEndian) { Array($0) } }
      }
      // NumPy has no strings of zero characters.
      let longest = max(texts.map(\.count).max() ?? 0, 4)
      guard longest <= Self.largestTextByteCount / max(column.count, 1) else {
        throw DataError.wrongKind(
          column: column.name, expected: "texts of similar length, since NumPy pads all to the longest",
          found: "one of \(longest / 4) characters", remedy: "leave the column out, or write CSV")
      }
      type = NumPyType(kind: .unicode, byteCount: longest)
      texts = texts.map { $0 + Array(repeating: 0, count: longest - $0.count) }
    }
    self.texts = texts
  }

  /// The same column in double precision; not for strings.
  var asDoubles: NumPyColumn { NumPyColumn(column, type: NumPyType(kind: .floating, byteCount: 8)) }

  private init(_ column: Column, type: NumPyType) { (self.column, self.type, texts) = (column, type, []) }

  /// Checks that double precision represents all the whole numbers.
  func requireExactIntegers() throws { try Self.requireExact(column) }

  private static func requireExact(_ column: Column) throws {
    for case .integer(let values) in column.chunks {
      let wrong = values.first {
        $0 != ColumnChunk.missingInteger && $0.magnitude > largestExactInteger.magnitude
      }
      if let wrong {
        throw DataError.wrongKind(
          column: column.name, expected: "whole numbers up to 2⁵³ where they become double precision",
          found: "\(wrong)",
          remedy: "fill or drop missing ones, or write CSV or NPZ")
      }
    }
  }

  /// Adds the value of a row.
  func append(chunk: Int, row: Int, to output: inout ByteOutput) {
    let isDouble = type.kind == .floating && type.byteCount == 8
    switch column.chunks[chunk] {
    case .integer(let values) where isDouble:
      Self.append(values[row] == ColumnChunk.missingInteger ? .nan : Double(values[row]), to: &output)
    case .integer(let values): Self.append(values[row], to: &output)
    case .boolean(let values) where isDouble:
      Self.append(values[row] == ColumnChunk.missingBoolean ? .nan : Double(values[row]), to: &output)
    case .boolean(let values): output.append(values[row])
    case .numeric(let values): Self.append(values[row], to: &output)
    case .single(let values) where isDouble: Self.append(Double(values[row]), to: &output)
    case .single(let values): Self.append(values[row], to: &output)
    case .string(let codes):
      if codes[row] == ColumnChunk.missingCode {
        output.append(contentsOf: repeatElement(0, count: type.byteCount))
      } else {
        output.append(contentsOf: texts[Int(codes[row])])
      }
    }
  }

  @inline(__always)
  private static func append<Value: BitwiseCopyable>(_ value: Value, to output: inout ByteOutput) {
    withUnsafeBytes(of: value) { output.append(contentsOf: $0) }
  }
}
