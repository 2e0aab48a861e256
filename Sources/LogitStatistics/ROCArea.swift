public import Logit

/// The area under the ROC curve, with its standard error by DeLong's method.
///
///     let area = try ROCArea(labels: labels, scores: probabilities)
///     print(area.value, try area.interval())
///
/// The area θ is the probability that a positive row scores higher than a negative one, ties counting a half.
/// With V₁₀(i) the share of the n negatives below positive i, and V₀₁(j) the share of the m positives above
/// negative j (ties again counting a half),
///
///     θ   = Σᵢ V₁₀(i) / m
///     Var = Σᵢ (V₁₀(i) - θ)² / (m(m - 1)) + Σⱼ (V₀₁(j) - θ)² / (n(n - 1))
///
/// Rows of equal score share their V, so that after sorting, one pass over the distinct scores gives both
/// sums.
///
/// Source: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, "Comparing the areas under two or more
/// correlated receiver operating characteristic curves", Biometrics 44 (1988); by ranks after X. Sun and W.
/// Xu, "Fast implementation of DeLong's algorithm", IEEE Signal Process. Lett. 21 (2014).
public struct ROCArea: Sendable, Equatable {
  /// The area; NaN unless there are rows with both labels.
  public let value: Double
  /// The variance of the area; NaN unless each label has at least two rows.
  public let variance: Double
  /// The number of positive rows.
  public let positiveCount: Int
  /// The number of negative rows.
  public let negativeCount: Int

  /// How the interval is made from the standard error.
  public enum Method: Sendable, Equatable {
    /// θ ± z·s, cut off at 0 and 1.
    case normal
    /// log(θ/(1 - θ)) ± z·s/(θ(1 - θ)), transformed back: stays within (0, 1), and is more accurate near 1.
    case logit
  }

  /// Computes the area.
  ///
  /// - Parameters:
  ///   - labels: The label of each row, `true` for positive ones.
  ///   - scores: As many numbers, larger for rows more likely to be positive.
  /// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ, or
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a score that is not finite.
  /// - Complexity: O(n) for n rows.
  public init(labels: [Bool], scores: [Float]) throws(LogitError) {
    guard labels.count == scores.count else {
      throw LogitError.rowCountMismatch(name: "labels", expected: scores.count, found: labels.count)
    }
    if let row = scores.firstIndex(where: { !$0.isFinite }) {
      throw LogitError.nonFiniteInput(name: "scores", row: row, column: 0, value: scores[row])
    }
    self.init(
      SortedScores(count: labels.count) { SortedScores.key(score: scores[$0], isPositive: labels[$0]) })
  }

  /// Computes the area from finite scores, grouped by label.
  ///
  /// - Parameters:
  ///   - negatives: The scores of the negative rows.
  ///   - positives: The scores of the positive rows.
  package init(negatives: [Float], positives: [Float]) {
    self.init(
      SortedScores(count: negatives.count + positives.count) { row in
        row < negatives.count
          ? SortedScores.key(score: negatives[row], isPositive: false)
          : SortedScores.key(score: positives[row - negatives.count], isPositive: true)
      })
  }

  /// Computes the area of scores that are sorted already.
  ///
  /// - Throws: What reading them throws.
  init<Scores: AscendingScores>(_ sorted: Scores) throws(Scores.Failure) {
    let m = Double(sorted.positiveCount)
    let n = Double(sorted.count - sorted.positiveCount)
    (positiveCount, negativeCount) = (sorted.positiveCount, sorted.count - sorted.positiveCount)
    guard m > 0, n > 0 else {
      (value, variance) = (.nan, .nan)
      return
    }
    var pairs = 0.0
    try sorted.forEachScore { positives, negatives, _, negativesBelow in
      pairs += Double(positives) * (Double(negativesBelow) + Double(negatives) / 2)
    }
    // The terms are half-integers and the sum is below 2⁵³, so it is exact.
    let area = pairs / (m * n)
    var (positiveSquares, negativeSquares) = (0.0, 0.0)
    try sorted.forEachScore { positives, negatives, positivesAbove, negativesBelow in
      let v10 = (Double(negativesBelow) + Double(negatives) / 2) / n - area
      let v01 = (Double(positivesAbove) + Double(positives) / 2) / m - area
      positiveSquares += Double(positives) * v10 * v10
      negativeSquares += Double(negatives) * v01 * v01
    }
    value = area
    variance = positiveSquares / ((m - 1) * m) + negativeSquares / ((n - 1) * n)
  }

  /// The standard error of the area.
  public var standardError: Double { variance.squareRoot() }

  /// The confidence interval of the area.
  ///
  /// If the scores separate the labels perfectly in either direction, the variance is 0 (and NaN with a
  /// single row of a label). This means that the sample does not determine it, not that the area is certain.
  /// The interval is then Wilson's with as many trials as the rarer label has rows, which is wider than
  /// necessary. On the problem, see N. A. Obuchowski and M. L. Lieber, "Confidence bounds when the estimated
  /// ROC area is 1.0", Acad. Radiol. 9 (2002).
  ///
  /// - Parameters:
  ///   - level: The confidence, above 0 and below 1; 0.95 by default.
  ///   - method: How the interval is made from the standard error; ``Method/normal`` by default.
  /// - Returns: The interval; 0...1 unless there are rows of both labels.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a level out of range.
  public func interval(
    level: Double = 0.95, method: Method = .normal
  ) throws(LogitError) -> ConfidenceInterval {
    let z = try StandardNormal.twoSidedQuantile(level: level)
    guard !value.isNaN else { return ConfidenceInterval(lower: 0, upper: 1, level: level) }
    guard variance > 0, variance.isFinite else {
      return try .wilson(
        share: value, trials: Double(min(positiveCount, negativeCount)), level: level)
    }
    switch method {
    case .normal:
      return ConfidenceInterval(
        lower: max(value - z * standardError, 0), upper: min(value + z * standardError, 1), level: level)
    case .logit:
      // The odds of the ends are the odds of the area multiplied or divided by a factor.
      let odds = value / (1 - value)
      let factor = exponential(z * standardError / (value * (1 - value)))
      let (low, high) = (odds / factor, odds * factor)
      return ConfidenceInterval(
        lower: low / (1 + low), upper: high.isFinite ? high / (1 + high) : 1, level: level)
    }
  }
}
