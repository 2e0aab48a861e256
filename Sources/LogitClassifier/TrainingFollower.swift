import Logit

/// Follows the training of a classifier: hears of its stages, and says whether it is to end.
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
  /// - Returns: Loss and metrics of each epoch, and whether training was not cancelled; then the model has
  ///   the weights reached so far.
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
