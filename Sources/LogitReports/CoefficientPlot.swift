import Logit
import LogitClassifier
import LogitPlots

extension ClassifierPlot {
  /// The strongest weights of a model without hidden layers.
  public static let coefficients = ClassifierPlot(
    name: "coefficients", summary: "the strongest weights of a model without hidden layers",
    suits: { $0.model.layers.count == 1 },
    draw: CoefficientPlot.draw)
}

private enum CoefficientPlot {
  private static let mostFeatures = 20
  /// With more bars than this, features with a bar for each class are too many.
  private static let mostBars = 60
  private static let mostClasses = 6

  static func draw(_ classifier: Classifier) throws -> ClassifierFigure {
    let coefficients = classifier.coefficients
    guard !coefficients.isEmpty else { throw UnsuitablePlot("coefficients", .hiddenLayers) }
    let names = classifier.classes.names
    let figure =
      names.count == 2
      ? try signed(coefficients, classes: names)
      : names.count <= mostClasses ? try grouped(coefficients, classes: names) : try listed(coefficients)
    return ClassifierFigure(
      page: FigureStack([figure]),
      data: [
        "coefficients": .array(
          coefficients.map {
            [
              "feature": .string($0.feature), "class": .string($0.className),
              "weight": .finite(Double($0.weight)),
            ]
          })
      ],
      terminalHeight: (figure.axes.yNames?.count ?? 0) * (names.count == 2 ? 1 : bars(names.count))
        + (figure.axes.showsLegend ? 6 : 5))
  }

  private static func bars(_ classCount: Int) -> Int { classCount <= mostClasses ? classCount : 1 }

  /// For two classes: a bar for each feature, in the colour of the class that it makes more probable.
  private static func signed(_ coefficients: [Coefficient], classes: [String]) throws -> Figure {
    let shown = Array(coefficients.prefix(mostFeatures))
    var figure = try empty(
      names: shown.map(\.feature), of: coefficients.count, barsPerName: 1)
    for (label, name) in classes.enumerated() {
      let places = shown.indices.filter { (shown[$0].weight > 0) == (label == 1) }
      try figure.axes.horizontalBars(
        places.map { shown.count - 1 - $0 }, places.map { shown[$0].weight }, color: .ofClass(label),
        label: "for \(name.shortened(to: 24))")
    }
    try addZero(to: &figure, count: shown.count)
    return figure
  }

  /// For a few classes: a bar for each class beside each feature.
  private static func grouped(_ coefficients: [Coefficient], classes: [String]) throws -> Figure {
    // In the order of each feature's strongest weight.
    var features: [String] = []
    var weights: [String: [Float]] = [:]
    for coefficient in coefficients {
      if weights[coefficient.feature] == nil {
        features.append(coefficient.feature)
        weights[coefficient.feature] = Array(repeating: 0, count: classes.count)
      }
      guard let label = classes.firstIndex(of: coefficient.className) else { continue }
      weights[coefficient.feature]?[label] = coefficient.weight
    }
    let shown = Array(features.prefix(min(mostFeatures, mostBars / classes.count)))
    var figure = try empty(names: shown, of: features.count, barsPerName: classes.count)
    let height = 0.8 / Double(classes.count)
    for (label, name) in classes.enumerated() {
      let offset = (Double(classes.count - 1) / 2 - Double(label)) * height
      try figure.axes.horizontalBars(
        shown.indices.map { Double(shown.count - 1 - $0) + offset }, shown.map { weights[$0]?[label] ?? 0 },
        height: height, color: .ofClass(label), label: "for \(name.shortened(to: 24))")
    }
    try addZero(to: &figure, count: shown.count)
    return figure
  }

  /// For many classes: a bar for each of the strongest pairs of a feature and a class.
  private static func listed(_ coefficients: [Coefficient]) throws -> Figure {
    let shown = Array(coefficients.prefix(mostFeatures))
    var figure = try empty(
      names: shown.map { "\($0.feature.shortened(to: 24)) for \($0.className.shortened(to: 12))" },
      of: coefficients.count, barsPerName: 1)
    figure.axes.showsLegend = false
    try figure.axes.horizontalBars(
      shown.indices.map { shown.count - 1 - $0 }, shown.map(\.weight), color: .ofClass(0))
    try addZero(to: &figure, count: shown.count)
    return figure
  }

  private static func empty(names: [String], of count: Int, barsPerName: Int) throws -> Figure {
    let barHeight = barsPerName == 1 ? 0.22 : 0.12
    var figure = try Figure(
      width: 7.5, height: 1.3 + max(1.2, Double(names.count) * (barHeight * Double(barsPerName) + 0.06)))
    figure.axes.title = names.count < count ? "The \(names.count) strongest of \(count) weights" : "Weights"
    figure.axes.xLabel = "Weight in the logit, for a feature scaled as the model takes it"
    figure.axes.yNames = names.map { $0.shortened(to: 36) }.reversed()
    figure.axes.yLimits = -0.5...Double(names.count) - 0.5
    figure.axes.grid = Grid(opacity: 0.4, direction: .vertical)
    figure.axes.showsLegend = true
    return figure
  }

  /// A line at 0, from which the bars extend both ways.
  private static func addZero(to figure: inout Figure, count: Int) throws {
    try figure.axes.line([0.0, 0], [-1, Double(count)], color: .black, width: 0.8)
  }
}
