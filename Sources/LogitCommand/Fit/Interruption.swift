#if Command
import Logit

/// Ends training at the end of the epoch or step in which Ctrl-C was pressed; pressed again, it ends the
/// program.
struct Interruption: EpochEndCallback {
  /// Whether Ctrl-C was pressed.
  static var hasHappened: Bool { EndingSignals.interruptHasCome }

  /// - Parameters:
  ///   - isSaid: Whether to say at once what will happen.
  ///   - hasEpochs: Whether training goes in epochs.
  init(isSaid: Bool, hasEpochs: Bool) {
    EndingSignals.awaitInterrupt(
      saying: isSaid
        ? "Interrupted: training ends after this \(hasEpochs ? "epoch" : "step"), and the model is saved; again, and it is "
          + "not.\n" : "")
  }

  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    if Self.hasHappened { control.stopTraining = true }
  }
}
#endif
