import LogitStatistics
import Testing

@testable import LogitClassifier
@testable import LogitPlots
@testable import LogitReports

/// The figure of a metric, or of the cost, against the threshold.
@Suite struct ThresholdFigureTests {
  private static func classifier(_ change: (inout DecisionOptions) -> Void = { _ in }) throws -> (
    classifier: Classifier, rows: LabeledPredictions
  ) {
    try ReportFigureTests.classifier(classes: 2) {
      $0 = ClassifierOptions()
      change(&$0.decision)
    }
  }

  private static func numbers(_ json: JSON?) -> [Double] { (json?.array ?? []).compactMap(\.double) }

  /// The confusion of rows that are predicted as the second class above a threshold.
  private static func confusion(_ rows: LabeledPredictions, above threshold: Double) throws -> ConfusionMatrix
  {
    let predicted = rows.probabilities(of: 1).map { Double($0) > threshold ? 1 : 0 }
    return try ConfusionMatrix(labels: rows.labels, predictions: predicted, classCount: 2)
  }

  @Test("Without a decision accuracy, balanced accuracy and F1 score are drawn, as each threshold makes them")
  func metrics() throws {
    let (classifier, rows) = try Self.classifier()
    let figure = try classifier.figure(.threshold, rows: rows)
    let curves = try #require(figure.data["curves"]?.array)
    #expect(curves.map { $0["measure"]?.string } == ["accuracy", "balanced-accuracy", "f1"])
    #expect(figure.data["threshold"]?.double == 0.5)
    for (curve, metric) in zip(curves, [ThresholdMetric.accuracy, .balancedAccuracy, .f1]) {
      let (x, y) = (Self.numbers(curve["threshold"]), Self.numbers(curve["value"]))
      #expect(x.count == y.count && x.first == 0 && x.last == 1)
      #expect(zip(x, x.dropFirst()).allSatisfy { $0 <= $1 })
      // In the middle of each step, where no rounding decides.
      for index in x.indices.dropLast() where x[index] < x[index + 1] && y[index] == y[index + 1] {
        let matrix = try Self.confusion(rows, above: (x[index] + x[index + 1]) / 2)
        let expected = metric.value(
          truePositives: matrix[actual: 1, predicted: 1], falsePositives: matrix[actual: 0, predicted: 1],
          positives: matrix.support(of: 1), negatives: matrix.support(of: 0))
        #expect(abs(expected - y[index]) < 1e-12)
      }
      #expect(curve["at_half"] == curve["at_threshold"])
    }
    let svg = figure.page.figures[0].svg()
    for text in [
      "Accuracy", "Balanced accuracy", "F1 score", "Most probable class, 0.500", "is predicted above it",
    ] {
      #expect(svg.contains(text), "\(text)")
    }
  }

  @Test("The metric that a threshold was chosen by is drawn alone, with the threshold marked")
  func chosen() throws {
    let (classifier, rows) = try Self.classifier { $0.threshold = .best(.mcc) }
    let figure = try classifier.figure(.threshold, rows: rows)
    let threshold = try #require(classifier.decision.rule.threshold(classCount: 2))
    #expect(figure.data["threshold"]?.double == threshold)
    #expect(figure.data["curves"]?.array?.map { $0["measure"]?.string } == ["mcc"])
    let matrix = try Self.confusion(rows, above: threshold)
    let expected = ThresholdMetric.mcc.value(
      truePositives: matrix[actual: 1, predicted: 1], falsePositives: matrix[actual: 0, predicted: 1],
      positives: matrix.support(of: 1), negatives: matrix.support(of: 0))
    let found = try #require(figure.data["curves"]?.array?.first?["at_threshold"]?.double)
    #expect(abs(found - expected) < 1e-12)
    #expect(figure.page.figures[0].axes.title == "Matthews correlation by threshold")
    #expect(ClassifierPlot.usual(for: classifier, hasRows: true).contains { $0.name == "threshold" })
  }

