public import Logit

/// Turns texts into positions in a vocabulary. Follows `keras.layers.StringLookup`.
///
///     var lookup = try StringLookup()
///     lookup.adapt(to: ["b", "a", "b"])
///     try lookup(["a", "b", "c"])      // [2, 1, 0]
public typealias StringLookup = IndexLookup<String>

/// Turns whole numbers into positions in a vocabulary. Follows `keras.layers.IntegerLookup`.
public typealias IntegerLookup = IndexLookup<Int>

/// Turns texts or whole numbers into positions in a vocabulary, as Keras's `StringLookup` and `IntegerLookup`
/// do.
///
/// Positions begin with the mask token, if there is one and the output is positions; then those for what is
/// not in the vocabulary ("OOV"); then the vocabulary, the most frequent token first, and of two equally
/// frequent ones the greater.
public struct IndexLookup<Token: LookupToken>: Sendable, Equatable {
  /// The most tokens, with the mask and those out of the vocabulary; `nil` for no limit.
  public let maxTokens: Int?
  /// How many positions there are for what is not in the vocabulary; with 0 it is an error.
  public let oovIndexCount: Int
  /// What stands for no value: position 0, or no position at all if the output is not positions.
  public let maskToken: Token?
  /// What a position out of the vocabulary stands for.
  public let oovToken: Token
  /// What ``encode(_:)`` gives.
  public let outputMode: CategoryOutputMode
  /// Whether the output is as wide as ``maxTokens`` even if there are fewer.
  public let padsToMaxTokens: Bool
  /// How whole numbers out of the vocabulary are put into several positions.
  public let oovMethod: OutOfVocabularyMethod
  /// What makes one hash differ from another.
  public let salt: HashSalt?

  /// The tokens, without mask and those out of the vocabulary.
  public private(set) var tokens: [Token] = []
  /// The weight of each position with ``CategoryOutputMode/tfIDF``: `log(1 + documents / (1 + documents with
  /// it))`.
  public private(set) var inverseDocumentFrequencies: [Float] = []
  private var positions: [Token.Key: Int] = [:]

  /// A lookup with an empty vocabulary.
  ///
  /// - Parameters:
  ///   - maxTokens: The most tokens, with the mask and those out of the vocabulary; `nil` for no limit.
  ///   - oovIndexCount: How many positions there are for what is not in the vocabulary, at least 0.
  ///   - maskToken: What stands for no value.
  ///   - oovToken: What a position out of the vocabulary stands for.
  ///   - outputMode: What ``encode(_:)`` gives.
  ///   - padsToMaxTokens: Whether the output is as wide as `maxTokens` even if there are fewer.
  ///   - oovMethod: How whole numbers out of the vocabulary are put into several positions.
  ///   - salt: What makes one hash differ from another.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each other.
  public init(
    maxTokens: Int? = nil, oovIndexCount: Int = 1, maskToken: Token? = nil,
    oovToken: Token = .defaultOOVToken,
    outputMode: CategoryOutputMode = .int, padsToMaxTokens: Bool = false,
    oovMethod: OutOfVocabularyMethod = .floorMod, salt: HashSalt? = nil
  ) throws {
    func require(_ holds: Bool, _ name: String, _ value: Any, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: name, value: "\(value)", expected: expected)
    }
    try require(oovIndexCount >= 0, "oovIndexCount", oovIndexCount, "at least 0")
    self.maxTokens = maxTokens
    self.oovIndexCount = oovIndexCount
    self.maskToken = maskToken
    self.oovToken = oovToken
    self.outputMode = outputMode
    self.padsToMaxTokens = padsToMaxTokens
    self.oovMethod = oovMethod
    self.salt = salt
    if let maxTokens {
      try require(
        maxTokens > 1 && maxTokens >= tokenStart, "maxTokens", maxTokens, "more than the other positions")
    } else {
      try require(!padsToMaxTokens, "padsToMaxTokens", padsToMaxTokens, "false without maxTokens")
    }
    if salt != nil && Token.self == Int.self {
      try require(oovMethod == .farmHash, "salt", "given", "none, or oovMethod .farmHash")
    }
  }

  /// The first position out of the vocabulary.
  public var oovStart: Int { maskToken != nil && outputMode == .int ? 1 : 0 }

  /// The first token's position.
  public var tokenStart: Int { oovStart + oovIndexCount }

  /// The number of positions.
  public var vocabularySize: Int { tokenStart + tokens.count }

  /// The number of positions, or as many as were asked for.
  public var width: Int { padsToMaxTokens ? maxTokens ?? vocabularySize : vocabularySize }

  /// What each position stands for; Keras's `get_vocabulary()`.
  public var vocabulary: [Token] {
    (oovStart > 0 ? [maskToken ?? oovToken] : []) + Array(repeating: oovToken, count: oovIndexCount) + tokens
  }

  /// What a position stands for; Keras's `invert=True`.
  ///
  /// - Parameter position: A position that the lookup gave.
  /// - Returns: The token, the mask, or ``oovToken``.
  public func token(at position: Int) -> Token {
    if position == 0, oovStart > 0, let maskToken { return maskToken }
    let index = position - tokenStart
    return tokens.indices.contains(index) ? tokens[index] : oovToken
  }
}

