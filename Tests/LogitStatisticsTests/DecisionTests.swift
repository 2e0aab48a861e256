import Logit
import LogitStatistics
import Testing

/// Thresholds, costs and sets of classes.
@Suite struct DecisionTests {
  @Test(arguments: DecisionVectors.all.thresholds.indices, ThresholdMetric.allCases)
  func `the threshold is the best of all that divide the rows`(index: Int, metric: ThresholdMetric) throws {
    let vector = DecisionVectors.all.thresholds[index]
    let expected = try #require(vector.metrics[metric.rawValue])
    let found = try DecisionThreshold(
      events: vector.classes.map { $0 == 1 }, probabilities: vector.probabilities, metric: metric)
    #expect(abs(found.value - expected.threshold) < 1e-12)
    #expect(abs(found.score - expected.score) < 1e-12 && abs(found.scoreAtHalf - expected.atHalf) < 1e-12)
  }

  @Test func `of equally good thresholds the one nearest a half is taken, of two equally near the smaller`()
    throws
  {
    // Accuracy is 3/4 below 0.3 and above 0.6; F1 counts all as positive.
    let found = try DecisionThreshold(
      events: [false, true, false, true], probabilities: [0.1, 0.3, 0.6, 0.9], metric: .accuracy)
    #expect(abs(found.value - 0.75) < 1e-7 && found.score == 0.75)
    let even = try DecisionThreshold(events: [true, false], probabilities: [0.25, 0.75], metric: .accuracy)
    #expect(even.value == 0.5 || even.score == 0.5)
    let none = try DecisionThreshold(events: [false, false], probabilities: [0.2, 1], metric: .accuracy)
    #expect(none.value == 1 && none.score == 1)
    let all = try DecisionThreshold(events: [true, true], probabilities: [0.2, 0.4], metric: .accuracy)
    #expect(abs(all.value - 0.1) < 1e-7 && all.scoreAtHalf == 0)
  }

