/// The hash XXH32, the checksum of LZ4's frames. Source: the specification at
/// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
enum XXH32 {
  private static let primes: [UInt32] = [0x9E37_79B1, 0x85EB_CA77, 0xC2B2_AE3D, 0x27D4_EB2F, 0x1656_67B1]

  /// The hash of some bytes, with the seed 0.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var place = 0
    var hash = primes[4]
    if bytes.count >= 16 {
      var lanes = [primes[0] &+ primes[1], primes[1], 0, 0 &- primes[0]]
      while bytes.count - place >= 16 {
        for lane in 0..<4 {
          lanes[lane] = rotated(lanes[lane] &+ word(bytes, place + 4 * lane) &* primes[1], 13) &* primes[0]
        }
        place += 16
      }
      hash =
        rotated(lanes[0], 1) &+ rotated(lanes[1], 7) &+ rotated(lanes[2], 12) &+ rotated(lanes[3], 18)
    }
    hash = hash &+ UInt32(truncatingIfNeeded: bytes.count)
    while bytes.count - place >= 4 {
      hash = rotated(hash &+ word(bytes, place) &* primes[2], 17) &* primes[3]
      place += 4
    }
    while place < bytes.count {
      hash = rotated(hash &+ UInt32(bytes[place]) &* primes[4], 11) &* primes[0]
      place += 1
    }
    hash = (hash ^ hash >> 15) &* primes[1]
    hash = (hash ^ hash >> 13) &* primes[2]
    return hash ^ hash >> 16
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  private static func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value << count | value >> (32 - count)
  }
}
