import Logit
public import LogitClassifier
import LogitPlots

extension CoefficientPath {
  /// Draws the coefficients against the logarithm of λ, and below them the number that are not 0.
  ///
  /// Of numbers it is the change per standard deviation that is drawn, so that columns of different units can
  /// be compared. The twenty strongest lines are named. λ of 0 has no logarithm and is left out.
  ///
  /// - Returns: The figure, with the object of ``/LogitClassifier/CoefficientPath/json`` as its data.
  /// - Throws: `PlotError` if the figure cannot be laid out.
  public func figure() throws -> ClassifierFigure {
    let places = lambdas.logarithms
    var figure = try Figure(width: 7.5, height: 5)
    figure.axes.title = title
    figure.axes.yLabel = "Per standard deviation, or of a category"
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = true
    for line in lines.others { try figure.axes.line(places, line.weights, color: .others, width: 0.8) }
    for (index, line) in lines.named.enumerated() {
      let style = SeriesStyle(index)
      // A line through a single point would be invisible.
      if places.count == 1 {
        try figure.axes.scatter(
          places, line.weights, color: style.color, marker: style.marker, label: name(line))
      } else {
        try figure.axes.line(
          places, line.weights, color: style.color, style: style.line, marker: style.marker, label: name(line)
        )
      }
    }
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend(), try .counts(nonzeroCounts, lambdas: lambdas)]),
      data: json,
      terminalHeight: 40)
  }

  private var title: String {
    let lines = lines
    let (named, used, all) = (lines.named.count, lines.named.count + lines.others.count, coefficients.count)
    return named < used
      ? "The \(named) strongest of \(all.grouped) coefficients along the penalty"
      : used < all
        ? "The \(used) of \(all.grouped) coefficients that the penalty lets be other than 0"
        : "Coefficients along the penalty"
  }

  /// The coefficients that are drawn in a style of their own, those that become largest, and the others that
  /// are not always 0.
  private var lines: (named: [Coefficient], others: [Coefficient]) {
    let strengths = coefficients.map { line in line.weights.reduce(0) { max($0, $1.magnitude) } }
    // Sorting need not be stable; the index keeps equal ones in the order of the features.
    let order = strengths.indices.filter { strengths[$0] > 0 }.sorted {
      (-strengths[$0], $0) < (-strengths[$1], $1)
    }.map { coefficients[$0] }
    return (Array(order.prefix(SeriesStyle.distinctCount)), Array(order.dropFirst(SeriesStyle.distinctCount)))
  }

  private func name(_ line: Coefficient) -> String {
    let feature = line.feature.shortened(to: 24)
    return intercepts.count == 1 ? feature : "\(feature) for \(line.className.shortened(to: 12))"
  }
}

extension [Double] {
  /// The decimal logarithm of each λ; NaN for 0, which breaks a line.
  var logarithms: [Double] {
    let unit = naturalLogarithm(10)
    return map { $0 > 0 ? naturalLogarithm($0) / unit : .nan }
  }
}

extension Figure {
  /// The name of an axis of λ.
  static let lambdaLabel = "Logarithm of λ (base 10)"

  /// A low figure of the number of features with a coefficient.
  static func counts(_ counts: [Int], lambdas: [Double]) throws -> Figure {
    var figure = try Figure(width: 7.5, height: 1.7)
    figure.axes.xLabel = lambdaLabel
    figure.axes.yLabel = "Not 0"
    figure.axes.grid = GridLines(opacity: 0.4)
    let (x, y) = (lambdas.logarithms, counts.map { Double($0) })
    if x.count == 1 {
      try figure.axes.scatter(x, y, color: .ofClass(0))
    } else {
      try figure.axes.line(x, y, color: .ofClass(0))
    }
    return figure
  }
}
