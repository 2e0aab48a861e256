/// A small, fast generator for shuffles.
///
/// Source: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64 {
  private(set) var state: UInt64

  init(state: UInt64) {
    self.state = state
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// 64 bits, as a binary fraction, from which `count` numbers can be drawn without bias by multiplying with
  /// bound, bound - 1, ... in turn.
  ///
  /// A fraction is rejected when what is left of it after all multiplications falls into the part that would
  /// favor some results, which is rare as long as the product of the bounds is far below 2⁶⁴.
  ///
  /// Source: N. Brackett-Rozinsky and D. Lemire, "Batched ranged random integer generation", Software:
  /// Practice and Experience 55 (2025).
  @inline(__always)
  mutating func next(belowFallingProductOf bound: UInt64, _ count: Int) -> UInt64 {
    var product: UInt64 = 1
    for i in 0..<count { product &*= bound &- UInt64(i) }
    while true {
      let bits = next()
      // Multiplying by the bounds one by one leaves the same fraction as multiplying by their product.
      let rest = bits &* product
      if rest >= product || rest >= (0 &- product) % product { return bits }
    }
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