  @Test("Of costs the mean cost is drawn, which is that of the classes decided on at the threshold")
  func costs() throws {
    let (classifier, rows) = try Self.classifier {
      $0.costs = [
        ErrorCost(actual: "name 1", predicted: "name 0", cost: 5),
        ErrorCost(actual: "name 0", predicted: "name 1", cost: 1),
      ]
    }
    guard case .leastCost(let costs) = classifier.decision.rule else {
      Issue.record("\(classifier.decision.rule)")
      return
    }
    let curve = try #require(try classifier.figure(.threshold, rows: rows).data["curves"]?.array?.first)
    #expect(curve["measure"] == "cost")
    let expected = try costs.meanCost(Self.confusion(rows, above: costs.threshold ?? .nan))
    #expect(abs((curve["at_threshold"]?.double ?? .nan) - expected) < 1e-12)
  }

  @Test(
    "Rows count by their weights, as where the threshold is chosen",
    arguments: [Measuring.crossValidation(), .holdout(0.25)])
  func weighted(_ measuring: Measuring) throws {
    var random = RandomGenerator(seed: 3)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: 240).scalars
    let table = try Table([
      Column("x", numbers: noise.indices.map { Double(noise[$0]) + Double($0 % 2) } as [Double]),
      Column("w", numbers: noise.indices.map { $0 % 3 == 0 ? 0 : $0 % 2 == 0 ? 1 : 5 } as [Double]),
      Column("class", strings: noise.indices.map { $0 % 2 == 0 ? "no" : "yes" }),
    ])
    var options = ClassifierOptions()
    (options.weights, options.measuring) = ("w", measuring)
    options.decision.threshold = .best(.accuracy)
    let classifier = try Classifier.fit(table, target: "class", options: options).classifier
    for isOther in [false, true] {
      let other = isOther ? try table.rows(at: Array(0..<200)) : table
      let rows = try classifier.measuredPredictions(of: other).rows
      #expect(rows.weights?.count == rows.rowCount && rows.weights?.contains(0) == false)
      let curve = try #require(classifier.figure(.threshold, rows: rows).data["curves"]?.array?.first)
      let (x, y) = (Self.numbers(curve["threshold"]), Self.numbers(curve["value"]))
      for index in x.indices.dropLast() where x[index] < x[index + 1] && y[index] == y[index + 1] {
        let middle = (x[index] + x[index + 1]) / 2
        let predicted = rows.probabilities(of: 1).map { Double($0) > middle ? 1 : 0 }
        let matrix = try ConfusionMatrix(
          labels: rows.labels, predictions: predicted, classCount: 2,
          weights: rows.table.column("w").numbers().map { Float($0) })
        #expect(abs(matrix.accuracy - y[index]) < 1e-12)
      }
    }
  }

  @Test("A probability that is no number is refused, as by the other figures")
  func notANumber() throws {
    let (classifier, rows) = try Self.classifier()
    var values = rows.probabilities(of: 1)
    values[3] = .nan
    let odd = LabeledPredictions(
      predictions: Predictions(
        classNames: rows.predictions.classNames, outputs: try Tensor(values, shape: [rows.rowCount, 1])),
      labels: rows.labels, table: rows.table, droppedRowCount: 0)
    for plot in [ClassifierPlot.threshold, .roc, .precisionRecall, .calibration] {
      #expect(throws: LogitError.self, "\(plot.name)") { try classifier.figure(plot, rows: odd) }
    }
  }

  @Test("More classes, and rows of one class, have none")
  func unsuitable() throws {
    let (classifier, rows) = try ReportFigureTests.classifier(classes: 3)
    #expect(throws: UnsuitablePlot("threshold", .thresholdOfTwoClasses(found: 3))) {
      try classifier.figure(.threshold, rows: rows)
    }
    #expect(!ClassifierPlot.threshold.suits(classifier, hasRows: true))
    let two = try Self.classifier()
    #expect(!ClassifierPlot.usual(for: two.classifier, hasRows: true).contains { $0.name == "threshold" })
    let labels = two.rows.labels
    let alone = try two.rows.table.rows(at: labels.indices.filter { labels[$0] == 0 })
    let rowsOfOne = try two.classifier.labeledPredictions(of: alone)
    #expect(throws: UnsuitablePlot("threshold", .oneClass("name 0"))) {
      try two.classifier.figure(.threshold, rows: rowsOfOne)
    }
  }
}
