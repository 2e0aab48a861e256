/// Stops training when the loss becomes NaN or infinite.
///
/// After each batch it checks the mean loss of the epoch so far. Training ends with that batch. Its epoch has
/// no end of its own: ``EpochEndCallback/onEpochEnd(_:logs:model:control:)`` is not called for it and the
/// history has no entry, where Keras's has one whose loss is not finite.
///
/// Follows `keras.callbacks.TerminateOnNaN`.
public final class TerminateOnNaN: EpochBeginCallback, TrainBatchEndCallback {
  private let raiseError: Bool
  private var epoch = 0

  /// Configures what to do.
  ///
  /// - Parameter raiseError: Whether to throw ``LogitError/trainingDiverged(epoch:step:loss:)``, in which
  ///   case no callback's ``TrainEndCallback/onTrainEnd(model:control:)`` is called, instead of ending
  ///   training normally; `false` by default.
  public init(raiseError: Bool = false) {
    self.raiseError = raiseError
  }

  /// Whether training ends without an error; the model then keeps the weights from before the loss diverged,
  /// where Keras's have become NaN.
  public var toleratesDivergence: Bool { !raiseError }

  /// Remembers the epoch.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
    self.epoch = epoch
  }

  /// Checks the loss.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    guard let loss = logs["loss"], !loss.isFinite else { return }
    if raiseError { throw LogitError.trainingDiverged(epoch: epoch + 1, step: batch + 1, loss: loss) }
    control.say("Batch \(batch): Invalid loss, terminating training")
    control.stopTraining = true
    control.outcome.stopReason = .divergence(epoch: epoch)
  }
}
