#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The signals that ask a process to end: SIGINT, which Ctrl-C sends, SIGTERM and SIGHUP.
///
/// A program that calls ``watch()`` first thing ends at any of them with the status 128 plus the signal's
/// number, and leaves no unfinished file behind. A thread of its own waits for them, so that what is to be
/// done may take locks and need not do with the few calls that a signal handler is allowed.
package enum EndingSignals {
  private struct Interrupt {
    /// Whether the first one is noted instead of ending the process.
    var isAwaited = false
    /// What is said then, or before the process ends, to standard error.
    var notice = ""
    var hasCome = false
  }

  private static let interrupt = Locked(Interrupt())

  /// Begins to watch, before any other thread is started. Signals that whoever started the process has
  /// ignored stay ignored, as `nohup` wants it.
  package static func watch() {
    block([SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) })
    OwnThread.run { waitForSignals() }
  }

  /// Notes the first SIGINT instead of ending the process, even if it was ignored before; the second ends it.
  ///
  /// - Parameter notice: What to say to standard error when it comes; nothing by default.
  package static func awaitInterrupt(saying notice: String = "") {
    interrupt.withLock { ($0.isAwaited, $0.notice) = (true, notice) }
    block([SIGINT])
    signal(SIGINT, SIG_DFL)
  }

  /// Lets SIGINT end the process as before, and says something to standard error first.
  ///
  /// - Parameter notice: What to say; nothing if it is empty.
  package static func say(atInterrupt notice: String) {
    interrupt.withLock { ($0.isAwaited, $0.notice) = (false, notice) }
  }

  /// Whether SIGINT came since ``awaitInterrupt(saying:)``.
  package static var interruptHasCome: Bool { interrupt.withLock { $0.hasCome } }

  private static func waitForSignals() -> Never {
    block([SIGINT, SIGTERM, SIGHUP])
    var signals = set([SIGINT, SIGTERM, SIGHUP])
    while true {
      var number: Int32 = 0
      // Ignored signals come here, too, where they are blocked.
      guard sigwait(&signals, &number) == 0, !isIgnored(number) else { continue }
      let isFirstInterrupt = interrupt.withLock { interrupt in
        guard number == SIGINT, !interrupt.hasCome else { return false }
        Terminal.writeError(interrupt.notice)
        guard interrupt.isAwaited else { return false }
        interrupt.hasCome = true
        return true
      }
      if !isFirstInterrupt { UnfinishedFiles.removeAllAndExit(status: 128 + number) }
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
    let handler = action.__sigaction_u.__sa_handler
    #elseif canImport(Musl)
    let handler = action.__sa_handler.sa_handler
    #else
    let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func set(_ numbers: [Int32]) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    return signals
  }

  /// Keeps signals from the calling thread and those that it starts.
  private static func block(_ numbers: [Int32]) {
    var signals = set(numbers)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

/// What happens when a file grows beyond what the process may write (`ulimit -f`).
package enum FileSizeLimit {
  /// Makes writing such a file an error, as a full disk is one, instead of the end of the process at once,
  /// which would leave unfinished files behind.
  package static func becomeError() { signal(SIGXFSZ, SIG_IGN) }
}

/// What happens when the program that reads a pipe has ended.
package enum BrokenPipe {
  private static let endedProcess = Locked(false)

  /// Makes writing to such a pipe an error, ``FileError/readerGone(name:)``, instead of the end of the
  /// process at once, which would leave unfinished files behind.
  package static func becomeError() {
    let before = signal(SIGPIPE, SIG_IGN)
    let wasDefault = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_DFL, to: Int.self)
    endedProcess.withLock { $0 = wasDefault }
  }

  /// Ends the process as such a pipe ends any other that does not ignore it: by the signal, without a word.
  /// Returns if it was ignored when the process was started.
  package static func endProcess() {
    guard endedProcess.withLock({ $0 }) else { return }
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }
}
