import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// What a classifier of two classes decides by, for every threshold: the metric or the cost that its
  /// threshold was chosen by, or accuracy, balanced accuracy and F1 score where nothing was.
  public static let threshold = ClassifierPlot(
    name: "threshold", summary: "the metric or cost of every threshold between two classes",
    suits: { $0.classes.names.count == 2 }, draw: ThresholdPlot.draw)
}

private enum ThresholdPlot {
  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let names = classifier.classes.names
    guard names.count == 2 else {
      throw UnsuitablePlot("threshold", .thresholdOfTwoClasses(found: names.count))
    }
    guard (1..<rows.rowCount).contains(rows.rowCount(of: 1)) else {
      throw UnsuitablePlot("threshold", .oneClass(names[rows.labels[0]]))
    }
    let probabilities = rows.probabilities(of: 1)
    if let row = probabilities.firstIndex(where: { !$0.isFinite }) {
      throw LogitError.nonFiniteInput(name: "probabilities", row: row, column: 1, value: probabilities[row])
    }
    let decision = classifier.decision
    let threshold = decision.rule.threshold(classCount: 2) ?? 0.5
    let curves = ThresholdCurves(rows, decision)
    var figure = try Figure(width: 7, height: 4.8)
    figure.axes.title = "\(curves.title) by threshold"
    figure.axes.xLabel = "Threshold: \"\(names[1].shortened(to: 20))\" is predicted above it"
    figure.axes.yLabel = curves.title
    figure.axes.xLimits = Figure.margins
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = true
    var encoded: [JSON] = []
    for (index, curve) in curves.all.enumerated() {
      let line = Polyline(x: curve.thresholds, y: curve.values, values: [])
      let style = SeriesStyle(index)
      try figure.axes.line(line.x, line.y, color: style.color, style: style.line, label: curve.label)
      encoded.append(
        [
          "measure": .string(curve.name), "threshold": .numbers(line.x), "value": .numbers(line.y),
          "at_threshold": .finite(curve.value(above: threshold)),
          "at_half": .finite(curve.value(above: 0.5)),
        ])
    }
    let marked = curves.all.map { $0.value(above: threshold) }
    let mark = decision.rule == .mostProbable ? "Most probable class" : "The model's threshold"
    try figure.axes.scatter(
      marked.map { _ in threshold }, marked, color: PlotColor(0xD62728), marker: .diamond, size: 70,
      label: "\(mark), \(threshold.fixed(decimals: 3))")
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend()]),
      data: .object([
        JSON.Member("threshold", .finite(threshold)), JSON.Member("curves", .array(encoded)),
      ]))
  }
}

/// What each threshold makes of rows, which count by their weights, as where a threshold is chosen.
private struct ThresholdCurves {
  /// What is measured, such as `F1 score`.
  let title: String
  let all: [Curve]

  /// A measure as a step function of the threshold.
  struct Curve {
    /// As an option calls it, such as `balanced-accuracy`; `cost` for a mean cost.
    let name: String
    let label: String
    /// The ends of the steps, two for each.
    let thresholds: [Double]
    let values: [Double]

    /// The value for rows that are predicted as positive above a threshold.
    func value(above threshold: Double) -> Double {
      // Of the steps that begin at or below it the last.
      var found = Double.nan
      for start in stride(from: 0, to: thresholds.count, by: 2) where thresholds[start] <= threshold {
        found = values[start]
      }
      return found
    }
  }

  init(_ rows: LabeledPredictions, _ decision: ClassDecision) {
    let counts = ThresholdCounts(rows, decision.adjustment?.prior)
    if case .leastCost(let costs) = decision.rule {
      title = "Mean cost"
      all = [
        counts.curve("cost", "Mean cost of a row") { positives, negatives in
          let total = counts.positives + counts.negatives
          let wrong =
            negatives * costs[actual: 0, predicted: 1]
            + (counts.positives - positives) * costs[actual: 1, predicted: 0]
          let right =
            (counts.negatives - negatives) * costs[actual: 0, predicted: 0]
            + positives * costs[actual: 1, predicted: 1]
          return (wrong + right) / total
        }
      ]
      return
    }
    let metrics = decision.metric.map { [$0] } ?? [.accuracy, .balancedAccuracy, .f1]
    title = decision.metric?.words.capitalizedFirst ?? "Accuracy and F1 score"
    all = metrics.map { metric in
      counts.curve(metric.rawValue, metric.words.capitalizedFirst) { positives, negatives in
        metric.value(
          truePositives: positives, falsePositives: negatives, positives: counts.positives,
          negatives: counts.negatives)
      }
    }
  }
}

/// The rows of each class whose probability, a finite number, is above each threshold, by their weights, and
/// so that the classes are as frequent as they are said to be.
private struct ThresholdCounts {
  let positives: Double
  let negatives: Double
  /// 0, the probabilities in ascending order, each once, and 1; between two of them nothing changes.
  private var thresholds: [Double] = []
  /// The positive and the negative rows above each threshold.
  private var above: [(positives: Double, negatives: Double)] = []

  init(_ rows: LabeledPredictions, _ prior: PriorCorrection?) {
    let probabilities = rows.probabilities(of: 1)
    var counts = [0.0, 0.0]
    for (row, label) in rows.labels.enumerated() { counts[label] += rows.weights?[row] ?? 1 }
    let total = counts[0] + counts[1]
    let weights = [0, 1].map { label in prior.map { $0.actual[label] * total / counts[label] } ?? 1 }
    (negatives, positives) = (weights[0] * counts[0], weights[1] * counts[1])
    // From the greatest down, so that each threshold has the rows above it.
    let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
    var found: (positives: Double, negatives: Double) = (0, 0)
    var place = 0
    var thresholds: [Double] = []
    var above: [(positives: Double, negatives: Double)] = []
    while place < order.count {
      let probability = probabilities[order[place]]
      thresholds.append(Double(probability))
      above.append(found)
      while place < order.count, probabilities[order[place]] == probability {
        let row = order[place]
        let weight = weights[rows.labels[row]] * (rows.weights?[row] ?? 1)
        if rows.labels[row] == 1 { found.positives += weight } else { found.negatives += weight }
        place += 1
      }
    }
    if thresholds.last != 0 {
      thresholds.append(0)
      above.append(found)
    }
    (self.thresholds, self.above) = (thresholds.reversed(), above.reversed())
  }

  /// A measure of the rows of each class above a threshold.
  func curve(
    _ name: String, _ label: String, _ value: (_ positives: Double, _ negatives: Double) -> Double
  ) -> ThresholdCurves.Curve {
    var (x, y): ([Double], [Double]) = ([], [])
    for (index, start) in thresholds.enumerated() {
      let found = value(above[index].positives, above[index].negatives)
      x += [start, index + 1 < thresholds.count ? thresholds[index + 1] : 1]
      y += [found, found]
    }
    return ThresholdCurves.Curve(name: name, label: label, thresholds: x, values: y)
  }
}

extension String {
  /// With a capital at the start.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
