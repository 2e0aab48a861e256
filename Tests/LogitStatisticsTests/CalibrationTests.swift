import Logit
import LogitStatistics
import Testing

/// Calibrations against scikit-learn and SciPy; see `Fixtures/make_decisions.py`.
@Suite struct CalibrationTests {
  @Test(arguments: DecisionVectors.all.binary.indices)
  func `Platt's curve is the optimum near which scikit-learn stops`(index: Int) throws {
    let vector = DecisionVectors.all.binary[index]
    let curve = try PlattScaling(
      events: vector.classes.map { $0 == 1 }, scores: vector.logits.map { Double($0) })
    // Both are at the optimum to the rounding of the sums.
    #expect(abs(curve.slope - vector.slope) < 1e-9 && abs(curve.intercept - vector.intercept) < 1e-9)
    for (score, expected) in zip(vector.at, vector.plattAt) {
      #expect(abs(curve.probability(of: score) - expected) < 1e-9)
    }
  }

  @Test(arguments: DecisionVectors.all.binary.indices)
  func `isotonic curves have scikit-learn's corners and values`(index: Int) throws {
    let vector = DecisionVectors.all.binary[index]
    let curve = try IsotonicCalibration(
      events: vector.classes.map { $0 == 1 }, scores: vector.logits.map { Double($0) })
    #expect(curve.scores == vector.scores)
    #expect(zip(curve.probabilities, vector.probabilities).allSatisfy { abs($0 - $1) < 1e-12 })
    for (score, expected) in zip(vector.at, vector.isotonicAt) {
      #expect(abs(curve.probability(of: score) - expected) < 1e-12)
    }
  }

  @Test(arguments: DecisionVectors.all.binary.indices)
  func `the temperature of two classes minimizes the log loss`(index: Int) throws {
    let vector = DecisionVectors.all.binary[index]
    let found = try TemperatureScaling(classes: vector.classes, logits: Tensor(vector.logits))
    // SciPy's search by values of the loss is exact to the square root of the precision.
    #expect(relativeDifference(found.temperature, vector.temperature) < 1e-6)
  }

  @Test(arguments: DecisionVectors.all.multiclass.indices)
  func `several classes are calibrated one against the rest, then normalized`(index: Int) throws {
    let vector = DecisionVectors.all.multiclass[index]
    let logits = try Tensor(vector.logits, shape: [vector.classes.count, vector.classCount])
    for (method, expected) in [
      (ProbabilityCalibration.Method.platt, vector.platt), (.isotonic, vector.isotonic),
    ] {
      let calibration = try ProbabilityCalibration(method, classes: vector.classes, logits: logits)
      let found = try ProbabilityAdjustment(calibration: calibration, prior: nil).probabilities(logits)
      // Probabilities are in single precision.
      for (place, value) in expected.enumerated() {
        #expect(abs(Double(found.scalars[place]) - value) < 2e-7, "\(method) \(place)")
      }
    }
    let found = try TemperatureScaling(classes: vector.classes, logits: logits)
    #expect(relativeDifference(found.temperature, vector.temperature) < 1e-6)
  }

