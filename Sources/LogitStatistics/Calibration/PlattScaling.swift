import Logit

/// Calibration by a logistic curve: a score f becomes the probability 1/(1 + exp(−(a·f + b))).
///
///     let calibration = try PlattScaling(events: isPositive, scores: outOfFoldLogits)
///     let probability = calibration.probability(of: 1.3)
///
/// a and b minimize −Σ tᵢ·log pᵢ + (1 − tᵢ)·log(1 − pᵢ) over the rows, for targets that keep the curve from
/// growing infinitely steep where scores divide the rows: with N₊ positive rows and N₋ others,
///
///     t = (N₊ + 1)/(N₊ + 2) for a positive row, 1/(N₋ + 2) for another
///
/// Where rows have weights, each counts so often in the sum, and N₊ and N₋ are sums of weights. The minimum
/// is found by Newton's method with a line search. Scores are log-odds of models that have not seen the rows.
///
/// Follows scikit-learn's `CalibratedClassifierCV(method="sigmoid")`, with its a and b of opposite sign.
///
/// Sources: J. C. Platt, "Probabilistic outputs for support vector machines", in Advances in Large Margin
/// Classifiers (1999); H.-T. Lin, C.-J. Lin and R. C. Weng, "A note on Platt's probabilistic outputs for
/// support vector machines", Machine Learning 68 (2007).
public struct PlattScaling: Sendable, Equatable {
  /// a.
  public let slope: Double
  /// b.
  public let intercept: Double

  /// Takes a curve.
  ///
  /// - Parameters:
  ///   - slope: a, a finite number.
  ///   - intercept: b, a finite number.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for one that is not finite.
  public init(slope: Double, intercept: Double) throws {
    try LogitError.require(slope.isFinite, "slope", slope, "a finite number")
    try LogitError.require(intercept.isFinite, "intercept", intercept, "a finite number")
    (self.slope, self.intercept) = (slope, intercept)
  }

  /// Fits the curve to rows.
  ///
  /// - Parameters:
  ///   - events: Whether each row is positive.
  ///   - scores: As many scores; a larger one makes a positive row more likely.
  ///   - weights: How much each row counts, 0 or more; every row once by default.
  /// - Throws: `LogitError.emptyData(name:)` without rows,
  ///   `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a score that is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for a weight that is negative or not finite, or
  ///   weights that are all 0.
  /// - Complexity: O(n) for n rows in each of about ten steps.
  public init(events: [Bool], scores: [Double], weights: [Double]? = nil) throws {
    try CalibrationRows.require(events, scores, weights)
    var (positives, negatives) = (0.0, 0.0)
    for row in events.indices {
      if events[row] { positives += weights?[row] ?? 1 } else { negatives += weights?[row] ?? 1 }
    }
    let high = (positives + 1) / (positives + 2)
    let low = 1 / (negatives + 2)
    let start = LogisticCurve(
      slope: 0, intercept: naturalLogarithm((positives + 1) / (negatives + 1)))
    let point = start.minimum(events, scores, weights, high: high, low: low).curve
    try self.init(slope: point.slope, intercept: point.intercept)
  }

  /// The probability of a score.
  ///
  /// - Parameter score: The score f.
  /// - Returns: 1/(1 + exp(−(a·f + b))).
  @inline(__always)
  public func probability(of score: Double) -> Double { sigmoid(slope * score + intercept) }
}
