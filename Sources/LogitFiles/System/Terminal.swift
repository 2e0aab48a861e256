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

  private static let failure = Locked<FileError?>(nil)

  /// Writes text to standard output at once, after what `print` has written. If that fails, it is kept for
  /// ``requireAllWritten()``.
  package static func write(_ text: String) {
    fflush(nil)
    do throws(FileError) {
      try OutputDescriptor.standardOutput.writeUnchanged(text)
    } catch {
      failure.withLock { $0 = $0 ?? error }
    }
  }

  /// Makes sure that all that ``write(_:)`` and `print` have written is with the system.
  ///
  /// - Throws: What went wrong first: ``FileError/outputFailed(name:reason:)`` or
  ///   ``FileError/readerGone(name:)``.
  package static func requireAllWritten() throws(FileError) {
    let status = fflush(nil)
    let reason = SystemError.last
    if let error = failure.withLock({ $0 }) { throw error }
    if status != 0 { throw OutputDescriptor.standardOutput.error(reason) }
  }

  /// Writes text to standard error, at once, with control characters as escapes.
  package static func writeError(_ text: String) { drawError(text.showingControls) }

  /// Writes text of the program's own to standard error, whose control characters mean something.
  package static func drawError(_ text: String) {
    // If that fails, there is nowhere to say so.
    try? OutputDescriptor(descriptor: Descriptor.standardError.number, name: "standard error")
      .writeUnchanged(text)
  }
}
