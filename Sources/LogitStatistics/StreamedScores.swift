/// Scores in ascending order, each with the numbers of rows that have it.
protocol AscendingScores {
  /// What reading the scores throws.
  associatedtype Failure: Error

  /// The number of rows.
  var count: Int { get }
  /// The number of positive rows.
  var positiveCount: Int { get }

  /// Calls a closure for each distinct score in ascending order, with the numbers of positive and negative
  /// rows that have it, of positive rows above it, and of negative rows below it.
  func forEachScore(
    _ body: (_ positives: Int, _ negatives: Int, _ positivesAbove: Int, _ negativesBelow: Int) -> Void
  ) throws(Failure)
}

/// Scores in ascending order that are never all in memory: they are read again for each run of them.
///
/// The first pass counts them by the first 16 bits of their keys. Runs of bins that hold about 260,000 keys
/// are gathered and sorted; of a bin that holds more, each of the keys that it can have is counted. So as many
/// keys are in memory, or 1/64 of all, whichever is more, three times while they are sorted.
package struct StreamedScores: AscendingScores {
  /// Calls its argument with all keys, as `SortedScores` makes them, some at a time and in any order.
  package typealias Keys = (_ receive: ([UInt64]) -> Void) throws -> Void

  private static let binCount = 1 << 16
  /// What a key is divided by for its bin: half of 32 bits of the score, and the label.
  private static let binShift: UInt64 = 17
  private static let usualCount = 1 << 18
  private static let mostRuns = 64

  let count: Int
  let positiveCount: Int
  private let bins: [Int]
  private let mostKept: Int
  private let keys: Keys

  /// A key of a score and its label.
  @inline(__always)
  package static func key(score: Float, isPositive: Bool) -> UInt64 {
    SortedScores.key(score: score, isPositive: isPositive)
  }

  /// Counts the keys.
  ///
  /// - Parameters:
  ///   - mostKept: How many keys are gathered and sorted at a time; about 260,000 by default.
  ///   - keys: Gives the keys, the same in each pass.
  /// - Throws: What `keys` throws.
  package init(mostKept: Int? = nil, _ keys: @escaping Keys) throws {
    var bins = [Int](repeating: 0, count: Self.binCount)
    var (count, positives): (Int, UInt64) = (0, 0)
    try keys { some in
      count += some.count
      for key in some {
        bins[Int(key >> Self.binShift)] += 1
        positives += key & 1
      }
    }
    (self.count, positiveCount, self.bins, self.keys) = (count, Int(positives), bins, keys)
    self.mostKept = mostKept ?? max(Self.usualCount, count / Self.mostRuns)
  }

  func forEachScore(
    _ body: (_ positives: Int, _ negatives: Int, _ positivesAbove: Int, _ negativesBelow: Int) -> Void
  ) throws {
    var (positivesAbove, negativesBelow) = (positiveCount, 0)
    try forEachRun { _, positives, negatives in
      positivesAbove -= positives
      body(positives, negatives, positivesAbove, negativesBelow)
      negativesBelow += negatives
    }
  }

  /// Calls a closure for each distinct score in ascending order.
  ///
  /// - Parameter body: Takes the score, and the numbers of positive and negative rows that have it.
  /// - Throws: What reading the keys throws.
  package func forEachRun(_ body: (_ score: Float, _ positives: Int, _ negatives: Int) -> Void) throws {
    var first = 0
    while first < bins.count {
      var (end, kept) = (first, 0)
      while end < bins.count, end == first || kept + bins[end] <= mostKept {
        kept += bins[end]
        end += 1
      }
      if kept > mostKept {
        try countRuns(ofBin: first, body)
      } else if kept > 0 {
        try sortRuns(ofBins: first..<end, count: kept, body)
      }
      first = end
    }
  }

  private func sortRuns(
    ofBins range: Range<Int>, count: Int, _ body: (Float, Int, Int) -> Void
  ) throws {
    var gathered: [UInt64] = []
    gathered.reserveCapacity(count)
    let keys = UInt64(range.lowerBound) << Self.binShift..<UInt64(range.upperBound) << Self.binShift
    try self.keys { some in
      for key in some where keys.contains(key) { gathered.append(key) }
    }
    SortedScores(count: gathered.count) { gathered[$0] }.forEachRun { score, positives, negatives in
      body(SortedScores.score(ofKey: score << 1), positives, negatives)
    }
  }

  private func countRuns(ofBin bin: Int, _ body: (Float, Int, Int) -> Void) throws {
    var counts = [Int](repeating: 0, count: 1 << Int(Self.binShift))
    let first = UInt64(bin) << Self.binShift
    try keys { some in
      for key in some where key >> Self.binShift == UInt64(bin) { counts[Int(key - first)] += 1 }
    }
    for place in stride(from: 0, to: counts.count, by: 2) where counts[place] + counts[place + 1] > 0 {
      body(SortedScores.score(ofKey: first + UInt64(place)), counts[place + 1], counts[place])
    }
  }
}
