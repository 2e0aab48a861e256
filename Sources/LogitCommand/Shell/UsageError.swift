#if Command
/// A sentence about a command that is wrong as it stands, where the parser's words on how it is used would
/// not help.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  /// - Parameter text: The sentence.
  init(_ text: String) { description = text }
}
#endif
