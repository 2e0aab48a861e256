public import Logit

/// The receiver operating characteristic: the true positive rate against the false positive rate, at every
/// distinct threshold.
///
///     let curve = try ROCCurve(labels: labels, scores: model.predict(x))
///     print(curve.area)
///
/// Follows scikit-learn's `roc_curve` with `drop_intermediate=False`, and `roc_auc_score`.
public struct ROCCurve: Sendable, Equatable {
  /// The fraction of negatives at or above each threshold, from 0 to 1.
  public let falsePositiveRates: [Double]
  /// The fraction of positives at or above each threshold, from 0 to 1.
  public let truePositiveRates: [Double]
  /// The thresholds, falling; the first is infinity, where nothing is predicted positive.
  public let thresholds: [Double]
  /// The area under the curve: the probability that a positive scores higher than a negative, ties counting a
  /// half. NaN unless there are both.
  public let area: Double

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
    // 0 / 0 is NaN, as there are no positives or negatives to take a fraction of.
    let (positives, negatives) = (ranked.truePositives.last ?? 0, ranked.falsePositives.last ?? 0)
    falsePositiveRates = ([0] + ranked.falsePositives).map { $0 / negatives }
    truePositiveRates = ([0] + ranked.truePositives).map { $0 / positives }
    thresholds = [.infinity] + ranked.thresholds
    area = ranked.rocArea
  }
}
