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
  /// The bytes of a chunk that is undone as a whole, at most: 4 MiB. h5py and PyTables make chunks of up to
  /// 1 MiB unless they are told otherwise.
  static let largestWholeByteCount = 1 << 22
  /// The bytes that are read at a time where nothing was compressed.
  private static let blockByteCount = 1 << 16

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

  /// Whether filters can be undone block by block: shuffle, gzip and fletcher32, in this order as h5py applies
  /// them. Any of them may be missing.
  static func areUsual(_ filters: [Filter]) -> Bool {
    let places = filters.compactMap([Filter.shuffle, .deflate, .fletcher32].firstIndex)
    return zip(places, places.dropFirst()).allSatisfy(<)
  }

  /// Lends the bytes of a chunk block by block, with the filters undone but for shuffle.
  ///
  /// - Parameters:
  ///   - filters: Usual ones, in the order in which they were applied.
  ///   - range: Where the chunk is stored.
  ///   - body: Called for each block in turn.
  static func forEachBlock(
    _ filters: [Filter], range: Range<Int>, of file: StoredBytes, _ item: String,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let contents = filters.last == .fletcher32 ? try checked(range, of: file, item) : range
    if filters.contains(.deflate) {
      try ZlibStream.inflate(contents, of: file, item, body)
    } else {
      try forEachBlock(contents, of: file, body)
    }
  }

  private static func forEachBlock(
    _ range: Range<Int>, of file: StoredBytes, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: blockByteCount) {
      try file.withBytes(start..<min(start + blockByteCount, range.upperBound), body)
    }
  }

  /// Where the bytes before a checksum are, which is compared.
  private static func checked(_ range: Range<Int>, of file: StoredBytes, _ item: String) throws -> Range<Int>
  {
    guard range.count >= 4 else { throw shorterThanChecksum(range.count, file.name, item) }
    let contents = range.dropLast(4)
    var checksum = Fletcher32()
    try forEachBlock(contents, of: file) { checksum.update($0) }
    try require(checksum, try file.bytes(4, at: contents.upperBound), file.name, item)
    return contents
  }

  private static func shorterThanChecksum(_ count: Int, _ source: String, _ item: String) -> FileError {
    HDF5.damaged(source, item, "with a checksum each", "one of \(count) bytes")
  }

  private static func require(
    _ checksum: Fletcher32, _ bytes: some BidirectionalCollection<UInt8>, _ source: String, _ item: String
  ) throws {
    let stored = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard checksum.digest == stored else {
      throw HDF5.damaged(source, item, "of the checksum \(stored)", "of the checksum \(checksum.digest)")
    }
  }

  /// The bytes of a chunk as they were before the filters.
  ///
  /// - Parameters:
  ///   - filters: In the order in which they were applied, whatever it is.
  ///   - range: Where the chunk is stored.
  ///   - byteCount: The bytes that a chunk has, at most ``largestWholeByteCount``.
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
    guard bytes.count >= 4 else { throw shorterThanChecksum(bytes.count, source, item) }
    let contents = Array(bytes.dropLast(4))
    var checksum = Fletcher32()
    contents.withUnsafeBytes { checksum.update($0) }
    try require(checksum, bytes.suffix(4), source, item)
    return contents
  }
}

/// Fletcher's checksum of 16-bit words, the high byte first, as HDF5 computes it.
struct Fletcher32 {
  private var (first, second): (UInt32, UInt32) = (0, 0)
  /// The high byte of a word whose low byte is still to come.
  private var high: UInt8?
  private var isZero = true

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      if byte != 0 { isZero = false }
      guard let high else {
        high = byte
        continue
      }
      add(high, byte)
      self.high = nil
    }
  }

  private mutating func add(_ high: UInt8, _ low: UInt8) {
    first = (first + UInt32(high) << 8 + UInt32(low)) % 65535
    second = (second + first) % 65535
  }

  /// The checksum of what came so far; a word that is not complete has a low byte of 0.
  var digest: UInt32 {
    var whole = self
    if let high { whole.add(high, 0) }
    // The library's sums are never reduced to 0 unless all words are.
    func folded(_ sum: UInt32) -> UInt32 { sum == 0 && !isZero ? 65535 : sum }
    return folded(whole.second) << 16 | folded(whole.first)
  }
}
