#if Command
import Logit

/// What a command prints.
///
/// Unlike Swift's `print`, these methods say when nothing could be written, as on a full disk. Control
/// characters are printed as escapes: names and values come from files that somebody else made.
enum Shell {
  /// What the command is called. Its own commands say so, too, since the parser looks for requests for
  /// completion scripts in the arguments of one that is part of no other, which takes a tenth of a short fit.
  static let commandName = "logit"

  /// Prints a text to standard output.
  ///
  /// - Throws: ``FileError/outputFailed(name:reason:)`` or ``FileError/readerGone(name:)``.
  static func print(_ text: String, terminator: String = "\n") throws {
    try OutputDescriptor.standardOutput.writeUnchanged(text.showingControls + terminator)
  }

  /// Prints a drawing, in which control characters set colours, to standard output.
  ///
  /// - Throws: As ``print(_:terminator:)``.
  static func draw(_ drawing: String) throws {
    try OutputDescriptor.standardOutput.writeUnchanged(drawing + "\n")
  }

  /// Prints a note to standard error; if that fails, there is nowhere to say so.
  static func note(_ text: String) { Terminal.writeError(text) }
}
#endif
