public import Logit

/// Precision against recall, at every distinct threshold.
///
/// Follows scikit-learn's `precision_recall_curve` and `average_precision_score`.
public struct PrecisionRecallCurve: Sendable, Equatable {
  /// The precision at each threshold; the last is 1.
  public let precisions: [Double]
  /// The recall at each threshold, falling; the last is 0.
  public let recalls: [Double]
  /// The thresholds, rising; one fewer than points, as the last point has none.
  public let thresholds: [Double]
  /// Σ (recall gained at a threshold) · (precision there), the area under the curve as a step function; 0
  /// without positives.
  public let averagePrecision: Double

  /// Computes the curve.
  ///
  /// - Parameters:
  ///   - labels: `[rows]` or `[rows, 1]`, 0 or 1.
  ///   - scores: As many numbers; a larger one makes label 1 more likely.
  ///   - weights: `[rows]`; every row counts once by default.
  /// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ,
  ///   `LogitError.labelOutOfRange(row:column:value:expected:remedy:)` if a label is neither 0 nor 1,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` if a score or weight is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` if a weight is negative.
  /// - Complexity: O(n log n) for n rows.
  public init(labels: Tensor<Float>, scores: Tensor<Float>, weights: Tensor<Float>? = nil) throws {
    let ranked = try RankedScores(ranking: labels, by: scores, weights: weights)
    let positives = ranked.truePositives.last ?? 0
    let points = zip(ranked.truePositives, ranked.falsePositives)
    precisions = points.map { dividedOrZero($0, $0 + $1) }.reversed() + [1]
    recalls = ranked.truePositives.map { positives == 0 ? 1 : $0 / positives }.reversed() + [0]
    thresholds = ranked.thresholds.reversed()
    averagePrecision = ranked.averagePrecision
  }
}