// MARK: - Learning

extension IndexLookup {
  /// Learns the vocabulary of tokens, each a document of its own.
  ///
  /// - Parameter tokens: In any order.
  public mutating func adapt(to tokens: [Token]) { adapt(to: tokens.map { [$0] }) }

  /// Learns the vocabulary of documents.
  ///
  /// - Parameter documents: The tokens of each, in any order.
  public mutating func adapt(to documents: [[Token]]) {
    var counts = TokenCounts<Token>()
    for document in documents { counts.add(document, countsDocuments: outputMode == .tfIDF) }
    adapt(to: counts)
  }

  mutating func adapt(to counts: TokenCounts<Token>) {
    let special = Set([maskToken?.lookupKey, oovToken.lookupKey].compactMap(\.self))
    var order = counts.entries.indices.filter { !special.contains(counts.entries[$0].token.lookupKey) }
    order.sort { first, second in
      let (a, b) = (counts.entries[first], counts.entries[second])
      return a.count != b.count ? a.count > b.count : b.token.precedes(a.token)
    }
    if let maxTokens { order = Array(order.prefix(maxTokens - tokenStart)) }
    take(order.map { counts.entries[$0].token })
    guard outputMode == .tfIDF else { return }
    takeWeights(
      order.map { index in
        let ratio = Double(counts.documentCount) / Double(1 + counts.entries[index].documentCount)
        return Float(logarithm(1 + ratio))
      })
  }

