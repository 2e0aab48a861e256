import LogitFiles

/// Makes a column from the elements of a NumPy array, chunk by chunk.
struct NumPyColumnBuilder {
  private let name: String
  private let type: NumPyType
  private let stride: Int
  private var chunks: [ColumnChunk] = []
  /// Whether a whole number did not fit, so that all values become texts.
  private var isTooLargeForIntegers = false
  private var texts = TextCodes()

  /// - Parameter stride: The distance from one element to the next, in bytes.
  init(name: String, type: NumPyType, stride: Int) {
    (self.name, self.type, self.stride) = (name, type, stride)
  }

  /// Adds a chunk.
  ///
  /// - Parameter bytes: The memory from the first element on; the others follow at the stride.
  mutating func append(_ bytes: UnsafeRawBufferPointer, rowCount: Int) {
    switch type.kind {
    case .boolean:
      chunks.append(
        .boolean(
          filled(rowCount) { (values: UnsafeMutableBufferPointer<UInt8>) in
            for row in 0..<rowCount {
              values.initializeElement(at: row, to: bytes[row * stride] == 0 ? 0 : 1)
            }
          }))
    case .floating where type.byteCount == 8:
      chunks.append(.numeric(filled(rowCount) { type.doubles(bytes, stride: stride, into: $0) }))
    case .floating:
      chunks.append(.single(filled(rowCount) { type.floats(bytes, stride: stride, into: $0) }))
    case .signed, .unsigned: appendIntegers(bytes, rowCount: rowCount)
    case .bytes, .unicode:
      var values: [Int32] = []
      values.reserveCapacity(rowCount)
      for row in 0..<rowCount {
        let start = row * stride
        values.append(
          code(of: type.text(UnsafeRawBufferPointer(rebasing: bytes[start..<start + type.byteCount]))))
      }
      chunks.append(.string(values))
    case .padding, .record: programmingError("\(type.name) is the type of no column")
    }
  }

  private mutating func appendIntegers(_ bytes: UnsafeRawBufferPointer, rowCount: Int) {
    if !isTooLargeForIntegers {
      var wrong: Int?
      let values: [Int64] = filled(rowCount) { wrong = type.integers(bytes, stride: stride, into: $0) }
      if wrong == nil && !(type.byteCount == 8 && values.contains(ColumnChunk.missingInteger)) {
        chunks.append(.integer(values))
        return
      }
      isTooLargeForIntegers = true
      var texts: [ColumnChunk] = []
      for case .integer(let values) in chunks { texts.append(.string(values.map { code(of: "\($0)") })) }
      chunks = texts
    }
    let values: [Int64] = filled(rowCount) { _ = type.integers(bytes, stride: stride, into: $0) }
    // Those without a sign have the same bits.
    let isSigned = type.kind == .signed
    let codes = values.map { code(of: isSigned ? "\($0)" : "\(UInt64(bitPattern: $0))") }
    chunks.append(.string(codes))
  }

  /// The code of a string; an empty string is a missing value.
  private mutating func code(of text: String) -> Int32 {
    texts.code(of: text.isEmpty ? nil : text)
  }

  /// The column of all chunks.
  func column() -> Column {
    let kind: ColumnKind =
      switch type.kind {
      case .boolean: .boolean
      case .floating: .numeric
      case .bytes, .unicode: .string
      default: isTooLargeForIntegers ? .string : .integer
      }
    return Column(name: name, kind: kind, chunks: chunks, dictionary: texts.texts)
  }

  private func filled<Value>(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Value>) -> Void) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, written in
      fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      written = count
    }
  }
}
