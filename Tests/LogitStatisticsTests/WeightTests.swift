import Logit
import LogitStatistics
import Testing

/// Weights that no row can have are refused by everything that takes them.
@Suite struct WeightTests {
  @Test(arguments: [-1, .nan, .infinity] as [Float])
  func `a weight that is negative or not finite is named with its row`(weight: Float) throws {
    let (labels, scores) = (Tensor<Float>([0, 1, 1]), Tensor<Float>([0.1, 0.8, 0.4]))
    let weights: [Float] = [1, 2, weight]
    let errors = [
      #expect(throws: LogitError.self) {
        try ROCCurve(labels: labels, scores: scores, weights: Tensor(weights))
      },
      #expect(throws: LogitError.self) {
        try PrecisionRecallCurve(labels: labels, scores: scores, weights: Tensor(weights))
      },
      #expect(throws: LogitError.self) {
        try ConfusionMatrix(labels: [0, 1, 1], predictions: [0, 1, 0], classCount: 2, weights: weights)
      },
    ]
    let expected =
      weight == -1
      ? LogitError.invalidOption(name: "weights[2]", value: "-1.0", expected: "0 or greater").description
      : LogitError.nonFiniteInput(name: "weights", row: 2, column: 0, value: weight).description
    for error in errors { #expect(error?.description == expected) }
  }

  @Test func `curves without weights are those with weights of 1`() throws {
    var generator = RandomGenerator(seed: 11)
    let scores = Tensor<Float>(
      generator.normal(mean: 0, standardDeviation: 1, count: 400).scalars.map {
        (Float($0) * 20).rounded() / 20
      })
    let labels = Tensor<Float>(
      generator.normal(mean: 0, standardDeviation: 1, count: 400).scalars.map {
        $0 > 0.5 ? 1 : 0
      })
    let ones = Tensor<Float>.ones([400])
    #expect(
      try ROCCurve(labels: labels, scores: scores) == ROCCurve(labels: labels, scores: scores, weights: ones))
    #expect(
      try PrecisionRecallCurve(labels: labels, scores: scores)
        == PrecisionRecallCurve(labels: labels, scores: scores, weights: ones))
  }

  @Test func `a row of weight 0 does not count`() throws {
    let curve = try ROCCurve(
      labels: Tensor([0, 1, 1]), scores: Tensor([0.1, 0.8, 0]), weights: Tensor([1, 2, 0]))
    #expect(curve.area == 1)
  }
}
