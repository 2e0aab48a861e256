/// Some of many rows, spread over all: one at a place of its own out of each of equal parts, always the same
/// ones.
///
/// Every k-th row would not do: in a file whose rows take turns, such as the days of a week, all would be of
/// a kind.
struct SpreadRows: Sequence, IteratorProtocol {
  private let step: Int
  private let partCount: Int
  private var part = 0

  /// - Parameters:
  ///   - count: The number of rows.
  ///   - most: About so many are chosen, fewer than twice as many; all if there are no more.
  init(of count: Int, most: Int) {
    step = Swift.max(count / most, 1)
    partCount = count / step
  }

  mutating func next() -> Int? {
    guard part < partCount else { return nil }
    defer { part += 1 }
    return part * step + Int(UInt64(part).mixed(with: 1) % UInt64(step))
  }
}

extension UInt64 {
  /// A number that depends on all bits of both; the finalizer of SplitMix64.
  func mixed(with other: UInt64) -> UInt64 {
    var z = (self ^ other) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
