import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ClassifierPlot {
  /// How often each class is predicted for each class.
  public static let confusion = ClassifierPlot(
    name: "confusion", summary: "how often each class is taken for each other",
    draw: ConfusionPlot.draw)
}

private enum ConfusionPlot {
  /// With more classes, cells are too small for a share below the count.
  private static let mostClassesWithShares = 12
  /// In inches.
  private static let largestSide = 12.0
  /// Numbers are no larger than this, and left out where they would have to be smaller, in points.
  private static let textSizes = 3.0...11
  /// The width of a digit in sizes of the text, and the share of a cell that its text may take.
  private static let digitWidth = 0.64
  private static let roomShare = 0.9

  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let matrix = try rows.confusionMatrix()
    let count = matrix.classCount
    let shares = matrix.normalized(by: .actual)
    let names = classifier.classes.names.map { $0.shortened(to: 24) }
    let side = min(max(4.6, 2.4 + 0.6 * Double(count)), largestSide)
    var figure = try Figure(width: side + 0.8, height: side)
    // Nothing stands where nothing was counted: of many classes nearly all cells are empty.
    let texts = zip(matrix.counts, shares).map { rowCount, share in
      let text = Int(rowCount).grouped
      return rowCount == 0 ? "" : count > mostClassesWithShares ? text : "\(text)\n\(share.percent)"
    }
    let size = textSize(texts, classCount: count, side: side)
    try figure.axes.heatMap(
      Tensor(shares, shape: [count, count]), colorMap: ColorMap([.white, .ofClass(0), PlotColor(0x0B3C5D)]),
      limits: 0...1, texts: size < textSizes.lowerBound ? nil : texts,
      textSize: max(size, textSizes.lowerBound))
    figure.axes.xNames = names
    figure.axes.yNames = names.reversed()
    figure.axes.title = "Confusion (accuracy \(matrix.accuracy.percent))"
    figure.axes.xLabel = "Predicted"
    figure.axes.yLabel = "Actual"
    return ClassifierFigure(
      page: FigureStack([figure]),
      data: [
        "classes": .array(classifier.classes.names.map { .string($0) }), "accuracy": .finite(matrix.accuracy),
        "counts": matrix.json,
      ], terminalHeight: count <= mostClassesWithShares ? min(3 * count + 6, 42) : count + 6)
  }

  /// The largest size with which the widest text fits into a cell, in points.
  private static func textSize(_ texts: [String], classCount: Int, side: Double) -> Double {
    let longest = texts.flatMap { $0.split(separator: "\n") }.map(\.count).max() ?? 1
    let lines = texts.map { $0.split(separator: "\n").count }.max() ?? 1
    // The axes take about three quarters of the page, less where names beside them are long.
    let cell = 0.68 * side * 72 / Double(classCount)
    let fitting = roomShare * cell / max(Double(longest) * digitWidth, 1.25 * Double(lines))
    return min(fitting, textSizes.upperBound)
  }
}
