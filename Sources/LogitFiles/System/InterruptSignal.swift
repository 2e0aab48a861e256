#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Set by the signal handler, which may do nothing else.
private nonisolated(unsafe) var wasInterrupted: sig_atomic_t = 0

/// The signal that Ctrl-C sends.
package enum InterruptSignal {
  /// Whether it came since ``catchOnce()``.
  package static var hasCome: Bool { wasInterrupted != 0 }

  /// Notes the signal instead of ending the program; the second time the program ends as it does without
  /// this.
  package static func catchOnce() {
    var action = sigaction()
    action.sa_flags = Int32(truncatingIfNeeded: UInt32(bitPattern: Int32(truncatingIfNeeded: SA_RESETHAND)))
    let handler: @convention(c) (Int32) -> Void = { _ in wasInterrupted = 1 }
    #if canImport(Darwin)
    action.__sigaction_u.__sa_handler = handler
    #else
    action.__sigaction_handler.sa_handler = handler
    #endif
    sigaction(SIGINT, &action, nil)
  }
}
