import Logit
import Testing

@testable import LogitData

@Suite struct HashingTests {
  @Test(arguments: try KerasCase.load("hashing"))
  func `texts and whole numbers go to Keras's bins`(_ example: KerasCase) throws {
    let options = example["options"]
    guard let binCount = options["num_bins"].integer else {
      // TensorFlow's hashes modulo 2⁶².
      let texts = example["texts"].texts
      #expect(texts.map { Int(Fingerprint64.hash($0) % (1 << 62)) } == example["fast"].integers)
      let key = try #require(example["key"].salt)
      #expect(texts.map { Int(SipHash.hash($0, key: key) % (1 << 62)) } == example["strong"].integers)
      return
    }
    let mask = options["mask_value"]
    let layer = try Hashing(
      binCount: binCount,
      maskValue: mask.integer.map { .integer($0) } ?? (mask.isThere ? .text(mask.text) : nil),
      salt: options["salt"].salt,
      outputMode: CategoryOutputMode(rawValue: options["output_mode"].text) ?? .int)
    if example["samples"].isThere {
      #expect(try layer.encode(example["samples"].items.map(\.texts)).scalars == example["outputs"].flat)
    } else if example["texts"].isThere {
      #expect(try layer.encode(example["texts"].texts.map { [$0] }).scalars == example["outputs"].flat)
    } else {
      #expect(try layer.encode(example["integers"].integers.map { [$0] }).scalars == example["outputs"].flat)
    }
  }

  @Test(arguments: try KerasCase.load("crossing"))
  func `combinations go to Keras's bins`(_ example: KerasCase) throws {
    let layer = try HashedCrossing(binCount: #require(example["num_bins"].integer))
    let columns = example["columns"].items.map { column in
      column.items.map { $0.integer.map { HashedCrossing.Value.integer($0) } ?? .text($0.text) }
    }
    let samples = columns[0].indices.map { row in columns.map { $0[row] } }
    #expect(try layer.encode(samples).scalars == example["outputs"].flat)
  }

  @Test(arguments: try KerasCase.load("text"))
  func `texts are standardized, split, grouped and hashed as in Keras`(_ example: KerasCase) throws {
    let grams = try HashedNGrams(
      binCount: 50, sizes: example["sizes"].integers, unit: #require(.init(rawValue: example["split"].text)),
      standardization: #require(.init(rawValue: example["standardize"].text)))
    for (index, document) in example["documents"].texts.enumerated() {
      let expected = example["grams"].items[index].texts
      #expect(
        grams.grams(of: document).map { Array($0.utf8) }.sorted(by: precedes)
          == expected.map { Array($0.utf8) }.sorted(by: precedes))
      #expect(grams.bins(of: document).sorted() == example["bins"].items[index].integers)
    }
  }

  private func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }

  @Test func `bins that cannot be are refused`() {
    #expect(throws: LogitError.self) { try Hashing(binCount: 0) }
    #expect(throws: LogitError.self) { try Hashing(binCount: 4, outputMode: .tfIDF) }
    #expect(throws: LogitError.self) { try HashedCrossing(binCount: 0) }
    #expect(throws: LogitError.self) { try HashedNGrams(binCount: 0) }
    for sizes in [[], [0], [1, 1], [65]] {
      #expect(throws: LogitError.self) { try HashedNGrams(binCount: 4, sizes: sizes) }
    }
  }
}
