import Logit
import LogitFiles

/// Reads the values of a column in a group of rows, page by page.
struct ParquetChunkReader {
  /// Headers are longer than this only if they hold long texts as statistics.
  private static let usualHeaderSize = 1 << 10

  let source: StoredBytes
  let column: ParquetColumn
  let chunk: ParquetMetadata.Chunk
  /// Where the values are, for messages: the file, the group and the column.
  let place: String
  let memory: MemoryLimit

  private var dictionary: ColumnValues?
  private var pageNumber = 0

  init(
    _ source: StoredBytes, _ column: ParquetColumn, _ chunk: ParquetMetadata.Chunk, group: Int,
    memory: MemoryLimit
  ) {
    (self.source, self.column, self.chunk, self.memory) = (source, column, chunk, memory)
    place = "\(source.name), row group \(group + 1), column \"\(column.name)\""
  }

  private var pagePlace: String { "\(place), page \(pageNumber)" }

  /// Adds all values to a column.
  ///
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, or as ``ColumnarBuilder``.
  mutating func read(into builder: inout ColumnarBuilder) throws {
    let codec = try codec()
    // Nothing need be said of where no values are.
    if chunk.valueCount == 0 { return }
    guard chunk.start >= 4, chunk.compressedSize >= 0, chunk.start <= source.size,
      chunk.compressedSize <= source.size - chunk.start
    else {
      throw ColumnarFault.error(
        place, "the values", "within the file's \(source.size) bytes",
        "said to be \(chunk.compressedSize) bytes from byte \(chunk.start) on")
    }
    var position = chunk.start
    let end = position + chunk.compressedSize
    var left = chunk.valueCount
    while left > 0 {
      pageNumber += 1
      let page = try header(at: position, end)
      let body = position + page.headerSize
      guard page.compressedSize <= end - body else {
        throw ColumnarFault.error(
          pagePlace, "the size", "at most \(end - body) bytes, as are left", "\(page.compressedSize)")
      }
      position = body + page.compressedSize
      if page.kind == .other { continue }
      try source.withBytes(body..<position) { bytes in
        if let checksum = page.checksum, CRC32.checksum(bytes) != checksum {
          throw ColumnarFault.error(
            pagePlace, "the checksum of the page", "\(checksum)", "\(CRC32.checksum(bytes))")
        }
        if page.kind != .dictionary {
          guard page.valueCount <= left else {
            throw ColumnarFault.error(
              pagePlace, "the number of values", "at most \(left)", "\(page.valueCount)")
          }
          left -= page.valueCount
        }
        do {
          try read(page, bytes, codec, into: &builder)
        } catch let fault as ColumnarFault {
          throw fault.error(in: "the values", of: pagePlace)
        }
      }
    }
  }

  private func codec() throws -> BlockCodec {
    let codecs: [Int: BlockCodec] = [
      0: .none, 1: .snappy, 2: .gzip, 5: .lz4Hadoop, 6: .zstandard, 7: .lz4Block,
    ]
    if let codec = codecs[chunk.codec] { return codec }
    let name = [3: "LZO", 4: "Brotli"][chunk.codec] ?? "a kind \(chunk.codec) that nobody has named yet"
    throw FileError.damaged(
      source: place, item: "the compression", expected: "none, Snappy, gzip, LZ4 or Zstandard", found: name,
      remedy: "write the file anew, in DuckDB: COPY (FROM 'FILE') TO 'new.parquet' (CODEC 'zstd')")
  }

  private func header(at position: Int, _ end: Int) throws -> ParquetPage {
    var size = min(Self.usualHeaderSize, end - position)
    while true {
      do {
        return try source.withBytes(position..<position + size) { try ParquetPage($0) }
      } catch ColumnarFault.truncated where size < end - position {
        size = min(size * 16, end - position)
      } catch let fault as ColumnarFault {
        throw fault.error(in: "what stands before the page", of: pagePlace)
      }
    }
  }

  // MARK: Pages

  private mutating func read(
    _ page: ParquetPage, _ bytes: UnsafeRawBufferPointer, _ codec: BlockCodec,
    into builder: inout ColumnarBuilder
  ) throws {
    switch page.kind {
    case .other: return
    case .dictionary: try readDictionary(page, bytes, codec, into: &builder)
    case .data: try readData(page, bytes, codec, into: &builder)
    case .dataV2: try readSecondVersion(page, bytes, codec, into: &builder)
    }
  }

  private mutating func readDictionary(
    _ page: ParquetPage, _ bytes: UnsafeRawBufferPointer, _ codec: BlockCodec,
    into builder: inout ColumnarBuilder
  ) throws {
    guard dictionary == nil, page.encoding == 0 || page.encoding == 2 else {
      throw ColumnarFault.damaged(
        expected: "one dictionary of plain values", found: dictionary == nil ? "others" : "another one")
    }
    try memory.requireUsualGrowth(to: page.size, from: source.size, of: source.name)
    let values = try codec.decompress(bytes, size: page.size, name: pagePlace, within: memory)
    dictionary = try values.withUnsafeBytes {
      try builder.converted(typed(try decoder(page.valueCount).decoded($0, .plain)))
    }
  }

