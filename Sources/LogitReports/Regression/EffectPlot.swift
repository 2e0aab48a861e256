import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// How the probability changes along each variable of a regression.
  public static let effects = effects(top: EffectPlot.mostVariables)

  /// How the probability of each class changes along each variable of a regression, in the variable's own
  /// units, with intervals from the covariance of the estimates; the other variables stay at their mean or
  /// most frequent level.
  ///
  /// - Parameter count: How many variables to show, at least 1, in the order of the formula.
  /// - Returns: The kind of figure, named as ``effects``.
  public static func effects(top count: Int) -> ClassifierPlot {
    ClassifierPlot(
      name: "effects", summary: "the probability along each variable of a regression, with its band",
      isOptional: true, suits: { $0.inference != nil },
      drawTable: { try EffectPlot(mostVariables: max(count, 1)).draw($0, $1) })
  }
}

/// A panel for each variable.
private struct EffectPlot {
  static let mostVariables = 12
  private static let mostLevels = 40
  private static let columnCount = 3
  /// Names of categories are shortened to this.
  private static let levelLength = 14

  /// The most variables that are shown.
  let mostVariables: Int

  func draw(_ classifier: Classifier, _ table: Table?) throws -> ClassifierFigure {
    let subject = try RegressionSubject(classifier, plot: "effects")
    let effects = try EffectCurves(subject, table, most: mostVariables)
    let names = subject.inference.classNames
    let labels = names.count == 2 ? [1] : Array(names.indices)
    let limits = limits(effects, labels)
    let isAlone = effects.curves.count == 1
    var panels: [Figure] = []
    for curve in effects.curves {
      var panel = try isAlone ? Figure(width: 6.4, height: 4.6) : Figure(width: 3.7, height: 3.1)
      switch curve.places {
      case .numbers(let values): try add(curve, values, names, labels, to: &panel)
      case .levels(let levels): try add(curve, levels, names, labels, to: &panel)
      }
      panel.axes.yLimits = limits
      panel.axes.xLabel = curve.variable.shortened(to: isAlone ? 60 : 32)
      panel.axes.yLabel =
        names.count == 2 ? "Probability of \(subject.event(to: isAlone ? 40 : 20))" : "Probability"
      panel.axes.grid = GridLines(opacity: 0.4)
      // One legend is enough for all panels.
      panel.axes.showsLegend = names.count > 2 && panels.isEmpty
      panels.append(try panel.widenedForLegend())
    }
    var page = FigureStack(panels, direction: .grid(columns: Self.columnCount))
    page.heading = heading(subject, effects)
    return ClassifierFigure(
      page: page, data: data(subject, effects), terminalHeight: 18 * panels.count)
  }

  /// The ends of all vertical axes: of all probabilities, or where these are small, of the part that is
  /// shown.
  private func limits(_ effects: EffectCurves, _ labels: [Int]) -> ClosedRange<Double> {
    let ends = effects.curves.flatMap { curve in labels.flatMap { curve.values(of: $0).high } }
    let starts = effects.curves.flatMap { curve in labels.flatMap { curve.values(of: $0).low } }
    guard let most = ends.filter(\.isFinite).max(), let least = starts.filter(\.isFinite).min() else {
      return Figure.margins
    }
    if most < 0.5 { return -0.03 * most...1.06 * max(most, 1e-6) }
    if least > 0.5 { return 1 - 1.06 * max(1 - least, 1e-6)...1 + 0.03 * (1 - least) }
    return Figure.margins
  }

  // MARK: Panels

  private func add(
    _ curve: EffectCurves.Curve, _ values: [Double], _ names: [String], _ labels: [Int],
    to panel: inout Figure
  ) throws {
    for label in labels {
      let (middle, low, high) = curve.values(of: label)
      let style = SeriesStyle(names.count == 2 ? 0 : label)
      let name = names.count == 2 ? nil : names[label].shortened(to: 20)
      if values.count == 1 {
        try panel.axes.errorBars(values, from: low, to: high, color: style.color)
        try panel.axes.scatter(values, middle, color: style.color, marker: style.marker, label: name)
        continue
      }
      try panel.axes.band(values, from: low, to: high, color: style.color)
      try panel.axes.line(
        values, middle, color: style.color, width: 1.8, style: names.count == 2 ? .solid : style.line,
        label: name)
    }
  }

