import Logit

/// How far the training of a classifier, or a cross-validation, has come.
public enum ClassifierProgress: Sendable, Equatable {
  /// Columns are read, and what encodes them is learned.
  case preparing
  /// The strength of the penalty is chosen by a cross-validation of the rows.
  case choosingPenalty(SearchProgress)
  /// The optimum is searched for.
  case searching(SearchProgress)
  /// The model is trained in steps.
  case training(TrainingProgress)
  /// A model that has not seen the rows of a fold, counted from 1, is made to predict them.
  case measuring(fold: Int, of: Int)
}

extension ClassifierProgress: CustomStringConvertible {
  /// `Searching for the optimum, step 12, 0.4s`
  public var description: String {
    switch self {
    case .preparing: "Preparing the columns"
    case .choosingPenalty(let progress): "Choosing the penalty, \(progress)"
    case .searching(let progress): "Searching for the optimum, \(progress)"
    case .training(let progress): "Training, \(progress)"
    case .measuring(let fold, let count): "Measuring, fold \(fold) of \(count)"
    }
  }
}
