/// The 64-bit hash XXH64, which goes over data about as fast as memory delivers it.
///
/// Made to notice accidental changes, not to resist an attacker. Source: the specification at
/// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
package struct XXH64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The hash of some bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var offset = 0
    var hash: UInt64
    if bytes.count >= 32 {
      var lanes = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
      while offset + 32 <= bytes.count {
        lanes.0 = round(lanes.0, word(bytes, offset))
        lanes.1 = round(lanes.1, word(bytes, offset + 8))
        lanes.2 = round(lanes.2, word(bytes, offset + 16))
        lanes.3 = round(lanes.3, word(bytes, offset + 24))
        offset += 32
      }
      hash = rotated(lanes.0, 1) &+ rotated(lanes.1, 7) &+ rotated(lanes.2, 12) &+ rotated(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        hash = (hash ^ round(0, lane)) &* prime1 &+ prime4
      }
    } else {
      hash = seed &+ prime5
    }
    return finished(hash &+ UInt64(bytes.count), bytes, from: offset)
  }

  /// Takes in the bytes that fill no whole lane, and spreads every bit over all others.
  private static func finished(_ start: UInt64, _ bytes: UnsafeRawBufferPointer, from start0: Int) -> UInt64 {
    var (hash, offset) = (start, start0)
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

extension Table {
  /// A number that tells whether two tables hold the same: names, kinds and values, in order.
  ///
  /// XXH64 over the columns' names, kinds and values as they are in memory, so it does not depend on the format of the
  /// file they were read from, but does on the precision they were read in.
  public var fingerprint: UInt64 {
    columns.reduce(UInt64(rowCount)) { hash, column in
      var hash = "\(column.kind.rawValue) \(column.name)".fingerprint(seed: hash)
      for text in column.dictionary { hash = text.fingerprint(seed: hash) }
      for chunk in column.chunks {
        hash =
          switch chunk {
          case .integer(let values): values.withUnsafeBytes { XXH64.hash($0, seed: hash) }
          case .numeric(let values): values.withUnsafeBytes { XXH64.hash($0, seed: hash) }
          case .single(let values): values.withUnsafeBytes { XXH64.hash($0, seed: hash) }
          case .boolean(let values): values.withUnsafeBytes { XXH64.hash($0, seed: hash) }
          case .string(let values): values.withUnsafeBytes { XXH64.hash($0, seed: hash) }
          }
      }
      return hash
    }
  }
}

extension String {
  fileprivate func fingerprint(seed: UInt64) -> UInt64 {
    Array(utf8).withUnsafeBytes { XXH64.hash($0, seed: seed) }
  }
}