  /// Sets the vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: Tokens that differ, the first with position ``tokenStart``. May begin with the mask and
  ///     the tokens out of the vocabulary, as ``vocabulary`` does.
  ///   - inverseDocumentFrequencies: A weight for each token of the vocabulary, for
  ///     ``CategoryOutputMode/tfIDF`` only.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` if there is no token, a token comes
  ///   twice, there are more than ``maxTokens``, or the weights do not fit.
  public mutating func setVocabulary(_ vocabulary: [Token], inverseDocumentFrequencies: [Float]? = nil) throws
  {
    let special = Array(self.vocabulary.prefix(tokenStart))
    let hasSpecial =
      tokenStart > 0 && vocabulary.prefix(tokenStart).map(\.lookupKey) == special.map(\.lookupKey)
    let tokens = hasSpecial ? Array(vocabulary.dropFirst(tokenStart)) : vocabulary
    func require(_ holds: Bool, _ value: Any, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: "vocabulary", value: "\(value)", expected: expected)
    }
    try require(!vocabulary.isEmpty, "empty", "at least one token")
    try require(Set(tokens.map(\.lookupKey)).count == tokens.count, "a token twice", "different tokens")
    if let maskToken {
      try require(
        !tokens.contains { $0.lookupKey == maskToken.lookupKey }, maskToken, "the mask at the start only")
    }
    if let maxTokens {
      try require(
        tokenStart + tokens.count <= maxTokens, "\(tokens.count) tokens",
        "at most \(maxTokens) with the others")
    }
    try require(
      outputMode == .tfIDF
        ? inverseDocumentFrequencies?.count == vocabulary.count : inverseDocumentFrequencies == nil,
      "\(inverseDocumentFrequencies?.count ?? 0) weights", "a weight for each token, for tf-idf only")
    take(tokens)
    guard let weights = inverseDocumentFrequencies else { return }
    if hasSpecial { self.inverseDocumentFrequencies = padded(weights) } else { takeWeights(weights) }
  }

  private mutating func take(_ tokens: [Token]) {
    self.tokens = tokens
    positions = Dictionary(
      tokens.enumerated().map { ($1.lookupKey, tokenStart + $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is not in the vocabulary weighs as much as tokens do on average.
  private mutating func takeWeights(_ weights: [Float]) {
    let mean = weights.isEmpty ? 0 : Float(weights.reduce(0) { $0 + Double($1) } / Double(weights.count))
    inverseDocumentFrequencies = padded(Array(repeating: mean, count: tokenStart) + weights)
  }

  private func padded(_ weights: [Float]) -> [Float] {
    weights + Array(repeating: 0, count: max(width - weights.count, 0))
  }
}

// MARK: - Looking up

extension IndexLookup {
  /// The position of a token in the vocabulary; `nil` if it is not there, or the mask.
  ///
  /// - Parameter token: Any token.
  /// - Returns: A position from ``tokenStart`` on.
  public func position(of token: Token) -> Int? { positions[token.lookupKey] }

  /// The position of a token that is not in the vocabulary; `nil` if there is none for such tokens.
  func oovPosition(of token: Token) -> Int? {
    switch oovIndexCount {
    case 0: nil
    case 1: oovStart
    default: oovStart + token.outOfVocabularyBin(count: oovIndexCount, method: oovMethod, salt: salt)
    }
  }

  /// The positions of tokens.
  ///
  /// - Parameter tokens: Any tokens.
  /// - Returns: A position each; −1 for the mask if the output is not positions.
  /// - Throws: ``DataError/unknownCategory(column:row:value:known:)`` if one is not in the vocabulary and
  ///   there is no position for such.
  public func callAsFunction(_ tokens: [Token]) throws -> [Int] {
    try tokens.enumerated().map { index, token in
      if let maskToken, token.lookupKey == maskToken.lookupKey { return outputMode == .int ? 0 : -1 }
      if let position = position(of: token) ?? oovPosition(of: token) { return position }
      throw DataError.unknownCategory(
        column: "the lookup's input", row: index, value: "\(token)", known: self.tokens.map { "\($0)" })
    }
  }

  /// Encodes samples of one or more tokens by the output mode.
  ///
  /// - Parameter samples: The tokens of each.
  /// - Returns: `[samples, width]`; with ``CategoryOutputMode/int``, positions in one row a sample, all of
  ///   the same length.
  /// - Throws: ``DataError/unknownCategory(column:row:value:known:)`` for a token that has no position, or
  ///   ``/Logit/LogitError/invalidOption(name:value:expected:)`` for samples of several tokens with
  ///   ``CategoryOutputMode/oneHot``.
  public func encode(_ samples: [[Token]]) throws -> Tensor<Float> {
    let positions = try samples.map { try self($0) }
    let mode: CategoryOutputMode = outputMode == .tfIDF ? .count : outputMode
    let encoded = try mode.encode(positions, width: width)
    guard outputMode == .tfIDF else { return encoded }
    return Tensor(unsafeUninitializedShape: encoded.shape) { buffer in
      encoded.withUnsafeBufferPointer { counts in
        for index in counts.indices {
          buffer[index] = counts[index] * inverseDocumentFrequencies[index % width]
        }
      }
    }
  }
}

/// How often tokens occur, and in how many documents.
struct TokenCounts<Token: LookupToken> {
  private(set) var entries: [(token: Token, count: Int, documentCount: Int)] = []
  private(set) var documentCount = 0
  private var places: [Token.Key: Int] = [:]

  /// Counts the tokens of a document.
  mutating func add(_ document: [Token], countsDocuments: Bool) {
    documentCount += 1
    for token in document { add(token, 1) }
    guard countsDocuments else { return }
    for place in Set(document.compactMap { places[$0.lookupKey] }) { entries[place].documentCount += 1 }
  }

  /// Counts a token several times.
  mutating func add(_ token: Token, _ count: Int) {
    if let place = places[token.lookupKey] {
      entries[place].count += count
    } else {
      places[token.lookupKey] = entries.count
      entries.append((token, count, 0))
    }
  }
}
