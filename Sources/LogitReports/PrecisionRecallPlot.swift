import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// The precision of a class against its recall, for every threshold.
  public static let precisionRecall = ClassifierPlot(
    name: "precision-recall", summary: "precision against recall, with the average precision",
    draw: PrecisionRecallPlot.draw)
}

private enum PrecisionRecallPlot {
  /// With more classes, base rates lie on top of each other; the legend lists them all.
  private static let mostBaseRates = 5

  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let names = classifier.classes.names
    let classes = rows.curveClasses.filter { rows.rowCount(of: $0) > 0 }
    guard !classes.isEmpty else {
      throw UnsuitablePlot("precision-recall", .noRows(needed: names[1], found: names[0]))
    }
    let curves = try classes.map { try rows.precisionRecallCurve(of: $0) }
    let selection = PlotSelection(classes, called: "average precision") {
      curves[classes.firstIndex(of: $0) ?? 0].averagePrecision
    }
    var figure = try Figure.ofShares(
      title: "Precision and recall\(selection.note)", x: "Recall", y: "Precision")
    var (lines, encoded): ([ClassCurve], [JSON]) = ([], [])
    for (label, curve) in zip(classes, curves) {
      let baseRate = Double(rows.rowCount(of: label)) / Double(rows.rowCount)
      let line = steps(curve)
      if classes.count <= mostBaseRates {
        try figure.axes.line(
          [0.0, 1], [baseRate, baseRate], color: .ofClass(label), width: 1, style: .dotted,
          label: classes.count == 1 ? "Base rate (\(baseRate.fixed(decimals: 3)))" : nil)
      }
      let rate = classes.count == 1 ? "" : ", base rate \(baseRate.fixed(decimals: 3))"
      lines.append(
        ClassCurve(
          label: label, line: line, score: curve.averagePrecision,
          text:
            "\(names[label].shortened(to: 20)) (AP \(curve.averagePrecision.fixed(decimals: 3))\(rate))"))
      encoded.append(
        [
          "class": .string(names[label]), "average_precision": .finite(curve.averagePrecision),
          "base_rate": .finite(baseRate), "recall": .numbers(line.x), "precision": .numbers(line.y),
        ])
    }
    try figure.axes.add(lines, selection, scoreName: "AP")
    let decision = try DecisionPoint(classifier, rows)
    if let decision { try figure.axes.mark(x: decision.recall, y: decision.precision, decision) }
    return try ClassifierFigure(figure, curves: encoded, decision)
  }

  /// The curve as the step function whose area is the average precision: between two recalls it has the
  /// precision of the larger one, since only that threshold reaches such a recall.
  private static func steps(_ curve: PrecisionRecallCurve) -> Polyline {
    var (x, y): ([Double], [Double]) = ([], [])
    for (recall, precision) in zip(curve.recalls, curve.precisions).reversed() {
      // The point without a threshold, at recall 0 and precision 1, is a convention rather than a
      // measurement.
      if let last = x.last, last != recall {
        x.append(last)
        y.append(precision)
      }
      x.append(recall)
      y.append(precision)
    }
    return Polyline(x: Array(x.dropFirst()), y: Array(y.dropFirst()), values: [])
  }
}
