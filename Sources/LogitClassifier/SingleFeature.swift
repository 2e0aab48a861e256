import LogitData

/// How well the size of one feature alone tells classes apart.
struct SingleFeature {
  private let classCount: Int
  /// The rows in ascending order of the feature: its bits above, the class below.
  private let keys: [UInt64]

  /// - Parameter value: The feature of a row, finite.
  init(classes: [Int32], classCount: Int, value: (Int) -> Float) {
    self.classCount = classCount
    keys = classes.indices.map { row in
      // 0 and -0 are one value. Bits in the order of the numbers: negative ones are turned round.
      let bits = (value(row) + 0).bitPattern
      let ordered = bits & 1 << 31 == 0 ? bits | 1 << 31 : ~bits
      return UInt64(ordered) << 32 | UInt64(UInt32(bitPattern: classes[row]))
    }.sorted()
  }

  /// The smallest area under the ROC curve among all pairs of classes that have rows, each taken the way round that is
  /// larger; `nil` as soon as one is below a bound, or if there is no such pair.
  func smallestPairwiseArea(stoppingBelow bound: Double) -> Double? {
    var smallest: Double?
    for first in 0..<classCount {
      for second in first + 1..<classCount {
        guard let area = area(first, second) else { continue }
        guard area >= bound else { return nil }
        smallest = min(smallest ?? 1, area)
      }
    }
    return smallest
  }

  /// The share of pairs of rows, one of each class, in which the second has the larger value, or the smaller one if that
  /// is more; ties count half. `nil` when there is no pair.
  private func area(_ first: Int, _ second: Int) -> Double? {
    var (below, all, won) = (0.0, 0.0, 0.0)
    var start = 0
    while start < keys.count {
      let value = keys[start] >> 32
      var (firsts, seconds) = (0.0, 0.0)
      while start < keys.count, keys[start] >> 32 == value {
        let label = Int(truncatingIfNeeded: keys[start] & 0xFFFF_FFFF)
        if label == first { firsts += 1 }
        if label == second { seconds += 1 }
        start += 1
      }
      won += seconds * (below + firsts / 2)
      below += firsts
      all += seconds
    }
    guard below > 0, all > 0 else { return nil }
    let area = won / (below * all)
    return max(area, 1 - area)
  }
}
