import Logit
import Testing

@testable import LogitData

@Suite struct FeatureSpaceKerasTests {
  private func table(_ example: KerasCase) throws -> Table {
    try Table(
      example.names.map { name in
        let values = example[name].items
        switch values[0].value {
        case .string: return Column(name, strings: values.map(\.text))
        case .integer: return Column(name, integers: values.map(\.integer))
        default: return Column(name, numbers: values.map(\.float))
        }
      })
  }

  @Test func `a space of every kind of feature and crosses gives the matrix of Keras`() throws {
    let example = try KerasCase.load("feature-space")[0]
    var space = try FeatureSpace(
      [
        .floatNormalized("a"), .integerCategorical("b"), .stringCategorical("c", maxTokens: 4),
        .stringHashed("d", binCount: 5), .integerHashed("e", binCount: 7),
        .floatDiscretized("f", binCount: 3),
        .floatRescaled("g", scale: 2.5, offset: -1),
      ],
      crosses: [FeatureCross(["b", "c"], binCount: 11), FeatureCross(["c", "d"], binCount: 9)])
    try space.adapt(to: table(example["data"]))
    var counts = PredictionCounts()
    let x = try space.matrix(of: table(example["probe"]), counts: &counts)
    let expected = example["outputs"].flat
    try #require(x.count == expected.count)
    // Keras takes mean and variance of "a" in single precision, so its normalized numbers differ by some
    // units in the last place; all other features are equal.
    for row in 0..<16 {
      #expect(abs(x[row, 0] - expected[row * space.outputCount]) < 1e-6)
      for column in 1..<space.outputCount {
        #expect(x[row, column] == expected[row * space.outputCount + column])
      }
    }
    #expect(counts.unknown == ["b": 1, "c": 1].merging(counts.unknown) { _, found in found })
    #expect(counts.missing.isEmpty)
  }
}
