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
    var i = indices.count
    while i > 1 {
      let j = Int(generator.next(below: UInt32(truncatingIfNeeded: i)))
      i -= 1
      let moved = indices[i]
      indices[i] = indices[j]
      indices[j] = moved
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

  /// A number in 0..<bound without bias, by multiplication and rare rejection; bound 0 stands for 2³².
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
  mutating func next(below bound: UInt32) -> UInt32 {
    guard bound != 0 else { return UInt32(truncatingIfNeeded: next() >> 32) }
    var product = (next() >> 32) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = (next() >> 32) &* UInt64(bound)
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
