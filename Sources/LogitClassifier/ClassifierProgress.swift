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

/// Who follows the training of a classifier: is told of its stages, and says whether it is to end.
struct TrainingFollower {
  let isCancelled: () -> Bool
  var tell: (ClassifierProgress) -> Void = { _ in }

  /// What a solver asks between steps.
  ///
  /// - Parameter stage: What its progress is that of.
  func search(_ stage: @escaping (SearchProgress) -> ClassifierProgress) -> () -> Bool {
    let watch = SearchWatch(isCancelled: isCancelled, onProgress: { tell(stage($0)) })
    return { watch.isCancelled() }
  }

  /// Trains a model in steps.
  ///
  /// - Returns: Loss and metrics of each epoch, and whether training was not cancelled; then the model has the
  ///   weights reached so far.
  func train(
    _ model: inout Sequential, _ fit: RowsFit, verbose: Verbosity
  ) throws -> (history: History, isComplete: Bool) {
    let watch = TrainingWatch(
      verbose: verbose, epochs: fit.epochs, isCancelled: isCancelled, onProgress: { tell(.training($0)) })
    do {
      return (try fit.train(&model, watch: watch), true)
    } catch let error as CancellationError {
      guard isCancelled(), let history = watch.history else { throw error }
      return (history, false)
    }
  }
}