  /// Reads a page whose levels, with their size before them, are compressed with the values.
  private func readData(
    _ page: ParquetPage, _ bytes: UnsafeRawBufferPointer, _ codec: BlockCodec,
    into builder: inout ColumnarBuilder
  ) throws {
    let content = try codec.decompress(bytes, size: page.size, name: pagePlace, within: memory)
    try content.withUnsafeBytes { content in
      var start = 0
      var levels: [UInt8]?
      if column.isOptional {
        guard page.levelEncoding == 3 else {
          throw ColumnarFault.damaged(
            expected: "levels in runs", found: "in the old form, kind \(page.levelEncoding)")
        }
        guard content.count >= 4 else { throw ColumnarFault.truncated }
        let size = Int(UInt32(littleEndian: content.loadUnaligned(as: UInt32.self)))
        guard size <= content.count - 4 else { throw ColumnarFault.truncated }
        start = 4 + size
        levels = try readLevels(content[4..<start], page.valueCount)
      }
      try add(content[start...], page, levels, to: &builder)
    }
  }

  /// Reads a page whose levels stand uncompressed before the values.
  private func readSecondVersion(
    _ page: ParquetPage, _ bytes: UnsafeRawBufferPointer, _ codec: BlockCodec,
    into builder: inout ColumnarBuilder
  ) throws {
    let levelSize = page.levelSize + page.repetitionSize
    guard levelSize <= bytes.count, levelSize <= page.size else { throw ColumnarFault.truncated }
    let levels =
      column.isOptional ? try readLevels(bytes[page.repetitionSize..<levelSize], page.valueCount) : nil
    let rest = UnsafeRawBufferPointer(rebasing: bytes[levelSize...])
    guard page.isCompressed, codec != .none, !(rest.isEmpty && page.size == levelSize) else {
      return try add(rest[...], page, levels, to: &builder)
    }
    let content = try codec.decompress(rest, size: page.size - levelSize, name: pagePlace, within: memory)
    try content.withUnsafeBytes { try add($0[...], page, levels, to: &builder) }
  }

  private func readLevels(_ bytes: Slice<UnsafeRawBufferPointer>, _ count: Int) throws -> [UInt8]? {
    if count > 1 << 12 {
      try memory.requireUsualGrowth(to: count * 8, from: source.size, of: source.name)
      try memory.require(count * 5, for: source.name)
    }
    return try ParquetRuns.levels(UnsafeRawBufferPointer(rebasing: bytes), count: count)
  }

  private func decoder(_ count: Int) -> ParquetValues {
    ParquetValues(storage: column.storage, count: count, memory: memory, name: source.name)
  }

  /// Numbers in half precision are bytes to all but who reads them.
  private func typed(_ values: ColumnarValues) -> ColumnarValues {
    if case .bytes(let strings) = values, column.type == .single {
      return .singles(LittleEndian.halves(strings))
    }
    return values
  }

  /// Adds the values of a page, which follow their levels.
  private func add(
    _ bytes: Slice<UnsafeRawBufferPointer>, _ page: ParquetPage, _ levels: [UInt8]?,
    to builder: inout ColumnarBuilder
  ) throws {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    let count = levels?.count { $0 != 0 } ?? page.valueCount
    guard let encoding = ParquetValues.Encoding(rawValue: page.encoding) else {
      throw ColumnarFault.damaged(
        expected: "stored in one of the ways 0, 2, 3 and 5 to 9", found: "in the way \(page.encoding)")
    }
    if column.type == .empty { return try builder.appendMissing(page.valueCount) }
    // A page without any value may not even say how wide its numbers are.
    if count == 0 { return try builder.appendMissing(page.valueCount) }
    switch encoding {
    case .dictionary, .plainDictionary:
      guard let dictionary else {
        throw ColumnarFault.damaged(expected: "after their dictionary", found: "without one")
      }
      guard let width = bytes.first else { throw ColumnarFault.truncated }
      try memory.requireUsualGrowth(to: count * 8, from: source.size, of: source.name)
      if count > 1 << 12 { try memory.require(count * 12, for: source.name) }
      let indices = try ParquetRuns.numbers(
        UnsafeRawBufferPointer(rebasing: bytes[1...]), width: Int(width), count: count)
      let size = dictionary.count
      if let wrong = indices.first(where: { $0 < 0 || Int($0) >= size }) {
        throw ColumnarFault.damaged(
          expected: "one of the dictionary's \(size) values", found: "number \(wrong)")
      }
      try builder.append(dictionary.gathering(indices), levels: levels)
    default:
      let values = try decoder(count).decoded(bytes, encoding)
      try builder.append(builder.converted(typed(values)), levels: levels)
    }
  }
}
