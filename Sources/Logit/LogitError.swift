/// What went wrong when Logit refused an input, with the facts needed to put it right.
///
/// Every case carries what was expected, what was found and where; ``description`` says it in one
/// sentence, ending with what to do. Catch a particular case to react to it:
///
///     do {
///       try model.fit(xs, labels, epochs: 30)
///     } catch LogitError.nonFiniteInput(let name, let row, let column, _) {
///       print("repair row \(row) of \(name), column \(column)")
///     }
public enum LogitError: Error, Equatable, Sendable {
  /// An array does not have the shape an operation needs.
  case shapeMismatch(operation: String, expected: String, found: [Int], remedy: String)

  /// A file could not be written; whatever stood at `path` before is untouched.
  case fileNotWritten(path: String, reason: String)
}

extension LogitError: CustomStringConvertible {
  /// One sentence: what was expected, what was found, where, and what to do.
  public var description: String {
    switch self {
    case .shapeMismatch(let operation, let expected, let found, let remedy):
      "\(operation) expects \(expected), but found shape \(found); \(remedy)."
    case .fileNotWritten(let path, let reason):
      "Cannot write \(path): \(reason). The file that was there before, if any, is unchanged."
    }
  }
}
