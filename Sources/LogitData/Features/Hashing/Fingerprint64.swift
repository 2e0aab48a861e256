/// TensorFlow's hash of texts: FarmHash's `Fingerprint64`, which is the same on every machine and in every
/// release.
///
/// Keras's `Hashing` puts a text into bin `Fingerprint64(text) mod bins`. Source: G. Pike, FarmHash, 2014
/// (https://github.com/google/farmhash); the variant of CityHash64 for machines of 64 bits.
package enum Fingerprint64 {
  private static let k0: UInt64 = 0xC3A5_C85C_97CB_3127
  private static let k1: UInt64 = 0xB492_B66F_BE98_F273
  private static let k2: UInt64 = 0x9AE1_6A3B_2F90_404F
  private static let seed: UInt64 = 81

  /// The fingerprint of a text's UTF-8 bytes.
  package static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  /// The fingerprint of some bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    switch bytes.count {
    case 0...16: upTo16(bytes)
    case 17...32: upTo32(bytes)
    case 33...64: upTo64(bytes)
    default: long(bytes)
    }
  }

  /// The fingerprint of two fingerprints, of which the order matters; TensorFlow's `FingerprintCat64`.
  package static func concatenation(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let factor: UInt64 = 0xC6A4_A793_5BD1_E995
    var result = first ^ factor
    result ^= folded(second &* factor) &* factor
    result &*= factor
    result = folded(result) &* factor
    return folded(result)
  }
}

// MARK: - By length

extension Fingerprint64 {
  private static func upTo16(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    let factor = k2 &+ UInt64(count) &* 2
    if count >= 8 {
      let a = word(bytes, 0) &+ k2
      let b = word(bytes, count - 8)
      return mixed(rotated(b, 37) &* factor &+ a, (rotated(a, 25) &+ b) &* factor, factor)
    }
    if count >= 4 {
      return mixed(UInt64(count) &+ half(bytes, 0) << 3, half(bytes, count - 4), factor)
    }
    guard count > 0 else { return k2 }
    let y = UInt64(bytes[0]) + UInt64(bytes[count >> 1]) << 8
    let z = UInt64(count) + UInt64(bytes[count - 1]) << 2
    return folded(y &* k2 ^ z &* k0) &* k2
  }

  private static func upTo32(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    let factor = k2 &+ UInt64(count) &* 2
    let a = word(bytes, 0) &* k1
    let b = word(bytes, 8)
    let c = word(bytes, count - 8) &* factor
    let d = word(bytes, count - 16) &* k2
    return mixed(rotated(a &+ b, 43) &+ rotated(c, 30) &+ d, a &+ rotated(b &+ k2, 18) &+ c, factor)
  }

  private static func upTo64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    let factor = k2 &+ UInt64(count) &* 2
    let a = word(bytes, 0) &* k2
    let b = word(bytes, 8)
    let c = word(bytes, count - 8) &* factor
    let d = word(bytes, count - 16) &* k2
    let y = rotated(a &+ b, 43) &+ rotated(c, 30) &+ d
    let z = mixed(y, a &+ rotated(b &+ k2, 18) &+ c, factor)
    let e = word(bytes, 16) &* factor
    let f = word(bytes, 24)
    let g = (y &+ word(bytes, count - 32)) &* factor
    let h = (z &+ word(bytes, count - 24)) &* factor
    return mixed(rotated(e &+ f, 43) &+ rotated(g, 30) &+ h, e &+ rotated(f &+ a, 18) &+ g, factor)
  }

  private static func long(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = State(first: word(bytes, 0))
    // The last block is taken up to the end, so it may overlap the one before.
    let last = (bytes.count - 1) / 64 * 64
    for place in stride(from: 0, to: last, by: 64) { state.take(bytes, at: place, factor: k1, isLast: false) }
    let rest = (bytes.count - 1) & 63
    let factor = k1 &+ (state.z & 0xFF) << 1
    state.w.0 &+= UInt64(rest)
    state.v.0 &+= state.w.0
    state.w.0 &+= state.v.0
    state.take(bytes, at: last + rest - 63, factor: factor, isLast: true)
    return mixed(
      mixed(state.v.0, state.w.0, factor) &+ folded(state.y) &* k0 &+ state.z,
      mixed(state.v.1, state.w.1, factor) &+ state.x, factor)
  }

  /// What goes from one block of 64 bytes to the next.
  private struct State {
    var x: UInt64
    var y: UInt64
    var z: UInt64
    var v: (UInt64, UInt64) = (0, 0)
    var w: (UInt64, UInt64) = (0, 0)

    init(first: UInt64) {
      x = seed &* k2 &+ first
      y = seed &* k1 &+ 113
      z = folded(y &* k2 &+ 113) &* k2
    }

    mutating func take(_ bytes: UnsafeRawBufferPointer, at place: Int, factor: UInt64, isLast: Bool) {
      x = rotated(x &+ y &+ v.0 &+ word(bytes, place + 8), 37) &* factor
      y = rotated(y &+ v.1 &+ word(bytes, place + 48), 42) &* factor
      x ^= isLast ? w.1 &* 9 : w.1
      y &+= (isLast ? v.0 &* 9 : v.0) &+ word(bytes, place + 40)
      z = rotated(z &+ w.0, 33) &* factor
      v = weak(bytes, place, v.1 &* factor, x &+ w.0)
      w = weak(bytes, place + 32, z &+ w.1, y &+ word(bytes, place + 16))
      swap(&z, &x)
    }
  }
}

// MARK: - Steps

extension Fingerprint64 {
  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  private static func half(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
  }

  private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value &>> count | value &<< (64 &- count)
  }

  private static func folded(_ value: UInt64) -> UInt64 { value ^ value &>> 47 }

  private static func mixed(_ u: UInt64, _ v: UInt64, _ factor: UInt64) -> UInt64 {
    let a = folded((u ^ v) &* factor)
    return folded((v ^ a) &* factor) &* factor
  }

  private static func weak(
    _ bytes: UnsafeRawBufferPointer, _ place: Int, _ a: UInt64, _ b: UInt64
  ) -> (UInt64, UInt64) {
    let first = a &+ word(bytes, place)
    let last = word(bytes, place + 24)
    let second = rotated(b &+ first &+ last, 21)
    let sum = first &+ word(bytes, place + 8) &+ word(bytes, place + 16)
    return (sum &+ last, second &+ rotated(sum, 44) &+ first)
  }
}
