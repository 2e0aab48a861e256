/// A hash of texts under a key of 128 bits, by which two models can hash differently: SipHash-2-4.
///
/// TensorFlow's `to_hash_bucket_strong`, which Keras's `Hashing` uses when it is given a `salt`. Source:
/// J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012.
package struct SipHash: Sendable {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  private init(_ key: HashSalt) {
    v0 = key.first ^ 0x736F_6D65_7073_6575
    v1 = key.second ^ 0x646F_7261_6E64_6F6D
    v2 = key.first ^ 0x6C79_6765_6E65_7261
    v3 = key.second ^ 0x7465_6462_7974_6573
  }

  /// The hash of a text's UTF-8 bytes.
  package static func hash(_ text: String, key: HashSalt) -> UInt64 {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0), key: key) }
  }

  /// The hash of some bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer, key: HashSalt) -> UInt64 {
    var state = SipHash(key)
    let wholeCount = bytes.count / 8 * 8
    for place in stride(from: 0, to: wholeCount, by: 8) {
      state.take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
    }
    // What is left, with the length modulo 256 in the highest byte.
    var last = UInt64(bytes.count & 0xFF) << 56
    for place in wholeCount..<bytes.count { last |= UInt64(bytes[place]) << UInt64(8 * (place - wholeCount)) }
    state.take(last)
    state.v2 ^= 0xFF
    for _ in 0..<4 { state.round() }
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3
  }

  private mutating func take(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  private mutating func round() {
    v0 &+= v1
    v1 = Self.rotated(v1, 13) ^ v0
    v0 = Self.rotated(v0, 32)
    v2 &+= v3
    v3 = Self.rotated(v3, 16) ^ v2
    v0 &+= v3
    v3 = Self.rotated(v3, 21) ^ v0
    v2 &+= v1
    v1 = Self.rotated(v1, 17) ^ v2
    v2 = Self.rotated(v2, 32)
  }

  private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &<< count | value &>> (64 &- count)
  }
}
