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

  /// Checks that a column can be learned from.
  ///
  /// - Parameters:
  ///   - kinds: Those that can.
  ///   - column: The column's name, for the message.
  ///   - purpose: What the values are needed for.
  ///   - remedy: What to do.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if it is not one of them.
  func require(_ kinds: [ColumnKind], in column: String, for purpose: String, remedy: String) throws {
    guard !kinds.contains(self) else { return }
    throw DataError.wrongKind(
      column: column, expected: kinds.map(\.words).joined(separator: " or ") + " for " + purpose,
      found: words, remedy: remedy)
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
  /// Checks that the column can stand for one of the kind that features were learned from.
  ///
  /// A column without any value can stand for every kind: a reader cannot know what it would have held.
  ///
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` if it cannot, or
  ///   ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` if only some of its texts are
  ///   no numbers.
  func require(learned kind: ColumnKind) throws {
    guard !kind.accepts(self.kind), missingCount < count else { return }
    if let error = firstStrayText(learned: kind) { throw error }
    throw DataError.learnedOtherwise(column: name, learned: kind.words, found: self.kind.words)
  }

  /// The number of each text, if the column holds whole numbers of more than 64 bits; empty for numbers.
  ///
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` if it cannot stand for one of the kind
  ///   that features were learned from.
  func textNumbers(learned kind: ColumnKind) throws -> [Double] {
    if kind != .boolean, let numbers = largeWholeNumbers { return numbers }
    try require(learned: kind)
    return []
  }

  /// The error for the first text that is no number, in a column of which others are.
  private func firstStrayText(learned kind: ColumnKind) -> DataError? {
    guard self.kind == .string, kind == .numeric || kind == .integer else { return nil }
    let (read, unreadable) = ColumnReading.number(NumberSpelling()).read(self)
    guard let first = unreadable.first, read.missingCount < count else { return nil }
    return first.error(count: unreadable.count)
  }
}
