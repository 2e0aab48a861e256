/// How much `fit` and `evaluate` print; Keras's `verbose`.
public enum Verbosity: Int, Sendable, CaseIterable {
  /// Nothing; Keras's 0.
  case silent = 0
  /// A progress bar for each epoch, redrawn in place on a terminal and written once, as a plain line,
  /// anywhere else; Keras's 1. Without colour when `NO_COLOR` is set.
  case progressBar = 1
  /// One line for each epoch; Keras's 2.
  case oneLinePerEpoch = 2

  func reporter(epochs: Int) -> ProgressReporter? {
    self == .silent
      ? nil
      : ProgressReporter(
        verbosity: self, epochs: epochs, isInteractive: Terminal.isInteractive,
        isStyled: Terminal.allowsColor,
        write: Terminal.write)
  }
}
