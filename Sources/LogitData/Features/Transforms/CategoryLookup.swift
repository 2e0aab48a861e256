import Logit
import LogitFiles

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
    default: programmingError("counts of another kind")
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

  /// The categories.
  var tokens: PortableCategory.Tokens {
    switch storage {
    case .text(let lookup): .texts(lookup.tokens)
    case .integer(let lookup): .numbers(lookup.tokens)
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
  var json: JSON {
    switch storage {
    case .text(let lookup): .array(lookup.tokens.map { .string($0) })
    case .integer(let lookup): .array(lookup.tokens.map { .integer($0) })
    }
  }

  /// Takes the categories from a file.
  mutating func take(_ options: inout JSONFields) throws {
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
