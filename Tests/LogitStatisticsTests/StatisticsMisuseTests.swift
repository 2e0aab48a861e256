import Logit
import LogitStatistics
import LogitTestSupport
import Testing

/// Statistics of what has none.
@Suite struct StatisticsMisuseTests {
  private static let misuses: [Misuse] = {
    var list = MisuseList()
    list.addMatrices()
    list.addIntervals()
    list.addCalibrations()
    list.addRegressions()
    return list.all
  }()

  @Test(arguments: misuses) func `statistics that do not exist throw`(misuse: Misuse) {
    #expect(misuse.faults() == [])
  }

  @Test func `more bins than rows hold a row each`() throws {
    let curve = try ReliabilityCurve(
      events: [true, false, true], probabilities: [0.9, 0.1, 0.8], binCount: .max)
    #expect(curve.bins.map(\.rowCount) == [1, 1, 1])
  }

  @Test func `a matrix is printed with as many digits as there can be`() throws {
    let matrix = try ConfusionMatrix(labels: [0, 1], predictions: [0, 0], classCount: 2)
    #expect(matrix.table(normalization: .all, digits: -1) == matrix.table(normalization: .all, digits: 0))
    #expect(matrix.table(normalization: .all, digits: .max).contains("0.50000"))
  }

  /// Numbers of classes that do not exist, and what is said.
  private static let mistakes: [(message: String, run: @Sendable () throws -> Void)] = [
    ("Class 2 is not one of the 2 classes", { _ = try matrix()[actual: 0, predicted: 2] }),
    ("Class -1 is not one of the 2 classes", { _ = try matrix()[actual: -1, predicted: 0] }),
    ("Class 2 is not one of the 2 classes", { _ = try matrix().support(of: 2) }),
    ("Class 7 is not one of the 2 classes", { _ = try matrix().precision(of: 7) }),
    ("Class -1 is not one of the 2 classes", { _ = try matrix().recall(of: -1) }),
    ("Class 2 is not one of the 2 classes", { _ = try matrix().f1Score(of: 2) }),
    (
      "Classes 0 and 2 are not both in 0..<2",
      { _ = try CostMatrix(classCount: 2, values: [0, 1, 1, 0])[actual: 0, predicted: 2] }
    ),
    (
      "1 weights are not one for each of the 2 classes",
      { _ = try CostMatrix(classCount: 2, values: [0, 1, 1, 0]).meanCost(matrix(), weights: [1]) }
    ),
  ]

  private static func matrix() throws -> ConfusionMatrix {
    try ConfusionMatrix(labels: [0, 1], predictions: [0, 0], classCount: 2)
  }

  @Test(arguments: mistakes.indices)
  func `a class that does not exist ends the program with a message`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index = index as Int] in
      try StatisticsMisuseTests.mistakes[index].run()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Fatal error: ") && text.contains(Self.mistakes[index].message), "\(text)")
  }
}

extension MisuseList {
  fileprivate mutating func addMatrices() {
    for count in [0, -1, .max, 1 << 40] {
      add("a confusion matrix of \(count) classes") {
        _ = try ConfusionMatrix(labels: [], predictions: [], classCount: count)
      }
      add("costs of \(count) classes") { _ = try CostMatrix(classCount: count, values: []) }
    }
    add("fewer predictions than labels") {
      _ = try ConfusionMatrix(labels: [0, 1], predictions: [0], classCount: 2)
    }
    add("a class of -1") { _ = try ConfusionMatrix(labels: [-1], predictions: [0], classCount: 2) }
    add("a prediction of 2") { _ = try ConfusionMatrix(labels: [0], predictions: [2], classCount: 2) }
    add("a weight of NaN in a matrix") {
      _ = try ConfusionMatrix(labels: [0], predictions: [0], classCount: 2, weights: [.nan])
    }
    add("a report with -1 digits") {
      _ = try ClassificationReport(labels: [0], predictions: [0], classCount: 2, digits: -1)
    }
    add("a report with one name of two") {
      _ = try ClassificationReport(labels: [0], predictions: [0], classCount: 2, names: ["a"])
    }
    add("costs of NaN") { _ = try CostMatrix(classCount: 2, values: [0, .nan, 1, 0]) }
    add("costs that are all alike") { _ = try CostMatrix(classCount: 2, values: [1, 1, 1, 1]) }
  }

