import Logit
import LogitClassifier
import LogitPlots

extension ClassifierPlot {
  /// Where the probabilities of a regression are too low or too high: mean residuals in bins of probability.
  public static let residuals = ClassifierPlot(
    name: "residuals", summary: "mean residuals of a regression in bins of probability",
    isOptional: false, suits: { $0.inference != nil },
    drawTable: ResidualPlot.draw)
}

private enum ResidualPlot {
  /// With more classes, those with the fewest bins within two errors are shown.
  private static let mostClasses = 9
  private static let columnCount = 3
  private static let mostLargeMarks = 1_000

  static func draw(_ classifier: Classifier, _ table: Table?) throws -> ClassifierFigure {
    let subject = try RegressionSubject(classifier, plot: "residuals")
    guard let table, let observed = try classifier.observedOutcomes(in: table) else {
      throw UnsuitablePlot("residuals", .rowsNeeded(target: classifier.target))
    }
    let names = classifier.classes.names
    let all = (names.count == 2 ? [1] : Array(names.indices)).map { label in
      let (probabilities, shares) = (column(label, observed.probabilities), column(label, observed.shares))
      return (label, BinnedResiduals(probabilities: probabilities, shares: shares, trials: observed.trials))
    }
    let kept = Set(
      all.sorted { (-$0.1.shareBeyond, $0.0) < (-$1.1.shareBeyond, $1.0) }.prefix(mostClasses).map(\.0))
    let shown = all.filter { kept.contains($0.0) }
    var panels = try shown.map { label, residuals in
      try binned(
        residuals, of: names.count == 2 ? subject.event(to: 50) : names[label].shortened(to: 20),
        isAlone: names.count == 2)
    }
    if names.count == 2 {
      panels.append(try deviances(observed, subject))
    }
    var page = FigureStack(panels, direction: names.count == 2 ? .vertical : .grid(columns: columnCount))
    let rows = observed.probabilities.shape[0]
    page.heading = heading(all.map(\.1), rowCount: rows, shown: shown.count, classCount: names.count)
    return ClassifierFigure(
      page: page, data: data(all, names, rowCount: rows), terminalHeight: 20 * panels.count)
  }

  private static func column(_ label: Int, _ values: Tensor<Double>) -> [Double] {
    (0..<values.shape[0]).map { values[$0, label] }
  }

  private static func heading(
    _ all: [BinnedResiduals], rowCount: Int, shown: Int, classCount: Int
  ) -> String {
    let bins = all.reduce(0) { $0 + $1.bins.count }
    let beyond = all.reduce(0) { total, residuals in
      total + residuals.bins.count { abs($0.residual) > 2 * $0.error }
    }
    let choice = shown < all.count ? "; shown are the \(shown) classes with the most" : ""
    // Panels of several classes are too small for a legend each.
    let (red, gray) = classCount == 2 ? ("", "") : (" (red)", " (gray)")
    return
      "Binned residuals of \(rowCount.counted("row")): \(beyond) of \(bins.counted("bin"))\(red) beyond two standard "
      + "errors\(gray), about \(Int((0.05 * Double(bins)).rounded())) expected\(choice)"
  }

  // MARK: Panels

