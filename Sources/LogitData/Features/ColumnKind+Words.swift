extension ColumnKind {
  /// What values of this kind are called in messages.
  var words: String {
    switch self {
    case .integer: "whole numbers"
    case .numeric: "numbers"
    case .boolean: "truth values"
    case .string: "texts"
    }
  }

  /// Whether values of another kind can stand for values of this kind, after features were learned.
  func accepts(_ found: ColumnKind) -> Bool {
    switch self {
    case .numeric, .integer: found == .numeric || found == .integer
    case .boolean: found != .string
    case .string: found == .string
    }
  }
}

extension Column {
  /// Throws unless the column can stand for one of the kind that features were learned from.
  ///
  /// A column without any value can stand for every kind: a reader cannot know what it would have held.
  func require(learned kind: ColumnKind) throws {
    guard !kind.accepts(self.kind), !isAllMissing else { return }
    throw DataError.learnedOtherwise(column: name, learned: kind.words, found: self.kind.words)
  }

  /// Throws unless the column is of one of some kinds.
  func require(_ kinds: [ColumnKind], for purpose: String, remedy: String) throws {
    guard !kinds.contains(kind) else { return }
    throw DataError.wrongKind(
      column: name, expected: kinds.map(\.words).joined(separator: " or ") + " for " + purpose,
      found: kind.words, remedy: remedy)
  }
}
