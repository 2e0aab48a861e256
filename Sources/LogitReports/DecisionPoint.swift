import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

/// Where the classes that a classifier of two classes decides on lie on its curves.
///
/// What was learned for the decision was learned without each row that is drawn, so the point need not lie on
/// the curve to the last row.
struct DecisionPoint {
  /// The probability of the second class above which it is predicted.
  let threshold: Double
  let falsePositiveRate: Double
  /// The share of rows of the second class that are predicted as it.
  let recall: Double
  let precision: Double

  /// - Returns: `nil` with more classes, or where the most probable class is predicted.
  init?(_ classifier: Classifier, _ rows: LabeledPredictions) throws {
    let rule = classifier.decision.rule
    guard rule != .mostProbable,
      let threshold = rule.threshold(classCount: classifier.classes.names.count)
    else { return nil }
    let matrix = try rows.confusionMatrix()
    self.threshold = threshold
    falsePositiveRate = 1 - matrix.recall(of: 0)
    (recall, precision) = (matrix.recall(of: 1), matrix.precision(of: 1))
  }

  var json: JSON {
    [
      "threshold": .finite(threshold), "false_positive_rate": .finite(falsePositiveRate),
      "recall": .finite(recall), "precision": .finite(precision),
    ]
  }
}

extension Axes {
  /// Marks where a classifier decides.
  mutating func mark(x: Double, y: Double, _ point: DecisionPoint) throws {
    try scatter(
      [x], [y], color: PlotColor(0xD62728), marker: .diamond, size: 70,
      label: "Predicted above \(point.threshold.fixed(decimals: 3))")
  }
}

extension ClassifierFigure {
  /// A figure of a curve for each of some classes.
  ///
  /// - Parameters:
  ///   - figure: The curves, with their legend.
  ///   - curves: The numbers of each.
  ///   - decision: Where the classifier decides, if that is marked.
  init(_ figure: Figure, curves: [JSON], _ decision: DecisionPoint?) throws {
    let members =
      [JSON.Member("curves", .array(curves))] + (decision.map { [JSON.Member("decision", $0.json)] } ?? [])
    self.init(
      page: FigureStack([try figure.widenedForLegend()]), data: .object(members),
      terminalHeight: PlotSelection.terminalHeight(classCount: curves.count))
  }
}
