/// The generator PCG64: a 128-bit linear congruential generator whose state is folded to 64 bits of output by
/// a xor of its halves and a rotation (XSL-RR).
///
///     state = state * multiplier + increment   (mod 2^128)
///     output = rotateRight(high ^ low, by: high >> 58)
///
/// M. E. O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms for random
/// number generation", Harvey Mudd College, HMC-CS-2014-0905 (2014). As in NumPy the state advances before
/// the output is taken, and a 64-bit output feeds two requests for 32 bits, the low half first.
///
/// The 128-bit numbers are pairs of `UInt64` because `UInt128` needs macOS 15.
@usableFromInline
struct PCG64: Sendable, Equatable, Codable {
  private var stateHigh: UInt64
  private var stateLow: UInt64
  private let incrementHigh: UInt64
  private let incrementLow: UInt64

  /// The half of the last output that no request for 32 bits has taken yet.
  private var spareHalf: UInt32?

  private static let multiplierHigh: UInt64 = 0x2360_ED05_1FC6_5DA4
  private static let multiplierLow: UInt64 = 0x4385_DF64_9FCC_F645

  /// Starts where NumPy's `PCG64(seed_sequence)` starts.
  init(_ seedSequence: SeedSequence) {
    let words = seedSequence.words(count: 8)
    func word64(_ index: Int) -> UInt64 { UInt64(words[2 * index]) | UInt64(words[2 * index + 1]) << 32 }
    let (seedHigh, seedLow) = (word64(0), word64(1))
    let (streamHigh, streamLow) = (word64(2), word64(3))
    incrementHigh = streamHigh << 1 | streamLow >> 63
    incrementLow = streamLow << 1 | 1
    (stateHigh, stateLow) = (0, 0)
    advance()
    let (low, carry) = stateLow.addingReportingOverflow(seedLow)
    stateLow = low
    stateHigh = stateHigh &+ seedHigh &+ (carry ? 1 : 0)
    advance()
  }

  private mutating func advance() {
    let product = stateLow.multipliedFullWidth(by: Self.multiplierLow)
    let high = product.high &+ stateHigh &* Self.multiplierLow &+ stateLow &* Self.multiplierHigh
    let (low, carry) = product.low.addingReportingOverflow(incrementLow)
    stateLow = low
    stateHigh = high &+ incrementHigh &+ (carry ? 1 : 0)
  }

  /// 64 random bits.
  @inline(__always)
  mutating func next() -> UInt64 {
    advance()
    let folded = stateHigh ^ stateLow
    let rotation = stateHigh >> 58
    return folded &>> rotation | folded &<< (64 &- rotation)
  }

  /// 32 random bits.
  @inline(__always)
  mutating func next32() -> UInt32 {
    if let half = spareHalf {
      spareHalf = nil
      return half
    }
    let whole = next()
    spareHalf = UInt32(truncatingIfNeeded: whole >> 32)
    return UInt32(truncatingIfNeeded: whole)
  }

  /// A multiple of 2^-53 in [0, 1).
  @inline(__always)
  mutating func nextDouble() -> Double {
    Double(Int64(bitPattern: next() >> 11)) * 0x1p-53
  }

  /// A multiple of 2^-24 in [0, 1).
  @inline(__always)
  mutating func nextFloat() -> Float {
    Float(Int32(bitPattern: next32() >> 8)) * 0x1p-24
  }
}
