import Logit

/// A lookup of texts or of whole numbers, whichever a column holds.
struct CategoryLookup: Equatable {
  private enum Storage: Equatable {
    case text(StringLookup)
    case integer(IntegerLookup)
  }

  private var storage: Storage

  init(isInteger: Bool, maxTokens: Int?, oovIndexCount: Int) throws {
    storage =
      isInteger
      ? .integer(try IntegerLookup(maxTokens: maxTokens, oovIndexCount: oovIndexCount))
      : .text(try StringLookup(maxTokens: maxTokens, oovIndexCount: oovIndexCount))
  }

  mutating func adapt(to counts: CategoryCounts) {
    switch (storage, counts.storage) {
    case (.text(var lookup), .text(let counts)):
      lookup.adapt(to: counts)
      storage = .text(lookup)
    case (.integer(var lookup), .integer(let counts)):
      lookup.adapt(to: counts)
      storage = .integer(lookup)
    default: preconditionFailure("counts of another kind")
    }
  }

  /// The number of codes.
  var size: Int {
    switch storage {
    case .text(let lookup): lookup.vocabularySize
    case .integer(let lookup): lookup.vocabularySize
    }
  }

  private var oovCount: Int {
    switch storage {
    case .text(let lookup): lookup.oovIndexCount
    case .integer(let lookup): lookup.oovIndexCount
    }
  }

  /// The categories as texts.
  var tokenNames: [String] {
    switch storage {
    case .text(let lookup): lookup.tokens
    case .integer(let lookup): lookup.tokens.map { "\($0)" }
    }
  }

  /// A name for each code.
  var names: [String] {
    (oovCount == 1 ? ["(other)"] : (0..<oovCount).map { "(other \($0 + 1))" }) + tokenNames
  }

  /// The code of a category that is known, or that of unknown ones.
  func code(ofText text: String) -> Int32? {
    let position: Int? =
      switch storage {
      case .text(let lookup): lookup.position(of: text) ?? lookup.oovPosition(of: text)
      case .integer(let lookup): Int(text).flatMap { lookup.position(of: $0) ?? lookup.oovPosition(of: $0) }
      }
    return position.map { Int32($0) }
  }

  /// The code of a text, and whether it is unknown.
  func code(of text: String) -> (code: Int32, isUnknown: Bool) {
    guard case .text(let lookup) = storage else { return (noCode, true) }
    if let position = lookup.position(of: text) { return (Int32(position), false) }
    return (lookup.oovPosition(of: text).map { Int32($0) } ?? noCode, true)
  }

  /// The code of a number, and whether it is unknown.
  @inline(__always)
  func code(of number: Int) -> (code: Int32, isUnknown: Bool) {
    guard case .integer(let lookup) = storage else { return (noCode, true) }
    if let position = lookup.position(of: number) { return (Int32(position), false) }
    return (lookup.oovPosition(of: number).map { Int32($0) } ?? noCode, true)
  }

  /// The categories.
  var json: KerasValue {
    switch storage {
    case .text(let lookup): .array(lookup.tokens.map { .string($0) })
    case .integer(let lookup): .array(lookup.tokens.map { .integer($0) })
    }
  }

  /// Takes the categories from a file.
  mutating func take(_ options: inout KerasOptions) throws {
    if options.value("vocabulary") == .array([]) { return }
    switch storage {
    case .text(var lookup):
      try lookup.setTokens(options.requiredStrings("vocabulary"))
      storage = .text(lookup)
    case .integer(var lookup):
      try lookup.setTokens(options.requiredIntegers("vocabulary"))
      storage = .integer(lookup)
    }
  }
}

extension IndexLookup {
  /// Sets the tokens, none of which stands for those out of the vocabulary.
  fileprivate mutating func setTokens(_ tokens: [Token]) throws {
    try setVocabulary(Array(vocabulary.prefix(tokenStart)) + tokens)
  }
}

/// How often each category of a column occurs.
struct CategoryCounts {
  enum Storage {
    case text(TokenCounts<String>)
    case integer(TokenCounts<Int>)
  }

  private(set) var storage: Storage
  private(set) var missingCount = 0

  /// Counts the chosen rows of a column.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for numbers that are not whole.
  init(_ column: Column, rows: RowSelection) throws {
    if column.kind == .string {
      var counts = TokenCounts<String>()
      let codeCounts = column.codeCounts(in: rows)
      for (text, count) in zip(column.dictionary, codeCounts) where count > 0 { counts.add(text, count) }
      missingCount = codeCounts.last ?? 0
      storage = .text(counts)
      return
    }
    var occurrences: [Int: Int] = [:]
    var missingCount = 0
    var fraction: Double?
    column.forEachNumber(in: rows) { number in
      if let whole = Int(exactly: number) {
        occurrences[whole, default: 0] += 1
      } else if number.isFinite {
        fraction = number
      } else {
        missingCount += 1
      }
    }
    if let fraction {
      throw DataError.wrongKind(
        column: column.name, expected: "whole numbers for categories", found: "\(fraction)",
        remedy: "use it as a number, or discretize it")
    }
    self.missingCount = missingCount
    var counts = TokenCounts<Int>()
    for (number, count) in occurrences.sorted(by: { $0.key < $1.key }) { counts.add(number, count) }
    storage = .integer(counts)
  }

  /// Counts missing values as a category.
  mutating func addMissing(as text: String, column: String) throws {
    guard missingCount > 0 else { return }
    switch storage {
    case .text(var counts):
      counts.add(text, missingCount)
      storage = .text(counts)
    case .integer(var counts):
      guard let number = Int(text) else {
        throw LogitError.invalidOption(
          name: "missing values of \(column)", value: "\"\(text)\"", expected: "a whole number")
      }
      counts.add(number, missingCount)
      storage = .integer(counts)
    }
  }

  /// Forgets categories with fewer rows.
  mutating func drop(rarerThan least: Int) {
    guard least > 1 else { return }
    switch storage {
    case .text(let counts): storage = .text(counts.filtered { $0 >= least })
    case .integer(let counts): storage = .integer(counts.filtered { $0 >= least })
    }
  }

  /// The most frequent category; of several, the first.
  var mostFrequent: String? {
    switch storage {
    case .text(let counts): counts.mostFrequent
    case .integer(let counts): counts.mostFrequent.map { "\($0)" }
    }
  }
}

extension TokenCounts {
  fileprivate func filtered(_ keeps: (Int) -> Bool) -> TokenCounts {
    var kept = TokenCounts()
    for entry in entries where keeps(entry.count) { kept.add(entry.token, entry.count) }
    return kept
  }

  fileprivate var mostFrequent: Token? {
    entries.max { $0.count != $1.count ? $0.count < $1.count : $1.token.precedes($0.token) }?.token
  }
}
