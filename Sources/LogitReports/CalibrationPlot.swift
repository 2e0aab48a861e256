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
  /// The margin around what is shown, as a share of it.
  private static let margin = 0.06

  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let names = classifier.classes.names
    let isBinary = classifier.classes.head.isBinary
    let bins = try rows.reliabilityCurve().bins
    let error = try rows.expectedCalibrationError()
    let range = range(of: bins)
    let probability =
      isBinary ? "Probability of \(names[1].shortened(to: 30))" : "Probability of the predicted class"
    let zoom =
      range == Figure.margins
      ? "" : ", axes from \(shown(range.lowerBound, of: range)) to \(shown(range.upperBound, of: range))"
    var figure = try Figure.ofShares(
      title: "Calibration (expected calibration error \(text(ofError: error))\(zoom))", x: "",
      y: isBinary ? "Share of \(names[1].shortened(to: 30))" : "Share predicted right")
    (figure.axes.xLimits, figure.axes.yLimits) = (range, range)
    try figure.axes.line([0.0, 1], [0.0, 1], color: .gray, width: 1, style: .dashed, label: "Perfect")
    let before = try rows.uncalibrated.map { try $0.reliabilityCurve().bins }
    if let before {
      try figure.axes.line(
        before.map(\.meanProbability), before.map(\.share), color: .ofClass(1), width: 1.2, style: .dotted)
      try figure.axes.scatter(
        before.map(\.meanProbability), before.map(\.share), color: .ofClass(1), marker: .square, size: 25,
        label: "Before calibration")
    }
    let (x, y) = (bins.map(\.meanProbability), bins.map(\.share))
    try figure.axes.errorBars(
      x, from: bins.map(\.interval.lower), to: bins.map(\.interval.upper), color: .ofClass(0), width: 1.2,
      label: "95 % interval")
    try figure.axes.line(x, y, color: .ofClass(0))
    try figure.axes.scatter(x, y, color: .ofClass(0), label: binText(bins.map(\.rowCount)))
    let histogram = try histogram(rows.confidences, range: range, label: probability)
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend(), histogram]),
      data: data(
        bins, before: before, error: error, of: isBinary ? names[1] : "predicted class", range: range),
      terminalHeight: 36)
  }

  private static func data(
    _ bins: [ReliabilityCurve.Bin], before: [ReliabilityCurve.Bin]?, error: Double, of event: String,
    range: ClosedRange<Double>
  ) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("expected_calibration_error", .finite(error)), JSON.Member("of", .string(event)),
      JSON.Member("axes", .numbers([max(range.lowerBound, 0), min(range.upperBound, 1)])),
      JSON.Member(
        "bins",
        .array(
          bins.map {
            [
              "rows": .integer($0.rowCount), "events": .integer($0.eventCount),
              "mean_probability": .finite($0.meanProbability), "share": .finite($0.share),
              "interval": .numbers([$0.interval.lower, $0.interval.upper]),
            ]
          })),
    ]
    if let before {
      members.append(
        JSON.Member(
          "before",
          .array(
            before.map { ["mean_probability": .finite($0.meanProbability), "share": .finite($0.share)] })))
    }
    return .object(members)
  }

  /// From 0 to 1, unless all that is measured lies in a smaller part of that, as for rare outcomes.
  private static func range(of bins: [ReliabilityCurve.Bin]) -> ClosedRange<Double> {
    let values = bins.flatMap { [$0.meanProbability, $0.share, $0.interval.lower, $0.interval.upper] }
    guard let least = values.min(), let greatest = values.max(), greatest > least else {
      return Figure.margins
    }
    // The end of the axis that is near is shown, since it tells what the outcome's absence or certainty would
    // be.
    let low = least < 0.5 * greatest ? 0 : least
    let high = 1 - greatest < 0.5 * (1 - least) ? 1 : greatest
    guard low > 0 || high < 1 else { return Figure.margins }
    let space = margin * (high - low)
    return low - space...high + space
  }

  /// With three decimals, or of rare outcomes with two digits.
  private static func text(ofError error: Double) -> String {
    (0..<0.01).contains(error) && error > 0 ? error.figureText(digits: 2) : error.fixed(decimals: 3)
  }

  private static func shown(_ value: Double, of range: ClosedRange<Double>) -> String {
    min(max(value, 0), 1).fixed(decimals: range.upperBound - range.lowerBound < 0.1 ? 3 : 2)
  }

  /// The number of bins and of rows in each.
  private static func binText(_ counts: [Int]) -> String {
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let rows = least == most ? least.counted("row") : "\(least.grouped) to \(most.counted("row"))"
    return "\(counts.count.counted("bin")) of \(rows)"
  }

  /// - Parameter range: What the horizontal axis shows.
  private static func histogram(
    _ probabilities: [Float], range: ClosedRange<Double>, label: String
  ) throws -> Figure {
    let (low, high) = (max(range.lowerBound, 0), min(range.upperBound, 1))
    let step = (high - low) / Double(barCount)
    var counts = [Int](repeating: 0, count: barCount)
    var beyond = 0
    for probability in probabilities {
      let value = Double(probability)
      guard value >= low, value <= high else {
        beyond += 1
        continue
      }
      counts[min(Int((value - low) / step), barCount - 1)] += 1
    }
    var figure = try Figure(width: 6, height: 1.7)
    try figure.axes.bars(
      counts.indices.map { low + (Double($0) + 0.5) * step }, counts, width: 0.9 * step, color: .ofClass(0))
    figure.axes.xLimits = range
    figure.axes.xLabel = beyond == 0 ? label : "\(label) (\(beyond.counted("row")) beyond the axis)"
    figure.axes.yLabel = "Rows"
    figure.axes.grid = GridLines(opacity: 0.4, direction: .horizontal)
    return figure
  }
}
