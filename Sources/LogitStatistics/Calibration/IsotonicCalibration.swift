import Logit

/// Calibration by a curve that never falls: between scores it is a straight line, beyond them it stays what
/// it is at the ends.
///
///     let calibration = try IsotonicCalibration(events: isPositive, scores: outOfFoldLogits)
///     let probability = calibration.probability(of: 1.3)
///
/// Of all curves that never fall, it has the least squared distance from the outcomes, 1 for positive rows
/// and 0 for others. Neighbouring scores whose shares of positive rows fall are pooled until none do ("pool
/// adjacent violators"). It needs more rows than ``PlattScaling``, about a thousand, and follows any shape.
///
/// Follows scikit-learn's `IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")`.
///
/// Sources: B. Zadrozny and C. Elkan, "Transforming classifier scores into accurate multiclass probability
/// estimates", KDD 2002; R. E. Barlow et al., Statistical Inference Under Order Restrictions (1972).
public struct IsotonicCalibration: Sendable, Equatable {
  /// The scores at which the curve has a corner, ascending.
  public let scores: [Double]
  /// The probability at each of them, which never falls.
  public let probabilities: [Double]

  /// Takes a curve.
  ///
  /// - Parameters:
  ///   - scores: At least one finite score, ascending without repetition.
  ///   - probabilities: As many probabilities from 0 to 1, none below the one before it.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a curve that does not meet these
  ///   conditions.
  public init(scores: [Double], probabilities: [Double]) throws {
    try LogitError.require(
      !scores.isEmpty && scores.count == probabilities.count, "number of probabilities", probabilities.count,
      "that of the scores, at least one")
    for index in scores.indices {
      try LogitError.require(
        scores[index].isFinite && (index == 0 || scores[index] > scores[index - 1]), "score", scores[index],
        "finite and above the one before it")
      try LogitError.require(
        (0...1).contains(probabilities[index])
          && (index == 0 || probabilities[index] >= probabilities[index - 1]),
        "probability", probabilities[index], "from 0 to 1 and not below the one before it")
    }
    (self.scores, self.probabilities) = (scores, probabilities)
  }

  /// Fits the curve to rows.
  ///
  /// - Parameters:
  ///   - events: Whether each row is positive.
  ///   - scores: As many scores; a larger one makes a positive row more likely.
  ///   - weights: How much each row counts, 0 or more; every row once by default. Rows of weight 0 are left
  ///     out.
  /// - Throws: As ``PlattScaling/init(events:scores:weights:)``.
  /// - Complexity: O(n log n) for n rows.
  public init(events: [Bool], scores: [Double], weights: [Double]? = nil) throws {
    try CalibrationRows.require(events, scores, weights)
    let order = scores.indices.filter { weights?[$0] != 0 }
      .sorted { scores[$0] < scores[$1] }
    var blocks: [Block] = []
    var next = 0
    while next < order.count {
      var block = Block(first: scores[order[next]], last: scores[order[next]], eventWeight: 0, weight: 0)
      // Rows of the same score have the same probability.
      while next < order.count, scores[order[next]] == block.last {
        let weight = weights?[order[next]] ?? 1
        block.weight += weight
        if events[order[next]] { block.eventWeight += weight }
        next += 1
      }
      while let before = blocks.last, before.isNotBelow(block) {
        block = Block(
          first: before.first, last: block.last, eventWeight: before.eventWeight + block.eventWeight,
          weight: before.weight + block.weight)
        blocks.removeLast()
      }
      blocks.append(block)
    }
    try self.init(
      scores: blocks.flatMap { $0.first == $0.last ? [$0.first] : [$0.first, $0.last] },
      probabilities: blocks.flatMap { $0.first == $0.last ? [$0.share] : [$0.share, $0.share] })
  }

  /// The probability of a score.
  ///
  /// - Parameter score: The score.
  /// - Returns: The height of the curve.
  /// - Complexity: O(log m) for m corners.
  public func probability(of score: Double) -> Double {
    scores.withUnsafeBufferPointer { scores in
      probabilities.withUnsafeBufferPointer { probabilities in
        var (low, high) = (0, scores.count)
        // The number of corners at or below the score.
        while low < high {
          let middle = (low + high) / 2
          if scores[middle] <= score { low = middle + 1 } else { high = middle }
        }
        if low == 0 { return probabilities[0] }
        if low == scores.count { return probabilities[low - 1] }
        let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
        return probabilities[low - 1] + share * (probabilities[low] - probabilities[low - 1])
      }
    }
  }
}

/// Neighbouring scores with the same probability.
private struct Block {
  var first: Double
  var last: Double
  /// The sum of the weights of positive rows.
  var eventWeight: Double
  /// The sum of all weights.
  var weight: Double

  /// At most 1, which sums of weights may exceed by rounding.
  var share: Double { min(eventWeight / weight, 1) }

  /// Compares shares, exactly where rows count once, and otherwise so that rounded shares never fall.
  func isNotBelow(_ other: Block) -> Bool {
    share >= other.share || eventWeight * other.weight >= other.eventWeight * weight
  }
}
