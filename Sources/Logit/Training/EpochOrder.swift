/// The order in which an epoch visits the rows.
///
/// The order is a pure function of a seed and the epoch's number, so a run that was stopped and resumed
/// visits the rows as one that was not.
///
/// Up to ``listedRows`` rows the order is a list, shuffled so that every order is equally likely. A list of
/// more rows would leave the cache, where each exchange costs a trip to memory, and would need memory beyond
/// the data; there the order is a function of the place instead, see ``ScatteredOrder``.
final class EpochOrder {
  /// 2^18 rows: a list of one megabyte.
  static let listedRows = 1 << 18

  private let rowCount: Int
  /// What the orders follow from.
  var seed: UInt64
  private let indices: UnsafeMutableBufferPointer<UInt32>
  private let owner: TensorStorage<UInt32>
  private var scattered: ScatteredOrder?

  /// - Parameters:
  ///   - rows: The number of rows, at most 2³².
  ///   - longestRun: The most rows asked for at a time.
  init(rows: Int, seed: UInt64, longestRun: Int) {
    self.seed = seed
    rowCount = rows
    owner = TensorStorage(uninitializedCount: rows > Self.listedRows ? longestRun : rows)
    indices = owner.elements
  }

  /// Chooses the order of an epoch.
  func shuffle(epoch: Int) {
    let state = SplitMix64.mixed(seed &+ SplitMix64.mixed(UInt64(epoch)))
    if rowCount > Self.listedRows {
      scattered = ScatteredOrder(count: rowCount, state: state)
    } else {
      shuffleList(state: state)
    }
  }

  /// The rows visited at some places, in this order; valid until the next call.
  func rows(_ places: Range<Int>) -> UnsafePointer<UInt32> {
    let start = UnsafePointer(indices.baseAddress.unsafelyUnwrapped)
    guard scattered != nil else { return start + places.lowerBound }
    scattered?.fill(indices, places: places)
    return start
  }

  /// Draws the list: the identity, then a Fisher-Yates shuffle.
  ///
  /// Source: R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964).
  private func shuffleList(state: UInt64) {
    for i in 0..<indices.count { indices[i] = UInt32(truncatingIfNeeded: i) }
    var generator = SplitMix64(state: state)
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

/// A permutation of 0..<count that is computed on the way and needs no memory.
///
/// The numbers below a power of two go through rounds of a multiplication and an addition with keys of the
/// epoch's own, modulo that power, and a shift of high bits onto low ones. Each of these can be undone, so
/// the rounds permute those numbers; the ones that are no rows are left out, which leaves a permutation of
/// the rows.
///
/// Rounds: a multiplicative hash finalizer (as in MurmurHash3) with random odd multipliers instead of fixed
/// ones.
struct ScatteredOrder {
  private let count: UInt64
  private let mask: UInt64
  private let shift: UInt64
  private let multipliers: Keys
  private let increments: Keys
  /// Where the numbering of places stands: `next` is the first number not looked at, `place` the first place
  /// not filled.
  private var (next, place): (UInt64, Int) = (0, 0)

  /// One key for each round.
  private typealias Keys = (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter count: At least 2.
  init(count: Int, state: UInt64) {
    self.count = UInt64(count)
    let bits = UInt64(Int.bitWidth - (count - 1).leadingZeroBitCount)
    mask = (1 << bits) - 1
    shift = (bits + 1) / 2
    var generator = SplitMix64(state: state)
    let odd = (generator.next() | 1, generator.next() | 1, generator.next() | 1, generator.next() | 1)
    multipliers = odd
    increments = (generator.next(), generator.next(), generator.next(), generator.next())
  }

  /// Writes the rows visited at some places. Quick when they follow the last ones asked for.
  mutating func fill(_ rows: UnsafeMutableBufferPointer<UInt32>, places: Range<Int>) {
    if place > places.lowerBound { (next, place) = (0, 0) }
    // A number that is no row is written too, and written over by the next one.
    while place < places.lowerBound { place += scrambled(next) < count ? 1 : 0; next += 1 }
    var (next, filled) = (next, 0)
    while filled < places.count {
      let row = scrambled(next)
      rows[filled] = UInt32(truncatingIfNeeded: row)
      filled += row < count ? 1 : 0
      next += 1
    }
    (self.next, place) = (next, places.upperBound)
  }

  @inline(__always)
  private func scrambled(_ number: UInt64) -> UInt64 {
    var x = number
    x = round(x, multipliers.0, increments.0)
    x = round(x, multipliers.1, increments.1)
    x = round(x, multipliers.2, increments.2)
    return round(x, multipliers.3, increments.3)
  }

  @inline(__always)
  private func round(_ x: UInt64, _ multiplier: UInt64, _ increment: UInt64) -> UInt64 {
    let y = (x &* multiplier &+ increment) & mask
    return y ^ (y >> shift)
  }
}
