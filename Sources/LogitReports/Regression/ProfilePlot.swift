import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// The profile likelihood of each coefficient of a regression.
  public static let profile = profile(top: ProfilePlot.mostCoefficients)

  /// The profile likelihood of each coefficient of a regression beside the parabola that Wald's interval
  /// takes it for, with the limits of both intervals.
  ///
  /// - Parameter count: How many coefficients to show, at least 1; of more, those that are furthest from 0 in
  ///   terms of their standard errors.
  /// - Returns: The kind of figure, named as ``profile``.
  public static func profile(top count: Int) -> ClassifierPlot {
    ClassifierPlot(
      name: "profile", summary: "the profile likelihood of each coefficient beside Wald's parabola",
      isOptional: false, suits: { $0.inference != nil },
      drawTable: { try ProfilePlot(mostCoefficients: max(count, 1)).draw($0, $1) })
  }
}

/// A panel for each coefficient.
private struct ProfilePlot {
  static let mostCoefficients = 12
  private static let columnCount = 3
  /// The height of the axes in falls that the level asks for.
  private static let height = 1.9

  /// The most coefficients that are shown.
  let mostCoefficients: Int

  /// The profile of a coefficient.
  private struct Profile {
    let line: LogisticInference.Coefficient
    let points: [ProfilePoint]
    /// The estimate and its error.
    let estimate: Double
    let error: Double
  }

  func draw(_ classifier: Classifier, _ table: Table?) throws -> ClassifierFigure {
    let subject = try RegressionSubject(classifier, plot: "profile")
    guard let table else { throw UnsuitablePlot("profile", .rowsNeeded(target: classifier.target)) }
    let (inference, profiles, count) = try subject.fitted(to: table, plot: "profile") { options in
      // Of the likelihood itself, whatever errors were asked for.
      (options.errors, options.profiles) = (.model, !options.usesFirthPenalty)
    } result: { regression in
      try self.profiles(of: regression, subject)
    }
    let fall = fall(level: inference.level)
    let severalClasses = inference.classNames.count > 2
    var panels: [Figure] = []
    for profile in profiles {
      panels.append(
        try panel(
          profile, fall: fall, severalClasses: severalClasses, isAlone: profiles.count == 1,
          showsLegend: panels.isEmpty))
    }
    var page = FigureStack(panels, direction: .grid(columns: Self.columnCount))
    let choice =
      profiles.count < count
      ? "The \(profiles.count) strongest of \(count.grouped) coefficients: " : ""
    let likelihood = inference.standardErrors == .firth ? "penalized log likelihood" : "log likelihood"
    page.heading =
      "\(choice)\(choice.isEmpty ? "Twice" : "twice") the fall of the \(likelihood) along each coefficient, with "
      + "\(subject.levelText) limits\(subject.fitNote(table))"
    return ClassifierFigure(
      page: page, data: data(inference, profiles, fall: fall), terminalHeight: 20 * panels.count)
  }

  /// The profiles that are shown, and the number of coefficients that have one.
  private func profiles(
    of regression: TableRegression, _ subject: RegressionSubject
  ) throws -> (inference: LogisticInference, shown: [Profile], count: Int) {
    let inference = regression.report.inference
    guard inference.separated.isEmpty else {
      throw UnsuitablePlot("profile", .separated(terms: inference.separated.map(\.term)))
    }
    let all = inference.coefficients.enumerated().filter {
      $0.element.term != "(Intercept)" && $0.element.estimate != nil && $0.element.standardError != nil
    }.map { (place: $0, line: $1) }
    guard !all.isEmpty else { throw UnsuitablePlot("profile", .noEstimates) }
    let shown = try subject.strongest(mostCoefficients, of: all).compactMap { place, line -> Profile? in
      guard let estimate = line.estimate, let error = line.standardError else { return nil }
      return Profile(
        line: line, points: try regression.profile(of: place), estimate: estimate, error: error)
    }
    return (inference, shown, all.count)
  }

  /// The quantile of the chi-squared distribution with one degree of freedom.
  private func fall(level: Double) -> Double {
    let z = StandardNormal.quantile(0.5 + level / 2)
    return z * z
  }

  private func panel(
    _ profile: Profile, fall: Double, severalClasses: Bool, isAlone: Bool, showsLegend: Bool
  ) throws -> Figure {
    var figure = try isAlone ? Figure(width: 6.6, height: 4.6) : Figure(width: 3.8, height: 3.2)
    let (estimate, error) = (profile.estimate, profile.error)
    let top = Self.height * fall
    let x = profile.points.map(\.value)
    let limits = [profile.line.confidenceLow, profile.line.confidenceHigh].compactMap { $0 }
    let reach = top.squareRoot() * error
    // As far as either curve is within the axes, and the limits in any case.
    let seen = profile.points.filter { $0.deviance <= top }.map(\.value) + limits
    let (low, high) = (
      min(seen.min() ?? estimate, estimate - 0.8 * reach), max(seen.max() ?? estimate, estimate + 0.8 * reach)
    )
    figure.axes.xLimits = low - 0.04 * (high - low)...high + 0.04 * (high - low)
    figure.axes.yLimits = 0...top
    let parabola = (0...64).map { low + (high - low) * (Double($0) - 2) / 60 }
    try figure.axes.line(
      parabola, parabola.map { ($0 - estimate) * ($0 - estimate) / (error * error) }, color: .ofClass(1),
      width: 1.2, style: .dashed, label: "Wald")
    try figure.axes.line(x, profile.points.map(\.deviance), color: .ofClass(0), width: 1.8, label: "Profile")
    try figure.axes.line(
      [low - (high - low), high + (high - low)], [fall, fall], color: .gray, width: 0.9, style: .dotted)
    for limit in limits {
      try figure.axes.line([limit, limit], [0, fall], color: .ofClass(0), width: 0.9)
    }
    try figure.axes.scatter(limits, limits.map { _ in fall }, color: .ofClass(0), size: 16)
    let wald = fall.squareRoot() * error
    try figure.axes.scatter(
      [estimate - wald, estimate + wald], [fall, fall], color: .ofClass(1), marker: .x, size: 16)
    let name = profile.line.term.shortened(to: isAlone ? 60 : severalClasses ? 20 : 32)
    figure.axes.xLabel = severalClasses ? "\(name) for \(profile.line.className.shortened(to: 12))" : name
    figure.axes.title = text(profile)
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = showsLegend
    return try figure.widenedForLegend()
  }

  /// `0.52 (0.11 to 0.97)`.
  private func text(_ profile: Profile) -> String {
    func text(_ value: Double) -> String { value.figureText(digits: 3) }
    let low = profile.line.confidenceLow.map(text) ?? "−∞"
    let high = profile.line.confidenceHigh.map(text) ?? "∞"
    return "\(text(profile.estimate)) (\(low) to \(high))"
  }

  private func data(_ inference: LogisticInference, _ profiles: [Profile], fall: Double) -> JSON {
    [
      "level": .finite(inference.level), "fall": .finite(fall),
      "profiles": .array(
        profiles.map { profile in
          [
            "term": .string(profile.line.term), "class": .string(profile.line.className),
            "estimate": .finite(profile.estimate), "std_error": .finite(profile.error),
            "conf_low": .optional(profile.line.confidenceLow),
            "conf_high": .optional(profile.line.confidenceHigh),
            "values": .numbers(profile.points.map(\.value)),
            "deviance": .numbers(profile.points.map(\.deviance)),
          ]
        }),
    ]
  }
}