  @Test func `rows count by their weights, as scikit-learn's sample_weight`() throws {
    let vector = DecisionVectors.all.weighted
    let (events, scores) = (vector.classes.map { $0 == 1 }, vector.logits.map { Double($0) })
    let curve = try PlattScaling(events: events, scores: scores, weights: vector.weights)
    let steps = try IsotonicCalibration(events: events, scores: scores, weights: vector.weights)
    for (index, score) in vector.at.enumerated() {
      // scikit-learn's L-BFGS stops at about 1e-5.
      #expect(abs(curve.probability(of: score) - vector.plattAt[index]) < 1e-4)
      #expect(abs(steps.probability(of: score) - vector.isotonicAt[index]) < 1e-12)
    }
    let found = try TemperatureScaling(
      classes: vector.classes, logits: Tensor(vector.logits), weights: vector.weights)
    #expect(relativeDifference(found.temperature, vector.temperature) < 1e-6)
    let threshold = try DecisionThreshold(
      events: events, probabilities: vector.probabilities, metric: .f1, weights: vector.weights)
    #expect(abs(threshold.value - vector.f1.threshold) < 1e-12)
    #expect(abs(threshold.score - vector.f1.score) < 1e-12)
    #expect(abs(threshold.scoreAtHalf - vector.f1.atHalf) < 1e-12)
    #expect(throws: LogitError.self) {
      try PlattScaling(events: events, scores: scores, weights: scores.map { _ in 0 })
    }
  }

  @Test func `logits that divide the classes have the lowest temperature, and a steep but finite curve`()
    throws
  {
    let logits: [Float] = [-3, -2, 1, 4]
    #expect(try TemperatureScaling(classes: [0, 0, 1, 1], logits: Tensor(logits)).temperature == 0.01)
    #expect(try TemperatureScaling(classes: [1, 1, 0, 0], logits: Tensor(logits)).temperature == 100)
    for classes in [[0, 0, 1, 1], [1, 1, 0, 0]] as [[Int32]] {
      #expect(try TemperatureScaling(classes: classes, logits: Tensor(logits)).isAtLimit)
    }
    #expect(try !TemperatureScaling(classes: [0, 1, 0, 1], logits: Tensor(logits)).isAtLimit)
    let curve = try PlattScaling(events: [false, false, true, true], scores: logits.map { Double($0) })
    #expect(curve.slope > 0 && curve.slope < 10)
    // Rows of one class, and equal scores, have a curve, too.
    #expect(try PlattScaling(events: [true, true], scores: [1, 1]).probability(of: 1) > 0.7)
    #expect(try IsotonicCalibration(events: [true, false], scores: [1, 1]).probabilities == [0.5])
  }

  @Test func `a prior moves the log-odds by the logarithm of the ratios`() throws {
    let prior = try PriorCorrection(trained: [0.5, 0.5], actual: [0.97, 0.03])
    let adjustment = ProbabilityAdjustment(calibration: nil, prior: prior)
    let logits: [Float] = [-2, 0, 1.5, 20]
    let found = try adjustment.probabilities(Tensor(logits)).scalars
    for (logit, probability) in zip(logits, found) {
      let expected = 1 / (1 + exponential(-(Double(logit) + naturalLogarithm(0.03 / 0.97))))
      #expect(abs(Double(probability) - expected) < 1e-7)
    }
    let three = try PriorCorrection(trained: [0.2, 0.3, 0.5], actual: [0.5, 0.3, 0.2])
    let same = try ProbabilityAdjustment(calibration: nil, prior: three)
      .probabilities(Tensor([Float(0), 0, 0], shape: [1, 3])).scalars
    // Ratios 2.5, 1 and 0.4.
    for (probability, ratio) in zip(same, [2.5, 1.0, 0.4]) {
      #expect(abs(Double(probability) - ratio / 3.9) < 1e-7)
    }
    for shares in [[0.5, 0.6], [0, 1], [0.5, .nan]] {
      #expect(throws: LogitError.self) { try PriorCorrection(trained: [0.5, 0.5], actual: shares) }
    }
  }

  @Test func `rows that cannot be learned from are refused`() throws {
    #expect(throws: LogitError.self) { try PlattScaling(events: [], scores: []) }
    #expect(throws: LogitError.self) { try PlattScaling(events: [true], scores: [1, 2]) }
    #expect(throws: LogitError.self) { try IsotonicCalibration(events: [true], scores: [.nan]) }
    #expect(throws: LogitError.self) { try TemperatureScaling(classes: [2], logits: Tensor([Float(1)])) }
    #expect(throws: LogitError.self) {
      try TemperatureScaling(classes: [0], logits: Tensor([Float.infinity]))
    }
    #expect(throws: LogitError.self) { try IsotonicCalibration(scores: [1, 1], probabilities: [0, 1]) }
    #expect(throws: LogitError.self) { try IsotonicCalibration(scores: [1, 2], probabilities: [0.5, 0.4]) }
    #expect(throws: LogitError.self) { try TemperatureScaling(temperature: 0) }
  }
}
