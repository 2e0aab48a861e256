import Logit
import LogitClassifier
import LogitPlots

extension ClassifierPlot {
  /// The strongest weights of a model without hidden layers.
  public static let coefficients = coefficients(top: CoefficientPlot.mostFeatures)

  /// The strongest weights of a model without hidden layers.
  ///
  /// - Parameter count: How many features to show, at least 1, those with the largest weights first; for more
  ///   than six classes, how many pairs of a feature and a class.
  /// - Returns: The kind of figure, named as ``coefficients``.
  public static func coefficients(top count: Int) -> ClassifierPlot {
    ClassifierPlot(
      name: "coefficients", summary: "the strongest weights of a model without hidden layers",
      suits: { $0.model.layers.count == 1 },
      draw: { try CoefficientPlot(mostFeatures: max(count, 1)).draw($0) })
  }
}

private struct CoefficientPlot {
  static let mostFeatures = 20
  /// With more classes, features with a bar for each class are too many.
  private static let mostClasses = 6
  /// The most characters of a feature's and of a class's name; the figure becomes as wide as they want it.
  private static let (longestFeature, longestClass) = (48, 32)

  /// The most features, or pairs of a feature and a class, that are shown.
  let mostFeatures: Int

  func draw(_ classifier: Classifier) throws -> ClassifierFigure {
    let coefficients = classifier.coefficients
    guard !coefficients.isEmpty else { throw UnsuitablePlot("coefficients", .hiddenLayers) }
    let names = classifier.classes.names
    let figure =
      classifier.classes.head.isBinary
      ? try signed(coefficients, classes: names)
      : names.count <= Self.mostClasses
        ? try grouped(coefficients, classes: names) : try listed(coefficients, classes: names)
    return ClassifierFigure(
      page: FigureStack([try figure.widenedForLegend()]),
      data: [
        "shown": .integer(figure.axes.yNames?.count ?? 0),
        "coefficients": .array(
          coefficients.map {
            [
              "feature": .string($0.feature), "class": .string($0.className), "weight": .finite($0.weight),
            ]
          }),
      ],
      terminalHeight: Self.terminalHeight(names: figure.axes.yNames?.count ?? 0, classCount: names.count))
  }

  /// The lines in a terminal that leave a row for each bar.
  private static func terminalHeight(names: Int, classCount: Int) -> Int {
    let isGrouped = (3...mostClasses).contains(classCount)
    // Bars take 0.8 of a name's rows; those of three classes are rounded to a row each of three, too.
    let rows = !isGrouped ? 1 : classCount == 3 ? 3 : Int((Double(classCount) / 0.8).rounded(.up))
    // The rest is for the title, the scale, which takes three or four lines, and the legend.
    return names * rows + 10 + (isGrouped ? classCount : 2)
  }

  /// For two classes: a bar for each feature, in the colour of the class that it makes more probable.
  private func signed(_ coefficients: [Coefficient], classes: [String]) throws -> Figure {
    let shown = Array(coefficients.prefix(mostFeatures))
    var figure = try empty(
      names: shown.map(\.feature), of: coefficients.count, what: "coefficients", barsPerName: 1)
    figure.axes.xLabel = Self.scale("the log-odds of \(classes[1].shortened(to: 30))")
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
  private func grouped(_ coefficients: [Coefficient], classes: [String]) throws -> Figure {
    // In the order of each feature's strongest weight.
    var features: [String] = []
    var weights: [String: [Double]] = [:]
    for coefficient in coefficients {
      if weights[coefficient.feature] == nil {
        features.append(coefficient.feature)
        weights[coefficient.feature] = Array(repeating: 0, count: classes.count)
      }
      guard let label = classes.firstIndex(of: coefficient.className) else { continue }
      weights[coefficient.feature]?[label] = coefficient.weight
    }
    let shown = Array(features.prefix(mostFeatures))
    var figure = try empty(
      names: shown, of: features.count, what: "features, a coefficient for each class",
      barsPerName: classes.count)
    figure.axes.xLabel = Self.scale("the logit of the class")
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
  private func listed(_ coefficients: [Coefficient], classes: [String]) throws -> Figure {
    let shown = Array(coefficients.prefix(mostFeatures))
    var figure = try empty(
      names: shown.map {
        "\($0.feature.shortened(to: Self.longestFeature)) for \($0.className.shortened(to: Self.longestClass))"
      },
      of: coefficients.count, what: "coefficients of \(classes.count) classes", barsPerName: 1)
    figure.axes.xLabel = Self.scale("the logit of the class")
    figure.axes.showsLegend = false
    try figure.axes.horizontalBars(
      shown.indices.map { shown.count - 1 - $0 }, shown.map(\.weight), color: .ofClass(0))
    try addZero(to: &figure, count: shown.count)
    return figure
  }

  /// What a bar's length means: numbers are standardized, categories and truth values are 0 or 1.
  private static func scale(_ quantity: String) -> String {
    "Change of \(quantity) per standard deviation of a number, or from 0 to 1 of a category"
  }

  /// - Parameter what: What the names stand for, in the plural.
  private func empty(names: [String], of count: Int, what: String, barsPerName: Int) throws -> Figure {
    let barHeight = barsPerName == 1 ? 0.22 : 0.12
    let title =
      names.count < count
      ? "The \(names.count) strongest of \(count.grouped) \(what)"
      : count == 1 ? "The only one of all \(what)" : "All \(count.grouped) \(what)"
    var figure = try Figure.ofRows(
      names.reversed(), width: 7.5, rowHeight: barHeight * Double(barsPerName) + 0.06, and: 1.5, title: title,
      longest: Self.longestFeature + Self.longestClass + 5)
    figure.axes.yLimits = -0.5...Double(names.count) - 0.5
    figure.axes.showsLegend = true
    return figure
  }

  /// A line at 0, from which the bars extend both ways.
  private func addZero(to figure: inout Figure, count: Int) throws {
    try figure.axes.line([0.0, 0], [-1, Double(count)], color: .black, width: 0.8)
  }
}
