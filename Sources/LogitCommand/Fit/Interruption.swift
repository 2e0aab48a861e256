import Logit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Set by the signal handler, which may do nothing else.
private nonisolated(unsafe) var wasInterrupted: sig_atomic_t = 0

/// Ends training at the end of the epoch in which Ctrl-C was pressed; pressed again, it ends the program.
struct Interruption: Callback {
  /// Whether Ctrl-C was pressed.
  static var hasHappened: Bool { wasInterrupted != 0 }

  init() {
    var action = sigaction()
    // Once only: the second time the program ends as it does without a handler.
    action.sa_flags = Int32(truncatingIfNeeded: UInt32(bitPattern: Int32(truncatingIfNeeded: SA_RESETHAND)))
    let handler: @convention(c) (Int32) -> Void = { _ in wasInterrupted = 1 }
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
    sigaction(SIGINT, &action, nil)
  }

  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    if Self.hasHappened { control.stopTraining = true }
  }
}
