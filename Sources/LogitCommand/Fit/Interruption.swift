#if Command
import Logit

/// Ends training at the end of the epoch in which Ctrl-C was pressed; pressed again, it ends the program.
struct Interruption: Callback {
  /// Whether Ctrl-C was pressed.
  static var hasHappened: Bool { InterruptSignal.hasCome }

  init() { InterruptSignal.catchOnce() }

  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    if Self.hasHappened { control.stopTraining = true }
  }
}
#endif
