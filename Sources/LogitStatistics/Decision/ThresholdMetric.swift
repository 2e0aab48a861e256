import Logit

/// What the threshold of a decision between two classes is chosen by.
///
/// With TP and FN the positive rows at either side of the threshold, FP and TN the negative ones:
///
/// | | |
/// |---|---|
/// | accuracy | (TP + TN) / (TP + FN + FP + TN) |
/// | balanced accuracy | (TP/(TP + FN) + TN/(TN + FP)) / 2 |
/// | F1 | 2 TP / (2 TP + FP + FN) |
/// | MCC | (TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN)) |
/// | Youden's J | TP/(TP + FN) + TN/(TN + FP) − 1 |
///
/// A quotient 0/0 counts as 0. Youden's J and the balanced accuracy are largest at the same thresholds.
///
/// Sources: B. W. Matthews, Biochim. Biophys. Acta 405 (1975); W. J. Youden, "Index for rating diagnostic
/// tests", Cancer 3 (1950).
public enum ThresholdMetric: String, Sendable, CaseIterable {
  /// The share of rows predicted correctly.
  case accuracy
  /// The mean recall of the two classes.
  case balancedAccuracy = "balanced-accuracy"
  /// The harmonic mean of precision and recall of the positive class.
  case f1
  /// Matthews' correlation of true and predicted classes.
  case mcc
  /// Youden's J, the sum of both recalls less 1.
  case youden

  /// The metric of rows, or of sums of their weights.
  ///
  /// - Parameters:
  ///   - truePositives: The positive rows predicted as such.
  ///   - falsePositives: The negative rows predicted as positive.
  ///   - positives: All positive rows.
  ///   - negatives: All negative rows.
  /// - Returns: The value; larger is better.
  public func value(
    truePositives: Double, falsePositives: Double, positives: Double, negatives: Double
  ) -> Double {
    let (falseNegatives, trueNegatives) = (positives - truePositives, negatives - falsePositives)
    switch self {
    case .accuracy: return dividedOrZero(truePositives + trueNegatives, positives + negatives)
    case .balancedAccuracy:
      return (dividedOrZero(truePositives, positives) + dividedOrZero(trueNegatives, negatives)) / 2
    case .f1: return dividedOrZero(2 * truePositives, truePositives + positives + falsePositives)
    case .mcc:
      let predicted = (truePositives + falsePositives) * (trueNegatives + falseNegatives)
      return dividedOrZero(
        truePositives * trueNegatives - falsePositives * falseNegatives,
        (predicted * positives * negatives).squareRoot())
    case .youden:
      return dividedOrZero(truePositives, positives) + dividedOrZero(trueNegatives, negatives) - 1
    }
  }

  /// What it is called in a sentence, such as `balanced accuracy`.
  public var words: String {
    switch self {
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced accuracy"
    case .f1: "F1 score"
    case .mcc: "Matthews correlation"
    case .youden: "Youden index"
    }
  }
}
