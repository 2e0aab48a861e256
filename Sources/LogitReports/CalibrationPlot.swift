import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// How often predictions come true against their probability, and the distribution of the probabilities.
  public static let calibration = ClassifierPlot(
    name: "calibration", summary: "how often what was given a probability comes true",
    draw: CalibrationPlot.draw)
}

private enum CalibrationPlot {
  private static let barCount = 20

  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let names = classifier.classes.names
    let isBinary = names.count == 2
    let bins = try rows.reliabilityCurve().bins
    let error = try rows.expectedCalibrationError()
    let probability =
      isBinary ? "Probability of \(names[1].shortened(to: 30))" : "Probability of the predicted class"
    var figure = try Figure.ofShares(
      title: "Calibration (expected calibration error \(error.fixed(decimals: 3)))", x: "",
      y: isBinary ? "Share of \(names[1].shortened(to: 30))" : "Share predicted right")
    figure.axes.legendLocation = .upperLeft
    try figure.axes.line([0.0, 1], [0.0, 1], color: .gray, width: 1, style: .dashed, label: "Perfect")
    let (x, y) = (bins.map(\.meanProbability), bins.map(\.share))
    try figure.axes.errorBars(
      x, from: bins.map(\.interval.lower), to: bins.map(\.interval.upper), color: .ofClass(0), width: 1.2,
      label: "95 % interval")
    try figure.axes.line(x, y, color: .ofClass(0))
    try figure.axes.scatter(x, y, color: .ofClass(0), label: binText(bins.map(\.rowCount)))
    return ClassifierFigure(
      page: FigureStack([figure, try histogram(rows.confidences, label: probability)]),
      data: [
        "expected_calibration_error": .finite(error), "of": .string(isBinary ? names[1] : "predicted class"),
        "bins": .array(
          bins.map {
            [
              "rows": .integer($0.rowCount), "events": .integer($0.eventCount),
              "mean_probability": .finite($0.meanProbability), "share": .finite($0.share),
              "interval": .numbers([$0.interval.lower, $0.interval.upper]),
            ]
          }),
      ], terminalHeight: 34)
  }

  /// The number of bins and of rows in each.
  private static func binText(_ counts: [Int]) -> String {
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let rows = least == most ? least.counted("row") : "\(least.grouped) to \(most.counted("row"))"
    return "\(counts.count.counted("bin")) of \(rows)"
  }

  private static func histogram(_ probabilities: [Float], label: String) throws -> Figure {
    var counts = [Int](repeating: 0, count: barCount)
    for probability in probabilities {
      counts[min(max(Int(probability * Float(barCount)), 0), barCount - 1)] += 1
    }
    var figure = try Figure(width: 6, height: 1.7)
    try figure.axes.bars(
      counts.indices.map { (Double($0) + 0.5) / Double(barCount) }, counts, width: 0.9 / Double(barCount),
      color: .ofClass(0))
    figure.axes.xLimits = Figure.margins
    figure.axes.xLabel = label
    figure.axes.yLabel = "Rows"
    figure.axes.grid = Grid(opacity: 0.4, direction: .horizontal)
    return figure
  }
}
