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
  /// With more classes, cells are too small for any text.
  private static let mostClassesWithCounts = 30

  static func draw(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> ClassifierFigure {
    let matrix = try rows.confusionMatrix()
    let count = matrix.classCount
    let shares = matrix.normalized(by: .actual)
    let names = classifier.classes.names.map { $0.shortened(to: 24) }
    let side = min(max(4.6, 2.4 + 0.6 * Double(count)), 12)
    var figure = try Figure(width: side + 0.8, height: side)
    let texts = zip(matrix.counts, shares).map { rowCount, share in
      let text = Int(rowCount).grouped
      return count > mostClassesWithShares || rowCount == 0 ? text : "\(text)\n\(share.percent)"
    }
    try figure.axes.heatMap(
      Tensor(shares, shape: [count, count]), colorMap: ColorMap([.white, .ofClass(0), Color(0x0B3C5D)]),
      limits: 0...1, texts: count > mostClassesWithCounts ? nil : texts,
      textSize: count <= 4 ? 11 : count <= mostClassesWithShares ? 8 : 6.5)
    figure.axes.xNames = names
    figure.axes.yNames = names.reversed()
    figure.axes.title = "Confusion (accuracy \(matrix.accuracy.percent))"
    figure.axes.xLabel = "Predicted"
    figure.axes.yLabel = "Actual"
    return ClassifierFigure(
      page: FigureStack([figure]),
      data: [
        "classes": .array(classifier.classes.names.map { .string($0) }), "accuracy": .finite(matrix.accuracy),
        "counts": .array(
          (0..<count).map { actual in
            .array((0..<count).map { .integer(Int(matrix[actual: actual, predicted: $0])) })
          }),
      ], terminalHeight: count <= mostClassesWithShares ? min(3 * count + 6, 42) : min(count + 6, 42))
  }
}