  @Test func `weights make a metric that of other shares of classes`() throws {
    let events = (0..<40).map { $0 % 4 == 0 }
    let probabilities: [Float] = (0..<40).map { row in
      let place = row * 17 % 40
      return Float(events[row] ? place + 12 : place) / 60
    }
    let repeated = (0..<40).flatMap { Array(repeating: $0, count: events[$0] ? 3 : 1) }
    let weighted = try DecisionThreshold(
      events: events, probabilities: probabilities, metric: .f1, eventWeight: 3)
    let counted = try DecisionThreshold(
      events: repeated.map { events[$0] }, probabilities: repeated.map { probabilities[$0] }, metric: .f1)
    #expect(weighted.value == counted.value && abs(weighted.score - counted.score) < 1e-12)
    #expect(throws: LogitError.self) {
      try DecisionThreshold(events: events, probabilities: probabilities, metric: .f1, eventWeight: 0)
    }
    #expect(throws: LogitError.self) { try DecisionThreshold(events: [], probabilities: [], metric: .f1) }
    #expect(throws: LogitError.self) {
      try DecisionThreshold(events: [true], probabilities: [1.5], metric: .f1)
    }
    #expect(throws: LogitError.self) {
      try DecisionThreshold(events: [true], probabilities: [.nan], metric: .f1)
    }
  }

  @Test func `costs decide for the class with the least expected cost`() throws {
    let costs = try CostMatrix(classCount: 2, values: [0, 1, 10, 0])
    #expect(try abs(#require(costs.threshold) - 1.0 / 11) < 1e-15)
    let three = try CostMatrix(classCount: 3, values: [0, 1, 1, 5, 0, 1, 1, 1, 0])
    #expect(three.threshold == nil)
    let probabilities: [Float] = [0.6, 0.3, 0.1, 0.9, 0.05, 0.05]
    let found = probabilities.withUnsafeBufferPointer { values in
      (0..<2).map { three.cheapestClass(values, row: $0) }
    }
    // Expected costs 1.6, 0.7, 0.9 and 0.3, 0.95, 0.95.
    #expect(found == [1, 0])
    let matrix = try ConfusionMatrix(labels: [0, 1, 1, 0], predictions: [0, 0, 1, 1], classCount: 2)
    #expect(costs.meanCost(matrix) == 11.0 / 4)
    #expect(costs.meanCost(matrix, weights: [3, 1]) == 13.0 / 8)
    for values in [[0, 1, 10], [0, -1, 1, 0], [0, .infinity, 1, 0], [2, 1, 1, 0], [1, 1, 1, 1]] {
      #expect(throws: LogitError.self) { try CostMatrix(classCount: 2, values: values) }
    }
  }

  @Test(arguments: [Double.leastNonzeroMagnitude, 1e-300, 1e-3, 7, 1e150, 1.7e307])
  func `in other units costs decide alike, and cost so much more`(unit: Double) throws {
    let matrix = try ConfusionMatrix(labels: [0, 1, 1, 0, 1], predictions: [0, 0, 1, 1, 0], classCount: 2)
    for values in [[0, 1, 10, 0], [0, 8, 1, 0], [1, 9, 10, 2]] as [[Double]] {
      let costs = try CostMatrix(classCount: 2, values: values)
      let scaled = try CostMatrix(classCount: 2, values: values.map { $0 * unit })
      let (threshold, found) = (try #require(costs.threshold), try #require(scaled.threshold))
      #expect(abs(found - threshold) < 1e-15)
      // Of the least number there are no fractions.
      #expect(abs(scaled.meanCost(matrix) / unit - costs.meanCost(matrix)) < (unit < 1e-307 ? 3 : 1e-12))
    }
  }

  // MARK: Sets

  @Test func `counts above a probability are exact up to a thousand rows, and never too high beyond`() throws
  {
    var random = RandomGenerator(seed: 4)
    for count in [1, 7, 1_000, 1_001, 2_500] {
      let values = random.uniform(0, 1, count: count).scalars.map { Float($0) }
      let fold = try ConformalScores([values]).folds[0]
      #expect(fold.rowCount == count && fold.probabilities.count == min(count, 1_000))
      for probability in [Float(-1), 0, 0.1, 0.5, 0.93, values[0], 1] {
        let exact = values.count { $0 > probability }
        let found = fold.count(above: probability)
        #expect(found <= exact && Double(exact - found) <= (count > 1_000 ? Double(count) / 1_000 : 0))
      }
      let kept = try ConformalScores(kept: [(count, fold.probabilities)])
      #expect(kept.folds[0] == fold)
    }
    #expect(throws: LogitError.self) { try ConformalScores([[]]) }
    #expect(throws: LogitError.self) { try ConformalScores(kept: [(3, [0.1, 0.2, 0.3])]) }
    #expect(throws: LogitError.self) { try ConformalScores(kept: [(3, [0.3, 0.2])]) }
  }

  @Test(arguments: [0.8, 0.9, 0.95])
  func `sets of rows held out once hold the true class as often as asked for, over many draws`(
    coverage: Double
  ) throws {
    // The class is 1 with the probability u; a poor model says √u.
    var random = RandomGenerator(seed: 11)
    var (held, total) = (0, 0)
    for _ in 0..<200 {
      let uniforms = random.uniform(0, 1, count: 120).scalars.map { Float($0) }
      let rows = (0..<60).map { index in
        (isOne: uniforms[60 + index] < uniforms[index], probability: uniforms[index].squareRoot())
      }
      func given(_ row: (isOne: Bool, probability: Float)) -> Float {
        row.isOne ? row.probability : 1 - row.probability
      }
      let scores = try ConformalScores([rows.dropLast(20).map(given)])
      let limit = scores.limit(coverage: coverage)
      for row in rows.suffix(20) {
        total += 1
        if Double(scores.folds[0].count(above: given(row))) < limit { held += 1 }
      }
    }
    let share = Double(held) / Double(total)
    // 4,000 rows of 200 draws: four standard errors are about 0.03; with 40 rows sets are at most 1/41 too
    // large.
    #expect(share > coverage - 0.02 && share < coverage + 0.05)
  }

  @Test func `what is sure of sets is the bound of the jackknife+ for folds`() throws {
    let scores = try ConformalScores(Array(repeating: (1...20).map { Float($0) / 20 }, count: 5))
    // K = 5, n = 100: min(1.6/21, 0.95/6).
    #expect(abs(scores.guaranteedCoverage(0.95) - (0.9 - 1.6 / 21)) < 1e-12)
    #expect(try ConformalScores([[0.5, 0.7]]).guaranteedCoverage(0.95) == 0.95)
    #expect(abs(scores.observedCoverage(0.9) - 0.9) < 0.06)
  }
}
