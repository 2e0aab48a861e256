/// Scores in ascending order, each with its label.
///
/// A score and its label make one key of 33 bits, so that sorting takes three passes of 11 bits and no
/// comparison. The standard library's sort of the same 200,000 rows takes several times as long.
package struct SortedScores: AscendingScores {
  typealias Failure = Never

  private let keys: [UInt64]
  /// The number of positive rows.
  let positiveCount: Int

  /// The number of rows.
  var count: Int { keys.count }

  /// Sorts scores.
  ///
  /// - Parameters:
  ///   - scores: Finite scores.
  ///   - isPositive: The label of each.
  package init(_ scores: [Float], _ isPositive: [Bool]) {
    self.init(count: scores.count) { Self.key(score: scores[$0], isPositive: isPositive[$0]) }
  }

  /// The distinct scores, ascending, each with the numbers of positive and negative rows that have it.
  package var distinct: (scores: [Float], positives: [Int], negatives: [Int]) {
    var (scores, all, none): ([Float], [Int], [Int]) = ([], [], [])
    scores.reserveCapacity(count)
    all.reserveCapacity(count)
    none.reserveCapacity(count)
    forEachRun { score, positives, negatives in
      scores.append(Self.score(ofKey: score << 1))
      all.append(positives)
      none.append(negatives)
    }
    return (scores, all, none)
  }

  /// A key: the score's bits in ascending order of scores, then the label.
  @inline(__always)
  static func key(score: Float, isPositive: Bool) -> UInt64 {
    // 0 and -0 are the same score.
    let bits = (score + 0).bitPattern
    let ordered = bits & 1 << 31 == 0 ? bits | 1 << 31 : ~bits
    return UInt64(ordered) << 1 | (isPositive ? 1 : 0)
  }

  /// The score of a key.
  static func score(ofKey key: UInt64) -> Float {
    let ordered = UInt32(truncatingIfNeeded: key >> 1)
    return Float(bitPattern: ordered & 1 << 31 != 0 ? ordered ^ 1 << 31 : ~ordered)
  }

  /// The number of bits of a key that a pass sorts by.
  private static let digitBits = 11
  private static let digitCount = 1 << digitBits
  private static let passCount = 3

  /// Sorts keys.
  @inline(__always)
  init(count: Int, key: (Int) -> UInt64) {
    var positives = 0
    var (keys, other) = ([UInt64](repeating: 0, count: count), [UInt64](repeating: 0, count: count))
    keys.withUnsafeMutableBufferPointer { keys in
      for row in 0..<count {
        keys[row] = key(row)
        positives &+= Int(keys[row] & 1)
      }
      other.withUnsafeMutableBufferPointer { other in Self.sort(keys, other) }
    }
    positiveCount = positives
    // The number of passes is odd.
    self.keys = other
  }

  /// Sorts keys into another buffer, alternating between both.
  private static func sort(
    _ keys: UnsafeMutableBufferPointer<UInt64>, _ other: UnsafeMutableBufferPointer<UInt64>
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: passCount * digitCount) { places in
      places.initialize(repeating: 0)
      // A single pass over the keys counts the digits of all sorting passes.
      for key in keys {
        for pass in 0..<passCount { places[pass &* digitCount &+ digit(key, pass)] &+= 1 }
      }
      var (source, target) = (keys, other)
      for pass in 0..<passCount {
        let next = UnsafeMutableBufferPointer(rebasing: places[pass * digitCount..<(pass + 1) * digitCount])
        var start = 0
        for digit in next.indices { (next[digit], start) = (start, start &+ next[digit]) }
        for key in source {
          let digit = digit(key, pass)
          target[next[digit]] = key
          next[digit] &+= 1
        }
        swap(&source, &target)
      }
    }
  }

  @inline(__always)
  private static func digit(_ key: UInt64, _ pass: Int) -> Int {
    Int(truncatingIfNeeded: key &>> UInt64(pass &* digitBits)) & (digitCount &- 1)
  }

  /// Calls a closure for each distinct score in ascending order, with the numbers of positive and negative
  /// rows that have it, of positive rows above it, and of negative rows below it.
  @inline(__always)
  func forEachScore(
    _ body: (_ positives: Int, _ negatives: Int, _ positivesAbove: Int, _ negativesBelow: Int) -> Void
  ) {
    var (positivesAbove, negativesBelow) = (positiveCount, 0)
    forEachRun { _, positives, negatives in
      positivesAbove -= positives
      body(positives, negatives, positivesAbove, negativesBelow)
      negativesBelow += negatives
    }
  }

  /// Calls a closure for each distinct score in ascending order, with the bits of its key but the label, and
  /// the numbers of positive and negative rows that have it.
  @inline(__always)
  func forEachRun(_ body: (_ score: UInt64, _ positives: Int, _ negatives: Int) -> Void) {
    keys.withUnsafeBufferPointer { keys in
      var start = 0
      while start < keys.count {
        let score = keys[start] >> 1
        var (end, positives) = (start, 0)
        while end < keys.count, keys[end] >> 1 == score {
          positives += Int(keys[end] & 1)
          end += 1
        }
        body(score, positives, end - start - positives)
        start = end
      }
    }
  }
}
