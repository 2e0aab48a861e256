/// Ends the program over a mistake in its code that no input can cause, such as an index out of range.
///
/// The message stands in release builds too, where that of `precondition` is left out.
///
/// - Parameters:
///   - message: What was expected, and what was found.
///   - file: The file that says so; the caller's by default.
///   - line: The line that says so; the caller's by default.
@usableFromInline
package func programmingError(
  _ message: String, file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(message, file: file, line: line)
}
