/// A callback made of closures.
///
///     let printing = LambdaCallback(onEpochEnd: { epoch, logs, _, _ in print(epoch, logs.loss) })
///
/// Follows `keras.callbacks.LambdaCallback`.
public final class LambdaCallback: TrainBeginCallback, EpochBeginCallback, TrainBatchBeginCallback,
  TrainBatchEndCallback, EpochEndCallback, TrainEndCallback
{
  /// What to do at the beginning or end of training.
  public typealias TrainAction = (inout Sequential, inout TrainingControl) throws -> Void
  /// What to do before an epoch or a batch of this number, counted from 0.
  public typealias BeginAction = (Int, inout Sequential, inout TrainingControl) throws -> Void
  /// What to do after an epoch of this number, counted from 0.
  public typealias EpochEndAction = (Int, inout Logs, inout Sequential, inout TrainingControl) throws -> Void
  /// What to do after a batch of this number, counted from 0 in each epoch.
  public typealias BatchEndAction = (Int, Logs, inout Sequential, inout TrainingControl) throws -> Void

  private let epochBegin: BeginAction?
  private let epochEnd: EpochEndAction?
  private let trainBegin: TrainAction?
  private let trainEnd: TrainAction?
  private let trainBatchBegin: BeginAction?
  private let trainBatchEnd: BatchEndAction?

  /// Creates a callback from closures; those left out do nothing.
  ///
  /// - Parameters:
  ///   - onEpochBegin: What to do before an epoch.
  ///   - onEpochEnd: What to do after an epoch.
  ///   - onTrainBegin: What to do before training.
  ///   - onTrainEnd: What to do after training.
  ///   - onTrainBatchBegin: What to do before a batch.
  ///   - onTrainBatchEnd: What to do after a batch.
  public init(
    onEpochBegin: BeginAction? = nil, onEpochEnd: EpochEndAction? = nil, onTrainBegin: TrainAction? = nil,
    onTrainEnd: TrainAction? = nil, onTrainBatchBegin: BeginAction? = nil,
    onTrainBatchEnd: BatchEndAction? = nil
  ) {
    epochBegin = onEpochBegin
    epochEnd = onEpochEnd
    trainBegin = onTrainBegin
    trainEnd = onTrainEnd
    trainBatchBegin = onTrainBatchBegin
    trainBatchEnd = onTrainBatchEnd
  }

  /// Whether there is a closure for batches.
  public var observesBatches: Bool { trainBatchBegin != nil || trainBatchEnd != nil }

  /// Calls the closure.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws {
    try trainBegin?(&model, &control)
  }

  /// Calls the closure.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) throws {
    try epochBegin?(epoch, &model, &control)
  }

  /// Calls the closure.
  public func onTrainBatchBegin(
    _ batch: Int, model: inout Sequential, control: inout TrainingControl
  ) throws {
    try trainBatchBegin?(batch, &model, &control)
  }

  /// Calls the closure.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    try trainBatchEnd?(batch, logs, &model, &control)
  }

  /// Calls the closure.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    try epochEnd?(epoch, &logs, &model, &control)
  }

  /// Calls the closure.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) throws {
    try trainEnd?(&model, &control)
  }
}
