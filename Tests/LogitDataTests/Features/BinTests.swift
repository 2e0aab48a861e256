import Logit
import Testing

@testable import LogitData

@Suite struct BinTests {
  @Test(arguments: try KerasCase.load("category-encoding"))
  func `positions are encoded as in Keras`(_ example: KerasCase) throws {
    let layer = try CategoryEncoding(
      tokenCount: #require(example["num_tokens"].integer),
      outputMode: #require(CategoryOutputMode(rawValue: example["mode"].text)))
    let weights = example["weights"].isThere ? example["weights"].items.map(\.floats) : nil
    let encoded = try layer.encode(example["inputs"].items.map(\.integers), weights: weights)
    #expect(encoded.scalars == example["outputs"].flat)
  }

  @Test func `encodings that cannot be are refused`() throws {
    #expect(throws: LogitError.self) { try CategoryEncoding(tokenCount: 0) }
    #expect(throws: LogitError.self) { try CategoryEncoding(tokenCount: 2, outputMode: .int) }
    #expect(throws: LogitError.self) {
      try CategoryEncoding(tokenCount: 2, outputMode: .oneHot).encode([[0, 1]])
    }
    #expect(throws: LogitError.self) { try CategoryEncoding(tokenCount: 2).encode([[0]], weights: [[1]]) }
    #expect(throws: LogitError.self) {
      try CategoryEncoding(tokenCount: 2, outputMode: .count).encode([[0]], weights: [[1, 2]])
    }
    #expect(try CategoryEncoding(tokenCount: 2).encode([[-1, 5, 1]]).scalars == [0, 1])
  }

  @Test(arguments: try KerasCase.load("discretization"))
  func `numbers go to Keras's bins, with Keras's boundaries to the last bit`(_ example: KerasCase) throws {
    let options = example["options"]
    let mode = try #require(CategoryOutputMode(rawValue: options["output_mode"].text))
    let layer: Discretization
    if let binCount = options["num_bins"].integer {
      var adapted = try Discretization(
        binCount: binCount, epsilon: options["epsilon"].double, outputMode: mode)
      let data = try KerasCase.load("discretization-data").first { $0["name"].text == example["data"].text }
      adapted.adapt(toBatches: try #require(data)["batches"].items.map(\.floats))
      #expect(adapted.binBoundaries == example["boundaries"].floats)
      layer = adapted
    } else {
      layer = try Discretization(binBoundaries: options["bin_boundaries"].floats, outputMode: mode)
    }
    #expect(try layer.encode(example["inputs"].items.map(\.floats)).scalars == example["outputs"].flat)
  }

  @Test func `bins that cannot be are refused`() {
    #expect(throws: LogitError.self) { try Discretization(binBoundaries: [1, 0]) }
    #expect(throws: LogitError.self) { try Discretization(binBoundaries: [.nan]) }
    #expect(throws: LogitError.self) { try Discretization(binCount: 0) }
    for epsilon in [0, -1, 2, .nan] {
      #expect(throws: LogitError.self) { try Discretization(binCount: 2, epsilon: epsilon) }
    }
  }
}
