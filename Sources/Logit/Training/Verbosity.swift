/// How much `fit` and `evaluate` print; Keras's `verbose`, whose numbers will do too: `verbose: 0`.
public enum Verbosity: Int, Sendable, CaseIterable, ExpressibleByIntegerLiteral {
  /// Nothing; Keras's 0.
  case silent = 0
  /// A progress bar for each epoch, redrawn in place on a terminal and written once, as a plain line,
  /// anywhere else; Keras's 1. Without colour when `NO_COLOR` is set.
  case progressBar = 1
  /// One line for each epoch; Keras's 2.
  case oneLinePerEpoch = 2

  /// One of Keras's numbers.
  ///
  /// - Parameter value: 0, 1 or 2; anything else is a programming error.
  public init(integerLiteral value: Int) {
    guard let verbosity = Verbosity(rawValue: value) else {
      programmingError(
        "verbose is \(value), but must be 0 (silent), 1 (a progress bar) or 2 (a line an epoch)")
    }
    self = verbosity
  }

  func reporter(epochs: Int) -> ProgressReporter? {
    self == .silent
      ? nil
      : ProgressReporter(
        verbosity: self, epochs: epochs, isInteractive: Terminal.isInteractive,
        isStyled: Terminal.allowsColor,
        write: Terminal.write)
  }
}
