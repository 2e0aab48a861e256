import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// What is learned for decisions from a handful of rows, and how much of it is said.
@Suite struct FewRowDecisionTests {
  private static func table(rows: Int, classes: [String]) throws -> Table {
    try Table([
      Column("x", numbers: (0..<rows).map { Double($0 * 7 % 13) + 2 * Double($0 % classes.count) }),
      Column("y", strings: (0..<rows).map { classes[$0 % classes.count] }),
    ])
  }

  @Test(arguments: ProbabilityCalibration.Method.allCases, [["a", "b"], ["a", "b", "c"]])
  func `rows held out have probabilities, however few they are, and the same ones when measured again`(
    method: ProbabilityCalibration.Method, classes: [String]
  ) throws {
    // A row of each class is held out, and then more.
    let least = Double(classes.count)
    for (rows, share) in [(12, least / 12), (30, least / 30), (14, 0.25), (30, 0.3)] {
      let table = try Self.table(rows: rows, classes: classes)
      var options = ClassifierOptions()
      (options.decision.calibration, options.measuring) = (method, .holdout(share))
      let (classifier, report) = try Classifier.fit(table, target: "y", options: options)
      let measured = try classifier.measuredPredictions(of: table).rows
      #expect(measured.predictions.probabilities.scalars.allSatisfy { (0...1).contains($0) }, "\(rows) rows")
      #expect(try classifier.measure(table).scores == report.scores)
    }
  }

  @Test(arguments: ProbabilityCalibration.Method.allCases)
  func `a row is calibrated by other rows only, also where there is one of each class`(
    method: ProbabilityCalibration.Method
  ) throws {
    var options = DecisionOptions()
    options.calibration = method
    let learner = try DecisionLearner(options, ["a", "b", "c"], training: [1, 1, 1], all: [1, 1, 1])
    let logits: [Float] = [2, 0, -1, 0.5, 1, 0, -1, 0, 3]
    func outputs(_ logits: [Float]) throws -> [Float] {
      try learner.crossFitted(Tensor(logits, shape: [3, 3]), [0, 1, 2], folds: nil, weights: nil).outputs
        .scalars
    }
    let found = try outputs(logits)
    // What is said of the first row does not depend on its class, nor on how its logits would calibrate
    // others.
    let (classes, folds): ([Int32], [Int32]) = ([1, 1, 2], [0, 1, 2])
    let other = try learner.crossFitted(Tensor(logits, shape: [3, 3]), classes, folds: folds, weights: nil)
    #expect(Array(other.outputs.scalars.prefix(3)) == Array(found.prefix(3)))
  }

  @Test(arguments: [ThresholdMetric?.none, .f1], [ProbabilityCalibration.Method?.none, .platt])
  func `a single row measures nothing that is learned, which is not said to be measured`(
    metric: ThresholdMetric?, method: ProbabilityCalibration.Method?
  ) throws {
    var options = DecisionOptions()
    (options.calibration, options.threshold) = (method, metric.map { .best($0) })
    let learner = try DecisionLearner(options, ["a", "b"], training: [1, 1], all: [1, 1])
    let output: Float = method == nil ? 0.8 : 1.5
    let (learned, outputs) = try LearnedDecision.learned(
      learner, outputs: Tensor([output], shape: [1, 1]), classes: [1], folds: nil, weights: nil)
    let probability = method == nil ? output : Float(1 / (1 + exponential(-1.5)))
    #expect(outputs.scalars == [probability])
    let report = DecisionReport(learned.decision, learned)
    let learns = method != nil || metric != nil
    #expect((report.scores == nil) == learns && report.metricValue == nil)
    #expect(!report.text(classNames: ["a", "b"]).contains("without"))
    #expect(report.json["log_loss_before"] == nil && report.json["metric"] == nil)
  }

  @Test func `a temperature that is no minimum is called the last that was tried`() throws {
    let logits: [Float] = [-3, -2, 1, 4]
    for (classes, words) in [
      ([0, 0, 1, 1], "the least that is tried"), ([1, 1, 0, 0], "the greatest"), ([0, 1, 0, 1], ""),
    ]
      as [([Int32], String)]
    {
      let calibration = ProbabilityCalibration.temperature(
        try TemperatureScaling(classes: classes, logits: Tensor(logits)))
      let decision = ClassDecision(
        adjustment: ProbabilityAdjustment(calibration: calibration, prior: nil), rule: .mostProbable)
      let text = decision.text(classNames: ["a", "b"])
      #expect(text.contains("tried") == !words.isEmpty && text.contains(words), "\(text)")
    }
  }

  @Test(arguments: [1, 1_999, 2_001, 3_999, 4_001, 12_345])
  func `the mean size of sets is that of all rows, in whatever order they are`(rows: Int) throws {
    // Half of the rows are sure, and come first.
    let features = (0..<rows).map { row in row < rows / 2 ? (row % 2 == 0 ? Float(9) : -9) : 0 }
    let matrix = try LabeledMatrix(
      features: Tensor(features, shape: [rows, 1]), classes: (0..<rows).map { Int32($0 % 2 == 0 ? 1 : 0) })
    let head = ClassHead(classCount: 2)
    let model = try head.model(LinearEstimates(kernel: Tensor([1.0], shape: [1, 1]), bias: [0]))
    let learner = try DecisionLearner(DecisionOptions(), ["a", "b"], training: [1, 1], all: [1, 1])
    let measured = try MeasuredRows(heldOut: matrix, model, learner)
    let coverage = try #require(measured.coverage)
    var outputs = Tensor<Float>([])
    try measured.rows.forEachBatch { outputs = $0.probabilities }
    let size = (0..<rows).reduce(0) {
      $0 + coverage.setSize(outputs, row: $1, fold: nil, head, 0.95)
    }
    let notes = try #require(measured.sets(isGuaranteed: false))
    #expect(notes.rowCount <= 4_000 && abs(notes.meanSize - Double(size) / Double(rows)) < 1e-3)
  }
}
