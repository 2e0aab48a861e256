/// What was done to chunks when they were written, in order.
struct HDF5Filters {
  enum Filter: Sendable, Equatable {
    case deflate
    case shuffle
    case fletcher32
  }

  private static let numbers: [Int: Filter] = [1: .deflate, 2: .shuffle, 3: .fletcher32]
  private static let names = [4: "szip", 5: "nbit", 6: "scaleoffset", 32000: "LZF", 32001: "Blosc"]
  private static let largestCount = 8

  let filters: [Filter]

  init(_ contents: HDF5Cursor) throws {
    var cursor = contents
    let version = try cursor.requireVersion(1...2)
    let count = try cursor.count(1)
    guard count <= Self.largestCount else {
      throw cursor.damaged("at most \(Self.largestCount) filters", "\(count)")
    }
    if version == 1 { try cursor.skip(6) }
    filters = try (0..<count).map { _ in
      let number = try cursor.count(2)
      let nameLength = version == 1 || number >= 256 ? try cursor.count(2) : 0
      try cursor.skip(2)
      let valueCount = try cursor.count(2)
      try cursor.skip(nameLength + 4 * valueCount + (version == 1 && valueCount % 2 == 1 ? 4 : 0))
      guard let filter = Self.numbers[number] else {
        throw cursor.unsupported(
          "the filter \(Self.names[number].map { "\($0) " } ?? "")(\(number))",
          supported: "gzip, shuffle and fletcher32")
      }
      return filter
    }
  }

  /// The bytes of a chunk as they were before the filters.
  ///
  /// - Parameters:
  ///   - filters: In the order in which they were applied.
  ///   - range: Where the chunk is stored.
  ///   - byteCount: The bytes that a chunk has.
  static func undo(
    _ filters: [Filter], range: Range<Int>, of file: StoredBytes, byteCount: Int, elementSize: Int,
    _ item: String
  ) throws -> [UInt8] {
    // Only the checksum adds bytes, so no stage is longer than the chunk and all checksums.
    let limit = byteCount + 4 * filters.count(where: { $0 == .fletcher32 })
    var rest = filters[...]
    var contents: [UInt8]
    if rest.last == .deflate {
      rest.removeLast()
      contents = try ZlibStream.inflated(range, of: file, limit: limit, item)
    } else {
      // What cannot be compressed becomes a little longer.
      let storedLimit = filters.contains(.deflate) ? limit + limit / 8 + 64 : limit
      guard range.count <= storedLimit else {
        throw HDF5.damaged(file.name, item, "of at most \(storedLimit) bytes each", "one of \(range.count)")
      }
      contents = try file.bytes(range.count, at: range.lowerBound)
    }
    for filter in rest.reversed() {
      switch filter {
      case .deflate:
        let stored = StoredBytes(contents, name: file.name)
        contents = try ZlibStream.inflated(0..<contents.count, of: stored, limit: limit, item)
      case .shuffle: contents = unshuffled(contents, elementSize: elementSize)
      case .fletcher32: contents = try checked(contents, file.name, item)
      }
    }
    guard contents.count == byteCount else {
      throw HDF5.damaged(file.name, item, "of \(byteCount) bytes each", "one of \(contents.count)")
    }
    return contents
  }

  /// Undoes the filter that puts all first bytes first, then all second bytes, and so on.
  private static func unshuffled(_ bytes: [UInt8], elementSize: Int) -> [UInt8] {
    let count = bytes.count / elementSize
    guard elementSize > 1, count > 1 else { return bytes }
    var result = bytes
    for byte in 0..<elementSize {
      for element in 0..<count { result[element * elementSize + byte] = bytes[byte * count + element] }
    }
    return result
  }

  /// The bytes before the checksum, which is compared.
  private static func checked(_ bytes: [UInt8], _ source: String, _ item: String) throws -> [UInt8] {
    guard bytes.count >= 4 else {
      throw HDF5.damaged(source, item, "with a checksum each", "one of \(bytes.count) bytes")
    }
    let contents = bytes.dropLast(4)
    let stored = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let checksum = fletcher32(contents)
    guard checksum == stored else {
      throw HDF5.damaged(source, item, "of the checksum \(stored)", "of the checksum \(checksum)")
    }
    return Array(contents)
  }

  /// Fletcher's checksum of 16-bit words, the high byte first, as HDF5 computes it.
  static func fletcher32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var (first, second): (UInt32, UInt32) = (0, 0)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let low = place + 1 < bytes.endIndex ? UInt32(bytes[place + 1]) : 0
      first = (first + UInt32(bytes[place]) << 8 + low) % 65535
      second = (second + first) % 65535
      place += 2
    }
    // The library's sums are never reduced to 0 unless all words are.
    return folded(second, bytes) << 16 | folded(first, bytes)
  }

  private static func folded(_ sum: UInt32, _ bytes: ArraySlice<UInt8>) -> UInt32 {
    sum == 0 && bytes.contains { $0 != 0 } ? 65535 : sum
  }
}

/// Deflated bytes with the header and the checksum of zlib. Source: RFC 1950.
enum ZlibStream {
  /// The contents of a stream.
  ///
  /// - Parameters:
  ///   - range: Where it is.
  ///   - limit: The most bytes that its contents may have.
  static func inflated(
    _ range: Range<Int>, of file: StoredBytes, limit: Int, _ item: String
  ) throws -> [UInt8] {
    guard range.count >= 6, case let head = try file.bytes(2, at: range.lowerBound),
      head[0] & 0xF == 8, head[1] & 0x20 == 0, (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
    else { throw HDF5.damaged(file.name, item, "compressed by zlib", "not") }
    var place = range.lowerBound + 2
    let inflater = Inflater(
      CompressedInput(name: "\(file.name), \(item)") { buffer in
        let count = min(buffer.count, range.upperBound - 4 - place)
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: place)
        place += count
        return count
      })
    var contents: [UInt8] = []
    // Deflate cannot shrink bytes to less than a thousandth.
    contents.reserveCapacity(min(limit, range.count * DeflateFormat.largestRatio))
    while case let bytes = try inflater.next(), !bytes.isEmpty {
      guard contents.count + bytes.count <= limit else {
        throw HDF5.damaged(file.name, item, "of at most \(limit) bytes each", "one of more")
      }
      contents.append(contentsOf: bytes)
    }
    let stored = try file.bytes(4, at: range.upperBound - 4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let checksum = adler32(contents)
    guard checksum == stored else {
      throw HDF5.damaged(file.name, item, "of the checksum \(stored)", "of the checksum \(checksum)")
    }
    return contents
  }

  static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (first, second): (UInt32, UInt32) = (1, 0)
    var place = 0
    while place < bytes.count {
      // As many as cannot overflow.
      let end = min(place + 5552, bytes.count)
      for byte in bytes[place..<end] {
        first &+= UInt32(byte)
        second &+= first
      }
      (first, second) = (first % 65521, second % 65521)
      place = end
    }
    return second << 16 | first
  }
}
