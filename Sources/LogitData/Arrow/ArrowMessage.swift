import LogitFiles

/// A message of an Arrow stream: what the columns are, or where the values of some rows or of a dictionary
/// are behind it.
///
/// Source: https://arrow.apache.org/docs/format/Columnar.html, and the .fbs files of
/// https://github.com/apache/arrow/tree/main/format.
struct ArrowMessage {
  enum Content {
    case schema([ArrowField])
    case rows(ArrowBatch)
    case dictionary(id: Int, ArrowBatch, isDelta: Bool)
    case other
  }

  let content: Content
  let bodySize: Int

  /// Reads a message.
  ///
  /// - Throws: ``ColumnarFault``.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    let message = try FlatTable(root: bytes)
    let version = try message.integer(0, as: Int16.self, default: 0)
    guard (3...4).contains(version) else {
      throw ColumnarFault.damaged(expected: "version 4 or 5 of Arrow's format", found: "\(version + 1)")
    }
    bodySize = try message.integer(3, as: Int64.self, default: 0)
    let kind = try message.integer(1, as: UInt8.self, default: 0)
    guard let header = try message.table(2) else {
      throw ColumnarFault.damaged(expected: "a message", found: "none")
    }
    switch kind {
    case 1: content = .schema(try Self.schema(header, version: version, byteCount: bytes.count))
    case 2:
      guard let data = try header.table(1) else {
        throw ColumnarFault.damaged(expected: "the values of a dictionary", found: "none")
      }
      content = .dictionary(
        id: try header.integer(0, as: Int64.self, default: 0), try ArrowBatch(data),
        isDelta: try header.boolean(2))
    case 3: content = .rows(try ArrowBatch(header))
    default: content = .other
    }
  }

  /// The columns of a schema.
  ///
  /// - Throws: ``ColumnarFault``.
  static func schema(_ schema: FlatTable, version: Int, byteCount: Int) throws -> [ArrowField] {
    guard try schema.integer(0, as: Int16.self, default: 0) == 0 else {
      throw ColumnarFault.damaged(
        expected: "little-endian, as nearly all processors are and pyarrow writes it there",
        found: "big-endian")
    }
    return try ArrowField.fields(of: schema, version: version, byteCount: byteCount)
  }
}

/// Where the values of some rows are.
struct ArrowBatch {
  let rowCount: Int
  /// For each column, and each part of one, how many values it has, and how many of them are missing.
  let nodes: [(count: Int, missing: Int)]
  /// Where each buffer is in the body, and how many bytes it has.
  let buffers: [(start: Int, count: Int)]
  /// How buffers are compressed; `nil` if they are not.
  let codec: BlockCodec?
  /// How many more buffers each column of views has.
  let viewCounts: [Int]

  fileprivate init(_ batch: FlatTable) throws {
    rowCount = try batch.integer(0, as: Int64.self, default: 0)
    nodes = try batch.integers(1, inEach: 2).map { ($0[0], $0[1]) }
    buffers = try batch.integers(2, inEach: 2).map { ($0[0], $0[1]) }
    viewCounts = try batch.integers(4, inEach: 1).map { $0[0] }
    if let compression = try batch.table(3) {
      let number = try compression.integer(0, as: Int8.self, default: 0)
      guard (0...1).contains(number), try compression.integer(1, as: Int8.self, default: 0) == 0 else {
        throw ColumnarFault.damaged(
          expected: "buffers in LZ4 or Zstandard", found: "in a kind \(number) that nobody has named yet")
      }
      codec = number == 0 ? .lz4Frame : .zstandard
    } else {
      codec = nil
    }
    let counts = [rowCount] + nodes.map { $0.count } + viewCounts
    if let wrong = counts.first(where: { !(0...1 << 48).contains($0) }) {
      throw ColumnarFault.damaged(expected: "numbers of rows and buffers", found: "\(wrong)")
    }
  }
}
