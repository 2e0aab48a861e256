/// A source of random numbers that can be seeded and split, with the streams of NumPy.
///
///     var generator = RandomGenerator(seed: 42)
///     let heights = generator.normal(mean: 170, standardDeviation: 8, count: 1000)
///
/// `RandomGenerator(seed: s)` gives the numbers of `numpy.random.default_rng(s)`, bit for bit, whatever the
/// order of calls: a Python script and a Swift program share data by sharing a seed. It is the PCG64 generator
/// (XSL-RR output), its state drawn from the seed by NumPy's `SeedSequence`.
///
/// A generator is a value: a copy goes on with the same numbers.
///
/// Source: M. O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms for random
/// number generation", HMC-CS-2014-0905.
public struct RandomGenerator: Sendable, Hashable {
  private var state: Wide
  private let increment: Wide
  private var sequence: SeedSequence
  /// The upper half of a 64-bit draw of which only the lower half was used.
  private var spareHalf: UInt32?

  /// Creates the generator that `numpy.random.default_rng(seed)` gives.
  public init(seed: UInt64) {
    let low = UInt32(truncatingIfNeeded: seed)
    self.init(SeedSequence(entropy: seed >> 32 == 0 ? [low] : [low, UInt32(seed >> 32)]))
  }

  /// Creates a generator seeded with 128 bits from the system.
  public init() {
    self.init(SeedSequence(entropy: (0..<4).map { _ in UInt32.random(in: .min ... .max) }))
  }

  private init(_ sequence: SeedSequence) {
    let words = sequence.generateState(wordCount: 4)
    self.sequence = sequence
    increment = Wide(high: words[2] << 1 | words[3] >> 63, low: words[3] << 1 | 1)
    state = increment + Wide(high: words[0], low: words[1])
    step()
  }

  /// A generator whose stream is independent of this one's and of all others split off it.
  ///
  /// The n-th call gives the n-th generator of NumPy's `spawn`.
  public mutating func split() -> RandomGenerator {
    RandomGenerator(sequence.spawn())
  }

  private mutating func step() {
    state = state * Wide(high: 0x2360_ED05_1FC6_5DA4, low: 0x4385_DF64_9FCC_F645) + increment
  }

  /// 128 bits; the standard library's `UInt128` needs newer systems than this package does.
  private struct Wide: Sendable, Hashable {
    var high: UInt64
    var low: UInt64

    static func + (left: Wide, right: Wide) -> Wide {
      let (low, carry) = left.low.addingReportingOverflow(right.low)
      return Wide(high: left.high &+ right.high &+ (carry ? 1 : 0), low: low)
    }

    static func * (left: Wide, right: Wide) -> Wide {
      let product = left.low.multipliedFullWidth(by: right.low)
      return Wide(
        high: product.high &+ left.high &* right.low &+ left.low &* right.high, low: product.low)
    }
  }
}

extension RandomGenerator: RandomNumberGenerator {
  /// 64 random bits.
  public mutating func next() -> UInt64 {
    step()
    let folded = state.high ^ state.low
    let rotation = state.high >> 58
    return folded >> rotation | folded << ((64 &- rotation) & 63)
  }

  /// 32 random bits: the lower half of a 64-bit draw, then, on the next call, its upper half.
  mutating func next32() -> UInt32 {
    if let half = spareHalf {
      spareHalf = nil
      return half
    }
    let bits = next()
    spareHalf = UInt32(truncatingIfNeeded: bits >> 32)
    return UInt32(truncatingIfNeeded: bits)
  }
}
