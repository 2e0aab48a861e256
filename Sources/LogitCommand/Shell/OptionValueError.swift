#if Command
import ArgumentParser
import Logit

/// A sentence about the value of an option that cannot be used, on one line.
///
/// Options that contradict each other are `ValidationError`s of the parser, which adds how the command is
/// used.
struct OptionValueError: Error, CustomStringConvertible {
  let description: String

  /// - Parameter text: The sentence; ends of line in it, which values may hold, become escapes.
  init(_ text: String) { description = text.onOneLine }

  /// What the parser says of a text that is no value of an option; `nil` for another error.
  ///
  /// The parser's errors are its own business but for what they say.
  ///
  /// - Parameter command: The command that was parsed.
  init?(unreadable error: any Error, of command: any ParsableCommand.Type) {
    let text = command.message(for: error)
    guard command.exitCode(for: error) == .validationFailure, text.hasPrefix("The value '"),
      text.contains("' is invalid for '")
    else { return nil }
    // The parser lists what is possible a line each.
    let lines = text.split(separator: "\n")
    let listed = lines.dropFirst().compactMap { $0.hasPrefix("  - ") ? $0.dropFirst(4) : nil }
    guard let first = lines.first, !listed.isEmpty else {
      self.init(text.hasSuffix(".") ? text : text + ".")
      return
    }
    self.init(
      first.replacing("Please provide one of the following:", with: "It must be one of ")
        + listed.joined(separator: ", ") + ".")
  }
}
#endif
