import Logit
import Testing

@testable import LogitData

@Suite struct LookupTests {
  @Test(arguments: try KerasCase.load("string-lookup"))
  func `texts are looked up as in Keras`(_ example: KerasCase) throws {
    let options = example["options"]
    var lookup = try StringLookup(
      maxTokens: options["max_tokens"].integer, oovIndexCount: options["num_oov_indices"].integer ?? 1,
      maskToken: options["mask_token"].isThere ? options["mask_token"].text : nil,
      oovToken: options["oov_token"].isThere ? options["oov_token"].text : "[UNK]",
      outputMode: #require(CategoryOutputMode(rawValue: options["output_mode"].text)),
      padsToMaxTokens: options["pad_to_max_tokens"].bool, salt: options["salt"].salt)
    lookup.adapt(to: example["adapted"].texts)
    #expect(lookup.vocabulary.map { Array($0.utf8) } == example["vocabulary"].texts.map { Array($0.utf8) })
    if example["positions"].isThere {
      #expect(example["positions"].integers.map { lookup.token(at: $0) } == example["tokens"].texts)
      return
    }
    let encoded = try lookup.encode(example["inputs"].items.map(\.texts))
    try expect(encoded.scalars, example["outputs"].flat, mode: lookup.outputMode)

    var given = lookup
    try given.setVocabulary(
      lookup.vocabulary,
      inverseDocumentFrequencies: lookup.outputMode == .tfIDF
        ? Array(lookup.inverseDocumentFrequencies.prefix(lookup.vocabularySize)) : nil)
    #expect(given == lookup)
  }

  @Test(arguments: try KerasCase.load("integer-lookup"))
  func `whole numbers are looked up as in Keras`(_ example: KerasCase) throws {
    let options = example["options"]
    var lookup = try IntegerLookup(
      maxTokens: options["max_tokens"].integer, oovIndexCount: options["num_oov_indices"].integer ?? 1,
      maskToken: options["mask_token"].integer, oovToken: options["oov_token"].integer ?? -1,
      outputMode: #require(CategoryOutputMode(rawValue: options["output_mode"].text)),
      oovMethod: options["oov_method"].text == "farmhash" ? .farmHash : .floorMod, salt: options["salt"].salt)
    lookup.adapt(to: example["adapted"].integers)
    #expect(lookup.vocabulary == example["vocabulary"].integers)
    let encoded = try lookup.encode(example["inputs"].items.map(\.integers))
    try expect(encoded.scalars, example["outputs"].flat, mode: lookup.outputMode)
  }

  private func expect(_ found: [Float], _ expected: [Float], mode: CategoryOutputMode) throws {
    try #require(found.count == expected.count)
    // The weights of tf-idf are means and logarithms, which TensorFlow sums in single precision: two units in
    // the last place.
    let tolerance: Float = mode == .tfIDF ? 2 * Float(2).ulp : 0
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance })
  }

  @Test func `texts with the same letters in other bytes are different`() throws {
    var lookup = try StringLookup()
    lookup.adapt(to: ["\u{E9}", "e\u{301}", "e\u{301}"])
    #expect(lookup.tokens.map { Array($0.utf8) } == [Array("e\u{301}".utf8), Array("\u{E9}".utf8)])
    #expect(try lookup(["\u{E9}", "e\u{301}"]) == [2, 1])
  }

  @Test func `without a position for them, unknown tokens are an error`() throws {
    var lookup = try StringLookup(oovIndexCount: 0)
    lookup.adapt(to: ["a", "b"])
    #expect(
      throws: DataError.unknownCategory(column: "the lookup's input", row: 1, value: "c", known: ["b", "a"])
    ) {
      try lookup(["a", "c"])
    }
  }

  @Test func `options that exclude each other and vocabularies that cannot be are refused`() throws {
    #expect(throws: LogitError.self) { try StringLookup(maxTokens: 1) }
    #expect(throws: LogitError.self) { try StringLookup(maxTokens: 2, oovIndexCount: 3) }
    #expect(throws: LogitError.self) { try StringLookup(oovIndexCount: -1) }
    #expect(throws: LogitError.self) { try StringLookup(padsToMaxTokens: true) }
    #expect(throws: LogitError.self) { try IntegerLookup(salt: HashSalt(1)) }
    var lookup = try StringLookup(maxTokens: 3, maskToken: "m")
    for wrong in [[], ["a", "a"], ["a", "m"], ["a", "b"]] {
      #expect(throws: LogitError.self) { try lookup.setVocabulary(wrong) }
    }
  }
}
