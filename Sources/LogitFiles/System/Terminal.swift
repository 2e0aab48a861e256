#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

private let systemWrite = write

/// What standard output is connected to.
package enum Terminal {
  /// Whether standard output is a terminal that understands cursor and colour codes.
  package static var isInteractive: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    return environment("TERM") != "dumb"
  }

  /// Whether the user has not asked for text without colour by setting `NO_COLOR` (no-color.org).
  package static var allowsColor: Bool { (environment("NO_COLOR") ?? "").isEmpty }

  /// The value of an environment variable, or `nil` when it is unset.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Writes text to standard output, in order with what `print` writes, and flushes it.
  package static func write(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }

  /// Writes text to standard error, at once.
  package static func writeError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
