import Logit
public import LogitClassifier
import LogitPlots

extension PenaltyValidation {
  /// Draws each measure against the logarithm of λ, with a standard error to both sides and a line at
  /// lambda.min and lambda.1se, and below them the number of coefficients that are not 0.
  ///
  /// - Returns: The figure, with the object of ``/LogitClassifier/PenaltyValidation/json`` as its data.
  /// - Throws: `PlotError` if the figure cannot be laid out.
  public func figure() throws -> ClassifierFigure {
    let figures = try curves.map { try panel($0) }
    return ClassifierFigure(
      page: FigureStack(figures + [try .counts(nonzeroCounts, lambdas: lambdas)]), data: json,
      terminalHeight: 20 * figures.count + 10)
  }

  private func panel(_ curve: Curve) throws -> Figure {
    let x = lambdas.logarithms
    let (lower, upper) = (
      zip(curve.means, curve.standardErrors).map(-), zip(curve.means, curve.standardErrors).map(+)
    )
    var figure = try Figure(width: 7.5, height: curves.count == 1 ? 4.5 : 3.4)
    let words = curve.measure.words
    figure.axes.title = "\(words.prefix(1).uppercased())\(words.dropFirst()) in \(foldCount.counted("fold"))"
    figure.axes.xLabel = Figure.lambdaLabel
    figure.axes.yLabel = words
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = true
    try figure.axes.errorBars(
      x, from: lower, to: upper, color: .others, width: 1, capWidth: 3, label: "± 1 standard error")
    try figure.axes.scatter(x, curve.means, color: .ofClass(0), size: 12, label: "Mean over the folds")
    let shown = (curve.means + lower + upper).filter(\.isFinite)
    guard let least = shown.min(), let greatest = shown.max() else { return figure }
    let margin = greatest > least ? 0.05 * (greatest - least) : max(greatest.magnitude, 1) * 0.05
    let limits = least - margin...greatest + margin
    figure.axes.yLimits = limits
    for (name, lambda, style) in [
      ("lambda.min", curve.lambdaMin, LineStyle.dashed), ("lambda.1se", curve.lambda1SE, .dotted),
    ] {
      guard let lambda, lambda > 0 else { continue }
      let place = [lambda].logarithms[0]
      try figure.axes.line(
        [place, place], [limits.lowerBound, limits.upperBound], color: .black, width: 1, style: style,
        label: "\(name) = \(lambda.figureText(digits: 4))")
    }
    return try figure.widenedForLegend()
  }
}