  private static func binned(
    _ residuals: BinnedResiduals, of event: String, isAlone: Bool
  ) throws -> Figure {
    var figure = try isAlone ? Figure(width: 7, height: 4.2) : Figure(width: 3.8, height: 3.2)
    let bins = residuals.bins
    let x = bins.map(\.probability)
    let bounds = bins.map { 2 * $0.error }
    if bins.count > 1 {
      try figure.axes.band(
        x, from: bounds.map { -$0 }, to: bounds, color: .gray, opacity: 0.18,
        label: isAlone ? "± 2 standard errors" : nil)
      for side in [bounds.map { -$0 }, bounds] {
        try figure.axes.line(x, side, color: .gray, width: 0.8)
      }
    }
    try figure.axes.line([-1.0, 2], [0.0, 0], color: .black, width: 0.8)
    for (isBeyond, color, label) in [
      (false, PlotColor.ofClass(0), "within"), (true, PlotColor.ofClass(3), "beyond"),
    ] {
      let some = bins.filter { (abs($0.residual) > 2 * $0.error) == isBeyond }
      guard !some.isEmpty else { continue }
      try figure.axes.scatter(
        some.map(\.probability), some.map(\.residual), color: color, marker: isBeyond ? .diamond : .circle,
        size: isAlone ? 26 : 16,
        label: isAlone ? "\(some.count.counted("bin")) \(label)" : nil)
    }
    figure.axes.xLimits = limits(x)
    figure.axes.xLabel = "Probability of \(event)"
    figure.axes.yLabel = "Observed less predicted"
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = isAlone
    return try figure.widenedForLegend()
  }

  /// From 0 to 1, or the part of it that probabilities lie in.
  private static func limits(_ probabilities: [Double]) -> ClosedRange<Double> {
    guard let least = probabilities.min(), let most = probabilities.max() else { return Figure.margins }
    if most - least > 0.6 { return Figure.margins }
    let margin = max(0.06 * (most - least), 1e-4)
    return least - margin...most + margin
  }

  /// Single residuals; of classes they lie on two curves, on which only their number and the far ones tell
  /// something.
  private static func deviances(_ observed: ObservedOutcomes, _ subject: RegressionSubject) throws -> Figure {
    let (p, y) = (column(1, observed.probabilities), column(1, observed.shares))
    let residuals = p.indices.map { row in
      DevianceResidual.value(share: y[row], probability: p[row], trials: observed.trials?[row] ?? 1)
    }
    var figure = try Figure(width: 7, height: 3.4)
    let size = p.count > mostLargeMarks ? 6.0 : 14
    let groups: [(name: String?, color: PlotColor, marker: Marker, rows: [Int])] =
      observed.areCounts
      ? [(nil, .ofClass(0), .circle, Array(p.indices))]
      : [1, 0].map { label in
        (
          subject.legendName(label), .ofClass(label), .ofClass(label),
          p.indices.filter { (y[$0] > 0.5) == (label == 1) }
        )
      }
    for group in groups where !group.rows.isEmpty {
      try figure.axes.scatter(
        group.rows.map { p[$0] }, group.rows.map { residuals[$0] }, color: group.color, marker: group.marker,
        size: size, opacity: 0.5, label: group.name)
    }
    try figure.axes.line([-1.0, 2], [0.0, 0], color: .black, width: 0.8)
    figure.axes.xLimits = limits(p)
    figure.axes.xLabel = "Probability of \(subject.event(to: 50))"
    figure.axes.yLabel = "Deviance residual"
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = !observed.areCounts
    return try figure.widenedForLegend()
  }

  private static func data(
    _ all: [(Int, BinnedResiduals)], _ names: [String], rowCount: Int
  ) -> JSON {
    [
      "rows": .integer(rowCount),
      "classes": .array(
        all.map { label, residuals in
          [
            "class": .string(names[label]),
            "bins": .array(
              residuals.bins.map {
                [
                  "rows": .integer($0.rowCount), "probability": .finite($0.probability),
                  "residual": .finite($0.residual), "std_error": .finite($0.error),
                ]
              }),
          ]
        }),
    ]
  }
}

/// The signed root of a row's part of the deviance.
enum DevianceResidual {
  /// - Parameter share: The observed share of the trials.
  static func value(share: Double, probability: Double, trials: Double) -> Double {
    func part(_ observed: Double, _ expected: Double) -> Double {
      observed > 0 ? observed * (naturalLogarithm(observed) - naturalLogarithm(max(expected, 1e-300))) : 0
    }
    let deviance = 2 * trials * (part(share, probability) + part(1 - share, 1 - probability))
    let size = max(deviance, 0).squareRoot()
    return share < probability ? -size : size
  }
}
