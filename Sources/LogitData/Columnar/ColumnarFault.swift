import LogitFiles

/// What is wrong with bytes of a file; the caller knows which they are.
enum ColumnarFault: Error {
  case truncated
  case damaged(expected: String, found: String)

  /// The error with the place.
  ///
  /// - Parameters:
  ///   - source: The file, and where in it.
  ///   - item: What is wrong.
  func error(in item: String, of source: String) -> FileError {
    switch self {
    case .truncated: Self.error(source, item, "complete", "cut off")
    case .damaged(let expected, let found): Self.error(source, item, expected, found)
    }
  }

  static func error(_ source: String, _ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: source, item: item, expected: expected, found: found,
      remedy: "the file is damaged, so fetch or make it again")
  }
}
