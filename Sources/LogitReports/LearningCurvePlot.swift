import Logit
import LogitClassifier
import LogitPlots

extension ClassifierPlot {
  /// Loss and accuracy in the course of training.
  public static let learningCurve = ClassifierPlot(
    name: "learning-curve", summary: "loss and accuracy over the epochs",
    suits: { $0.history.epochCount > 0 },
    draw: LearningCurvePlot.draw)
}

private enum LearningCurvePlot {
  static func draw(_ classifier: Classifier) throws -> ClassifierFigure {
    let history = classifier.history
    // Each has a curve of the held-out rows beside it.
    let metrics = history.names.filter { !$0.hasPrefix("val_") && !history[$0].isEmpty }
    let ordered = metrics.filter { $0 == "loss" } + metrics.filter { $0 != "loss" }
    guard !ordered.isEmpty else { throw UnsuitablePlot("learning-curve", .noHistory) }
    let page = FigureStack(
      try ordered.map { try figure($0, training: history[$0], heldOut: history["val_" + $0]) },
      direction: .horizontal)
    return ClassifierFigure(
      page: page,
      data: .object(
        zip(history.names, history.values).map { JSON.Member($0, .numbers($1.map { Double($0) })) }),
      terminalHeight: 18 * ordered.count)
  }

  private static func figure(_ metric: String, training: [Float], heldOut: [Float]) throws -> Figure {
    var figure = try Figure(width: 5.4, height: 4.2)
    figure.axes.title = metric == "loss" ? "Loss" : metric == "accuracy" ? "Accuracy" : metric
    figure.axes.xLabel = "Epoch"
    figure.axes.grid = Grid(opacity: 0.4)
    figure.axes.showsLegend = true
    for (values, label, style) in [
      (training, "Training", LineStyle.solid), (heldOut, "Held out", LineStyle.dashed),
    ] where !values.isEmpty {
      let epochs = values.indices.map { Double($0 + 1) }
      let color = Color.ofClass(style == .solid ? 0 : 1)
      // A line through a single point would be invisible.
      if values.count == 1 {
        try figure.axes.scatter(epochs, values, color: color, label: label)
      } else {
        try figure.axes.line(epochs, values, color: color, style: style, label: label)
      }
    }
    return figure
  }
}
