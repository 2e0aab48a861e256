/// The order in which an epoch visits the rows.
///
/// The order is a pure function of a seed and the epoch's number, so a run that was stopped and resumed
/// visits the rows as one that was not.
struct EpochOrder {
  private let seed: UInt64
  private let indices: UnsafeMutableBufferPointer<UInt32>
  private let owner: TensorStorage<UInt32>

  /// - Parameter rows: The number of rows, at most 2³².
  init(rows: Int, seed: UInt64) {
    self.seed = seed
    owner = TensorStorage(uninitializedCount: rows)
    indices = owner.elements
  }

  /// The row numbers, shuffled for the epoch last given to ``shuffle(epoch:)``.
  var rows: UnsafePointer<UInt32> { UnsafePointer(indices.baseAddress.unsafelyUnwrapped) }

  /// Draws the order of an epoch: the identity, then a Fisher-Yates shuffle.
  ///
  /// Source: R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964).
  func shuffle(epoch: Int) {
    for i in 0..<indices.count { indices[i] = UInt32(truncatingIfNeeded: i) }
    var generator = SplitMix64(state: SplitMix64.mixed(seed &+ SplitMix64.mixed(UInt64(epoch))))
    var left = indices.count
    // One draw serves several exchanges as long as the product of their bounds fits 60 bits; beyond, 64-bit
    // arithmetic would reject draws too often.
    while left > 1 << 30 { exchange(1, &left, &generator) }
    while left > 1 << 15 { exchange(2, &left, &generator) }
    while left > 4 { exchange(4, &left, &generator) }
    while left > 1 { exchange(1, &left, &generator) }
  }

  /// Exchanges the last `count` of the `left` elements not yet placed, each with one at or before it.
  @inline(__always)
  private func exchange(_ count: Int, _ left: inout Int, _ generator: inout SplitMix64) {
    var bits = generator.next(belowFallingProductOf: UInt64(left), count)
    for _ in 0..<count {
      // The fraction bits / 2⁶⁴ times the bound: its whole part is drawn, its fraction draws the next.
      let product = bits.multipliedFullWidth(by: UInt64(left))
      bits = product.low
      left -= 1
      indices.swapAt(left, Int(product.high))
    }
  }
}

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

  /// 64 bits, as a binary fraction, from which `count` numbers can be drawn without bias by multiplying with bound,
  /// bound - 1, ... in turn.
  ///
  /// A fraction is rejected when what is left of it after all multiplications falls into the part that would favour
  /// some results, which is rare as long as the product of the bounds is far below 2⁶⁴.
  ///
  /// Source: N. Brackett-Rozinsky and D. Lemire, "Batched ranged random integer generation", Software: Practice and
  /// Experience 55 (2025).
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
