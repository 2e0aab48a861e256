/// The 64-bit hash XXH64, which processes data about as fast as memory delivers it.
///
///     var hash = XXH64(seed: 7)
///     hash.update(first)
///     hash.update(second)
///     hash.digest          // the same as of first and second in one piece
///
/// It detects accidental changes; it does not resist an attacker. Source: the specification at
/// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
package struct XXH64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The number of bytes processed at a time: a word for each lane.
  private static let stripeLength = 32

  private let seed: UInt64
  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  /// Bytes that do not yet fill a stripe.
  private var rest: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Begins with no bytes.
  ///
  /// - Parameter seed: Any number; the same bytes have different hashes with different seeds. 0 by default.
  package init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = (seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
  }

  /// The hash of some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - seed: Any number; 0 by default.
  /// - Returns: The hash.
  package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var hash = XXH64(seed: seed)
    hash.update(bytes)
    return hash.digest
  }
}

// MARK: - Taking in

extension XXH64 {
  /// Adds more bytes.
  ///
  /// - Parameter bytes: The bytes that follow those added so far.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = bytes.prefix(Self.stripeLength - rest.count)
      rest += missing
      bytes = bytes.dropFirst(missing.count)
      guard rest.count == Self.stripeLength else { return }
      rest.withUnsafeBytes { takeStripes(of: $0) }
      rest.removeAll(keepingCapacity: true)
    }
    let whole = bytes.count / Self.stripeLength * Self.stripeLength
    takeStripes(of: UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
    rest += bytes.dropFirst(whole)
  }

  /// - Parameter bytes: Whole stripes.
  private mutating func takeStripes(of bytes: UnsafeRawBufferPointer) {
    var (a, b, c, d) = lanes
    var offset = 0
    while offset < bytes.count {
      a = Self.round(a, Self.word(bytes, offset))
      b = Self.round(b, Self.word(bytes, offset &+ 8))
      c = Self.round(c, Self.word(bytes, offset &+ 16))
      d = Self.round(d, Self.word(bytes, offset &+ 24))
      offset &+= Self.stripeLength
    }
    lanes = (a, b, c, d)
  }
}

// MARK: - The hash

extension XXH64 {
  /// The hash of all bytes so far.
  package var digest: UInt64 {
    var hash = seed &+ Self.prime5
    if byteCount >= UInt64(Self.stripeLength) {
      hash =
        Self.rotated(lanes.0, 1) &+ Self.rotated(lanes.1, 7) &+ Self.rotated(lanes.2, 12)
        &+ Self.rotated(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
      }
    }
    return rest.withUnsafeBytes { Self.finished(hash &+ byteCount, $0) }
  }

  /// Adds the bytes that do not fill a stripe, and spreads every bit over all others.
  private static func finished(_ start: UInt64, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var (hash, offset) = (start, 0)
    while offset + 8 <= bytes.count {
      hash = rotated(hash ^ round(0, word(bytes, offset)), 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset + 4 <= bytes.count {
      let half = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      hash = rotated(hash ^ half &* prime1, 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < bytes.count {
      hash = rotated(hash ^ UInt64(bytes[offset]) &* prime5, 11) &* prime1
      offset += 1
    }
    hash = (hash ^ hash >> 33) &* prime2
    hash = (hash ^ hash >> 29) &* prime3
    return hash ^ hash >> 32
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotated(lane &+ input &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &<< count | value &>> (64 - count)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
