import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// The true positive rate of a class against its false positive rate, for every threshold.
  public static let roc = ClassifierPlot(
    name: "roc", summary: "false against true positives, with the area under the curve",
    draw: ROCPlot.draw)
}

private enum ROCPlot {
  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let names = classifier.classes.names
    let classes = rows.curveClasses.filter { (1..<rows.rowCount).contains(rows.rowCount(of: $0)) }
    guard !classes.isEmpty else { throw UnsuitablePlot("roc", .oneClass(names[rows.labels[0]])) }
    let areas = try classes.map { try rows.rocArea(of: $0) }
    let selection = PlotSelection(classes, called: "area") { areas[classes.firstIndex(of: $0) ?? 0].value }
    var figure = try Figure.ofShares(
      title: "ROC curve\(selection.note)", x: "False positive rate", y: "True positive rate")
    try figure.axes.line(
      [0.0, 1], [0.0, 1], color: .gray, width: 1, style: .dashed, label: "Chance (AUC 0.5)")
    var (curves, encoded): ([ClassCurve], [JSON]) = ([], [])
    for (label, area) in zip(classes, areas) {
      let curve = try rows.rocCurve(of: label)
      let line = Polyline(x: curve.falsePositiveRates, y: curve.truePositiveRates, values: curve.thresholds)
      let interval = classes.count == 1 ? area.interval : nil
      let range =
        interval.map { ", 95 % \($0.lower.fixed(decimals: 3)) to \($0.upper.fixed(decimals: 3))" } ?? ""
      curves.append(
        ClassCurve(
          label: label, line: line, score: area.value,
          text: "\(names[label].shortened(to: 20)) (AUC \(area.value.fixed(decimals: 3))\(range))"))
      encoded.append(
        [
          "class": .string(names[label]), "area": .finite(area.value),
          "interval": area.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
          "false_positive_rate": .numbers(line.x), "true_positive_rate": .numbers(line.y),
          "threshold": .numbers(line.values),
        ])
    }
    try figure.axes.add(curves, selection, scoreName: "AUC")
    let decision = try DecisionPoint(classifier, rows)
    if let decision {
      try figure.axes.mark(x: decision.falsePositiveRate, y: decision.recall, decision)
    }
    return try ClassifierFigure(figure, curves: encoded, decision)
  }
}
