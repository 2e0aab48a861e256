import Logit
import LogitStatistics
import Testing

@Suite struct ClassificationScoresTests {
  @Test(arguments: StatisticsVectors.all.scores) func `scores are scikit-learn's and statsmodels'`(
    _ expected: StatisticsVectors.Scores
  ) throws {
    let columns = expected.classes == 2 ? 1 : expected.classes
    let probabilities = try Tensor(expected.probabilities, shape: [expected.labels.count, columns])
    let scores = try ClassificationScores(labels: expected.labels, probabilities: probabilities)
    // Sums of a few dozen terms in another order.
    let bound = 1e-12
    #expect(relativeDifference(scores.accuracy.value, expected.accuracy) < bound)
    #expect(relativeDifference(scores.logLoss.value, expected.logLoss) < bound)
    #expect(relativeDifference(scores.rocArea.value, expected.area) < bound)
    #expect(relativeDifference(scores.brierScore, expected.brier) < bound)
    #expect(relativeDifference(scores.macroF1, expected.macroF1) < bound)
    for (interval, ends) in [
      (scores.accuracy.interval, expected.accuracyInterval),
      (scores.logLoss.interval, expected.logLossInterval),
      (scores.rocArea.interval, expected.areaInterval),
    ] {
      #expect((interval == nil) == (ends == nil))
      guard let interval, let ends else { continue }
      #expect(relativeDifference(interval.lower, ends[0]) < 1e-11)
      #expect(relativeDifference(interval.upper, ends[1]) < 1e-11)
    }
  }

  @Test(arguments: StatisticsVectors.all.scores) func `scores are those of the metrics`(
    _ given: StatisticsVectors.Scores
  ) throws {
    let columns = given.classes == 2 ? 1 : given.classes
    let probabilities = try Tensor(given.probabilities, shape: [given.labels.count, columns])
    let labels = Tensor(given.labels.map { Float($0) })
    let scores = try ClassificationScores(labels: given.labels, probabilities: probabilities)
    #expect(
      relativeDifference(
        scores.logLoss.value, try LogLoss().value(labels: labels, predictions: probabilities)) < 1e-14)
    #expect(
      relativeDifference(
        scores.brierScore, try BrierScore().value(labels: labels, predictions: probabilities))
        < 1e-14)
    #expect(scores.confusionMatrix == (try ConfusionMatrix(labels: labels, predictions: probabilities)))
    #expect(scores.rowCount == given.labels.count)
  }

  @Test func `two columns are the classes 0 and 1`() throws {
    let p: [Float] = [0.9, 0.2, 0.6, 0.4, 0.7, 0.1]
    let labels = [1, 0, 0, 1, 1, 0]
    let one = try ClassificationScores(labels: labels, probabilities: Tensor(p))
    let two = try ClassificationScores(
      labels: labels, probabilities: Tensor(p.flatMap { [1 - $0, $0] }, shape: [6, 2]))
    #expect(one.rocArea == two.rocArea)
    #expect(one.confusionMatrix == two.confusionMatrix)
    #expect(one.macroF1 == two.macroF1)
  }

  @Test func `certain and wrong probabilities stay finite`() throws {
    let scores = try ClassificationScores(labels: [0, 1, 1], probabilities: Tensor([0, 1, 0]))
    #expect(scores.logLoss.value > 12 && scores.logLoss.value < 12.1)
    #expect(scores.logLoss.interval?.lower == 0)
    let single = try ClassificationScores(labels: [1], probabilities: Tensor([0.75]))
    #expect(single.rocArea.value.isNaN && single.rocArea.interval == nil)
  }

  @Test func `input that does not fit is refused with the row`() {
    #expect(throws: LogitError.emptyData(name: "labels")) {
      try ClassificationScores(labels: [], probabilities: Tensor([]))
    }
    #expect(throws: LogitError.unknownClass(label: 2, row: 1, classCount: 2)) {
      try ClassificationScores(labels: [0, 2], probabilities: Tensor([0.1, 0.2]))
    }
    #expect(throws: LogitError.unknownClass(label: -1, row: 0, classCount: 3)) {
      try ClassificationScores(labels: [-1], probabilities: Tensor([0.1, 0.2, 0.7], shape: [1, 3]))
    }
    #expect(throws: LogitError.self) {
      try ClassificationScores(labels: [0], probabilities: Tensor([0.1, 0.2, 0.7, .nan], shape: [2, 2]))
    }
    #expect(throws: LogitError.self) {
      try ClassificationScores(labels: [0, 1], probabilities: Tensor([0.1, .nan]))
    }
    #expect(throws: LogitError.self) {
      try ClassificationScores(labels: [0, 1], probabilities: Tensor([0.1, 0.5]), level: 1)
    }
    #expect(throws: LogitError.self) {
      try ClassificationScores(labels: [0, 1], probabilities: .zeros([2, 1, 1]))
    }
  }
}
