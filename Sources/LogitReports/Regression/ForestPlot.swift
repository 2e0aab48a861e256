import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// The odds ratios of a regression with their intervals.
  public static let forest = forest(top: ForestPlot.mostLines)

  /// The odds ratios of a regression with their intervals, on a logarithmic axis.
  ///
  /// - Parameter count: How many to show, at least 1; of more, those that are furthest from 1 in terms of
  ///   their standard errors, in the order of the table.
  /// - Returns: The kind of figure, named as ``forest``.
  public static func forest(top count: Int) -> ClassifierPlot {
    ClassifierPlot(
      name: "forest", summary: "odds ratios of a regression with their intervals",
      suits: { $0.inference != nil }, draw: { try ForestPlot(mostLines: max(count, 1)).draw($0) })
  }
}

/// A row for each odds ratio, those of one term below each other.
private struct ForestPlot {
  static let mostLines = 40
  /// The height of a row, in inches.
  private static let rowHeight = 0.25

  /// The most odds ratios that are shown.
  let mostLines: Int

  func draw(_ classifier: Classifier) throws -> ClassifierFigure {
    let subject = try RegressionSubject(classifier, plot: "forest")
    let all = subject.slopes
    guard all.contains(where: { $0.line.estimate != nil || $0.line.divergingSign != nil }) else {
      throw UnsuitablePlot("forest", .noEstimates)
    }
    let shown = subject.strongest(mostLines, of: all)
    let classes = subject.comparedClasses
    let rows = ForestRows(shown.map(\.line), classNames: classes.map { subject.inference.classNames[$0] })
    var figure = try empty(subject, rows, of: all.count)
    let axis = ForestAxis(shown.map(\.line))
    figure.axes.xLimits = axis.limits
    try figure.axes.line([1.0, 1], [-1, Double(rows.count)], color: .gray, width: 1, style: .dashed)
    for label in classes {
      let name = subject.inference.classNames[label]
      let own = rows.places.filter { $0.line.className == name }
      try add(
        own, axis, color: classes.count == 1 ? .ofClass(0) : .ofClass(label),
        label: classes.count == 1 ? nil : name.shortened(to: 24),
        marker: classes.count == 1 ? .square : .ofClass(label), to: &figure)
    }
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend()]), data: data(subject, shown.map(\.line)),
      terminalHeight: rows.count + 10 + (classes.count > 1 ? 2 : 0))
  }

  private func empty(_ subject: RegressionSubject, _ rows: ForestRows, of count: Int) throws -> Figure {
    let names = subject.inference.classNames
    let (all, shown) = (count, rows.places.count)
    let choice = shown < all ? "The \(shown) strongest of \(all.grouped) odds ratios" : "Odds ratios"
    var figure = try Figure.ofRows(
      rows.names, width: 8.5, rowHeight: Self.rowHeight, and: 1.3,
      title: "\(choice) with \(subject.intervalText)")
    let odds =
      names.count == 2
      ? "Odds ratio of \(subject.event(to: 40))"
      : "Odds ratio against \(names[subject.inference.baseClass].shortened(to: 30))"
    figure.axes.xLabel = "\(odds), per unit of a number or against the reference of a category"
    figure.axes.xScale = .logarithmic
    figure.axes.yNotes = rows.notes
    figure.axes.yLimits = -0.7...Double(rows.count) - 0.3
    figure.axes.showsLegend = names.count > 2
    return figure
  }

  private func add(
    _ rows: [ForestRows.Row], _ axis: ForestAxis, color: PlotColor, label: String?, marker: Marker,
    to figure: inout Figure
  ) throws {
    let lines = rows.compactMap { row in axis.interval(row.line).map { (row, $0) } }
    try figure.axes.horizontalErrorBars(
      lines.map { Double($0.0.place) }, from: lines.map(\.1.lowerBound), to: lines.map(\.1.upperBound),
      color: color, width: 1.3, capWidth: 0)
    // Caps where an interval ends, and none where an arrow says that it goes on.
    let ends = lines.flatMap { row, interval in
      [(axis.isCutLeft(row.line), interval.lowerBound), (axis.isCutRight(row.line), interval.upperBound)]
        .filter { !$0.0 && row.line.divergingSign == nil }.map { (Double(row.place), $0.1) }
    }
    try figure.axes.horizontalErrorBars(
      ends.map(\.0), from: ends.map(\.1), to: ends.map(\.1), color: color, width: 1.3, capWidth: 5)
    let points = rows.filter { $0.line.oddsRatio.map(axis.limits.contains) ?? false }
    try figure.axes.scatter(
      points.map { $0.line.oddsRatio ?? 1 }, points.map { Double($0.place) }, color: color, marker: marker,
      size: 30, label: label)
    for (mark, end, isCut) in [
      (Marker.triangleLeft, axis.leftArrow, axis.isCutLeft),
      (.triangleRight, axis.rightArrow, axis.isCutRight),
    ] as [(Marker, Double, (LogisticInference.Coefficient) -> Bool)] {
      let cut = rows.filter { isCut($0.line) }
      guard !cut.isEmpty else { continue }
      try figure.axes.scatter(
        cut.map { _ in end }, cut.map { Double($0.place) }, color: color, marker: mark, size: 36)
    }
  }

  private func data(_ subject: RegressionSubject, _ lines: [LogisticInference.Coefficient]) -> JSON {
    [
      "level": .finite(subject.inference.level), "interval": .string(subject.inference.interval.rawValue),
      "std_errors": .string(subject.inference.standardErrors.rawValue),
      "coefficients": .array(
        lines.map { line in
          [
            "term": .string(line.term), "class": .string(line.className),
            "odds_ratio": .optional(line.oddsRatio), "odds_ratio_low": .optional(line.oddsRatioLow),
            "odds_ratio_high": .optional(line.oddsRatioHigh),
            "diverges": line.divergingSign.map { .integer($0) } ?? .null, "aliased": .bool(line.isAliased),
          ]
        }),
    ]
  }
}
