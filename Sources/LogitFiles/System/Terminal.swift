#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What standard output is connected to.
package enum Terminal {
  /// Whether standard output is a terminal that understands cursor and colour codes.
  package static var isInteractive: Bool { isInteractive(.standardOutput) }

  /// Whether an open file is a terminal that understands cursor and colour codes.
  package static func isInteractive(_ file: Descriptor) -> Bool {
    file.isTerminal && environment("TERM") != "dumb"
  }

  /// The columns and lines of the terminal that standard output is connected to; `nil` without one.
  package static var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
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
    // If that fails, nobody can be told.
    try? OutputDescriptor(descriptor: Descriptor.standardError.number, name: "standard error").write(text)
  }
}
