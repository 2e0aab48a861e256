import Logit
import LogitStatistics
import Testing

@Suite struct ROCAreaTests {
  @Test(arguments: StatisticsVectors.all.areas) func `area and variance are those of the definition`(
    _ expected: StatisticsVectors.Area
  ) throws {
    let area = try ROCArea(labels: expected.labels, scores: expected.scores)
    #expect(relativeDifference(area.value, expected.area) < 1e-14)
    // The sums of squares are rounded at every step, the reference only once.
    #expect(relativeDifference(area.variance, expected.variance) < 1e-12)
    for (method, ends) in [(ROCArea.Method.normal, expected.normal), (.logit, expected.logit)] {
      guard let ends else { continue }
      let interval = try area.interval(method: method)
      #expect(relativeDifference(interval.lower, ends[0]) < 1e-11)
      #expect(relativeDifference(interval.upper, ends[1]) < 1e-11)
    }
  }

  @Test func `the area is that of the curve`() throws {
    var generator = RandomGenerator(seed: 1)
    for count in [2, 10, 1000] {
      // Few distinct scores of either sign, so that there are ties and zeros of both signs.
      let scores = (0..<count).map { _ in
        Float(generator.integer(in: -20..<20)) / 8 * (generator.random() < 0.5 ? -1 : 1)
      }
      let labels = (0..<count).map { $0 % 2 == 0 }
      let curve = try ROCCurve(labels: Tensor(labels.map { $0 ? 1 : 0 }), scores: Tensor(scores))
      #expect(try ROCArea(labels: labels, scores: scores).value == curve.area)
    }
  }

  @Test func `a perfect area has an interval below 1`() throws {
    let labels = Array(repeating: false, count: 30) + Array(repeating: true, count: 10)
    let perfect = try ROCArea(labels: labels, scores: (0..<40).map { Float($0) })
    #expect(perfect.value == 1 && perfect.variance == 0)
    #expect(try perfect.interval() == .wilson(successes: 10, trials: 10))
    #expect(try perfect.interval(method: .logit) == .wilson(successes: 10, trials: 10))
    let reversed = try ROCArea(labels: labels, scores: (0..<40).map { -Float($0) })
    #expect(try reversed.interval() == .wilson(successes: 0, trials: 10))
    // All scores alike: nothing is known but that the area is about a half.
    let constant = try ROCArea(labels: labels, scores: Array(repeating: 0.3, count: 40))
    #expect(constant.value == 0.5)
    #expect(try constant.interval() == .wilson(successes: 5, trials: 10))
  }

  @Test func `one row of a label, or none, leaves the interval open`() throws {
    let one = try ROCArea(labels: [true, false, false], scores: [2, 1, 3])
    #expect(one.value == 0.5)
    #expect(try one.interval().upper <= 1 && one.interval().lower >= 0)
    let none = try ROCArea(labels: [true, true], scores: [1, 2])
    #expect(none.value.isNaN)
    #expect(try none.interval() == ConfidenceInterval(lower: 0, upper: 1, level: 0.95))
  }

  @Test func `scores that are not numbers, and counts that differ, are refused`() {
    #expect(throws: LogitError.nonFiniteInput(name: "scores", row: 1, column: 0, value: .infinity)) {
      try ROCArea(labels: [true, false], scores: [0, .infinity])
    }
    #expect(throws: LogitError.self) { try ROCArea(labels: [true, false], scores: [0, .nan]) }
    #expect(throws: LogitError.rowCountMismatch(name: "labels", expected: 2, found: 1)) {
      try ROCArea(labels: [true], scores: [0, 1])
    }
  }
}