  private func add(
    _ curve: EffectCurves.Curve, _ levels: [String], _ names: [String], _ labels: [Int],
    to panel: inout Figure
  ) throws {
    let shown = min(levels.count, Self.mostLevels)
    // Side by side around the place of the level.
    let step = labels.count == 1 ? 0 : 0.6 / Double(labels.count - 1)
    for (index, label) in labels.enumerated() {
      let offset = labels.count == 1 ? 0 : Double(index) * step - 0.3
      let places = (0..<shown).map { Double($0) + offset }
      let (middle, low, high) = curve.values(of: label)
      let style = SeriesStyle(names.count == 2 ? 0 : label)
      try panel.axes.errorBars(
        places, from: Array(low.prefix(shown)), to: Array(high.prefix(shown)), color: style.color, width: 1.3,
        capWidth: labels.count == 1 ? 6 : 4)
      try panel.axes.scatter(
        places, Array(middle.prefix(shown)), color: style.color, marker: style.marker,
        size: labels.count == 1 ? 36 : 20,
        label: names.count == 2 ? nil : names[label].shortened(to: 20))
    }
    panel.axes.xNames = levels.prefix(shown).map { $0.shortened(to: Self.levelLength) }
    panel.axes.xLimits = -0.6...Double(shown) - 0.4
    if shown < levels.count { panel.axes.title = "The first \(shown) of \(levels.count.grouped) levels" }
  }

  // MARK: Words

  private func heading(_ subject: RegressionSubject, _ effects: EffectCurves) -> String {
    let names = subject.inference.classNames
    let what =
      names.count == 2 ? "Probability of \(subject.event(to: 40))" : "Probability of each class"
    let shown = effects.curves.count
    let choice = shown < effects.variableCount ? ", first \(shown) of \(effects.variableCount) variables" : ""
    let errors = subject.errorText.map { " (\($0))" } ?? ""
    var text = "\(what) with \(subject.levelText) intervals\(errors)\(choice)"
    if effects.variableCount > 1 {
      let held =
        effects.heldNumbers.map { "\($0.name.shortened(to: 20)) = \(Self.number($0.value))" }
        + effects.heldLevels.map { "\($0.name.shortened(to: 20)) = \($0.level.shortened(to: 16))" }
      text +=
        held.count <= 5
        ? "; others held at \(held.joined(separator: ", "))"
        : "; others held at their mean or most frequent level"
    }
    if let offset = effects.offset { text += "; offset \(Self.number(offset))" }
    if !effects.hasRows, !effects.heldNumbers.isEmpty {
      text +=
        "; numbers within \(FormulaFeature.learnedReach.shortText) deviations of the mean of the fitted rows"
    }
    return text
  }

  private static func number(_ value: Double) -> String { value.figureText(digits: 4) }

  private func data(_ subject: RegressionSubject, _ effects: EffectCurves) -> JSON {
    let names = subject.inference.classNames
    let held =
      effects.heldNumbers.map { JSON.Member($0.name, .finite($0.value)) }
      + effects.heldLevels.map { JSON.Member($0.name, .string($0.level)) }
    return [
      "level": .finite(subject.inference.level), "held": .object(held),
      "ranges": .string(effects.hasRows ? "rows" : "model"),
      "effects": .array(
        effects.curves.map { curve in
          let places: JSON =
            switch curve.places {
            case .numbers(let values): .numbers(values)
            case .levels(let levels): .array(levels.map { .string($0) })
            }
          return [
            "variable": .string(curve.variable), "at": places,
            "curves": .array(
              names.indices.map { label in
                let (middle, low, high) = curve.values(of: label)
                return [
                  "class": .string(names[label]), "probability": .numbers(middle), "low": .numbers(low),
                  "high": .numbers(high),
                ]
              }),
          ]
        }),
    ]
  }
}