  fileprivate mutating func addIntervals() {
    for level in [0, 1, -1, 2, .nan] as [Double] {
      add("an interval of the level \(level)") {
        _ = try ConfidenceInterval.wilson(successes: 1, trials: 2, level: level)
      }
      add("a mean of the level \(level)") { _ = try ConfidenceInterval.mean(of: [1, 2], level: level) }
    }
    add("-1 of 2") { _ = try ConfidenceInterval.wilson(successes: -1, trials: 2) }
    add("3 of 2") { _ = try ConfidenceInterval.wilson(successes: 3, trials: 2) }
    add("0 of -1") { _ = try ConfidenceInterval.wilson(successes: 0, trials: -1) }
    add("0 of Int.min") { _ = try ConfidenceInterval.wilson(successes: 0, trials: .min) }
    add("a bootstrap of no rows") { _ = try ConfidenceInterval.bootstrap(count: 0) { _ in 1 } }
    add("a bootstrap of -1 samples") {
      _ = try ConfidenceInterval.bootstrap(count: 2, resamples: -1) { _ in 1 }
    }
    add("an area of fewer labels") { _ = try ROCArea(labels: [true], scores: [0.5, 0.25]) }
    add("an area of NaN") { _ = try ROCArea(labels: [true, false], scores: [0.5, .nan]) }
    add("a curve of labels of 2") {
      _ = try ROCCurve(labels: Tensor<Float>([0, 2]), scores: Tensor<Float>([0.5, 0.25]))
    }
    add("a curve of NaN") {
      _ = try PrecisionRecallCurve(labels: Tensor<Float>([0, 1]), scores: Tensor<Float>([0.5, .nan]))
    }
  }

  fileprivate mutating func addCalibrations() {
    for count in [0, -1, .min] {
      add("a reliability curve of \(count) bins") {
        _ = try ReliabilityCurve(events: [true], probabilities: [0.5], binCount: count)
      }
    }
    add("a reliability curve of NaN") { _ = try ReliabilityCurve(events: [true], probabilities: [.nan]) }
    add("a reliability curve of fewer events") { _ = try ReliabilityCurve(events: [], probabilities: [0.5]) }
    for temperature in [0, -1, .nan, .infinity] as [Double] {
      add("the temperature \(temperature)") { _ = try TemperatureScaling(temperature: temperature) }
    }
    add("a slope of NaN") { _ = try PlattScaling(slope: .nan, intercept: 0) }
    add("Platt's scaling of no rows") { _ = try PlattScaling(events: [], scores: []) }
    add("Platt's scaling of fewer scores") { _ = try PlattScaling(events: [true, false], scores: [1]) }
    add("isotonic steps that fall") {
      _ = try IsotonicCalibration(scores: [1, 2], probabilities: [0.9, 0.1])
    }
    add("isotonic steps of two lengths") {
      _ = try IsotonicCalibration(scores: [1, 2], probabilities: [0.1])
    }
    add("shares of nothing") { _ = try PriorCorrection(trained: [], actual: []) }
    add("shares of 0") { _ = try PriorCorrection(trained: [0, 1], actual: [0.5, 0.5]) }
    add("shares of two lengths") { _ = try PriorCorrection(trained: [0.5, 0.5], actual: [1]) }
    add("conformal scores of no folds") { _ = try ConformalScores([]) }
    add("conformal scores of an empty fold") { _ = try ConformalScores([[0.5], []]) }
    add("conformal scores of NaN") { _ = try ConformalScores([[.nan]]) }
  }

  fileprivate mutating func addRegressions() {
    let x = Tensor([1.0, 2, 3, 4])
    add("a design of a vector") { _ = try RegressionDesign(x) }
    add("a design of no rows") { _ = try RegressionDesign(Tensor<Double>.zeros([0, 2])) }
    add("a design of nothing at all") {
      _ = try RegressionDesign(Tensor<Double>.zeros([2, 0]), hasIntercept: false)
    }
    add("a design of one name of two") {
      _ = try RegressionDesign(Tensor<Double>.zeros([2, 2]), columnNames: ["a"])
    }
    add("terms that leave a column out") {
      _ = try RegressionDesign(
        Tensor<Double>.zeros([2, 2]), terms: [RegressionDesign.Term(name: "a", columns: 1..<2, factors: [])])
    }
    add("terms beyond the columns") {
      _ = try RegressionDesign(
        Tensor<Double>.zeros([2, 2]), terms: [RegressionDesign.Term(name: "a", columns: 0..<9, factors: [])])
    }
  }
}
