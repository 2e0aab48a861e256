import Logit
import LogitData
import LogitStatistics

/// A warning about a trained classifier.
public enum FitWarning: Sendable, Equatable {
  /// The loss fell by this share over the last quarter of the epochs.
  case lossStillFalling(share: Double)
  /// A class has few of the rows, and all rows have equal weight.
  case imbalance(className: String, share: Double, largestClass: String, largestShare: Double)
  /// A column was left out.
  case columnLeftOut(name: String, reason: String)
  /// A single feature distinguishes every class from every other almost without error.
  case givesAnswerAway(feature: String, area: Double)
  /// There are few held-out rows of a class.
  case fewHeldOutRows(className: String, count: Int)
  /// The model is right no more often than it would be by always predicting the most frequent class.
  case noBetterThanGuessing(largestClass: String, isLinear: Bool)
  /// Training was stopped before its last epoch.
  case stoppedEarly(epoch: Int, epochs: Int)
}

extension FitWarning: CustomStringConvertible {
  /// A sentence that ends with what to do.
  public var description: String {
    switch self {
    case .lossStillFalling(let share):
      "The loss was still falling, by \(share.percent) over the last quarter of the epochs: train for more epochs, or with "
        + "a larger learning rate."
    case .imbalance(let className, let share, let largest, let largestShare):
      "Only \(share.percent) of the rows are \"\(className)\": always predicting \"\(largest)\" would be "
        + "right in \(largestShare.percent), so look at the area under the ROC curve rather than at the "
        + "accuracy, and consider balanced class weights."
    case .columnLeftOut(let name, let reason):
      "Column \"\(name)\" was left out: \(reason)."
    case .givesAnswerAway(let feature, let area):
      "\"\(feature)\" alone tells the classes apart almost without error (area under the ROC curve "
        + "\(area.fixed(decimals: 4))): make sure it is known before the outcome is, or exclude it."
    case .fewHeldOutRows(let className, let count):
      "Only \(count) held-out \(count == 1 ? "row is" : "rows are") of \"\(className)\", so the numbers are rough: hold a "
        + "larger share back, or cross-validate."
    case .noBetterThanGuessing(let largest, let isLinear):
      "The model may be no better than always predicting \"\(largest)\": look for more informative features"
        + (isLinear ? ", or give it hidden layers if the boundary is not a straight line." : ".")
    case .stoppedEarly(let epoch, let epochs):
      "Training was stopped after epoch \(epoch) of \(epochs): the model has the weights reached by then."
    }
  }
}

extension Double {
  /// As a percentage with one decimal, such as `3.2 %`.
  package var percent: String { "\((self * 100).fixed(decimals: 1)) %" }
}
