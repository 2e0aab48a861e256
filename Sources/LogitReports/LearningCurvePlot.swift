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
    let isWeighted = classifier.provenance.options.map { $0.classWeight != .equal } ?? false
    // Each has a curve of the held-out rows beside it; the penalty stands apart from the loss, at the end.
    let metrics = history.names.filter { !$0.hasPrefix("val_") && !history[$0].isEmpty }
    let ordered =
      metrics.filter { $0 == "loss" } + metrics.filter { !["loss", "penalty"].contains($0) }
      + metrics.filter { $0 == "penalty" }
    guard !ordered.isEmpty else {
      let isOptimum = classifier.provenance.state != nil
      throw UnsuitablePlot("learning-curve", isOptimum ? .noEpochs : .noHistory)
    }
    let page = FigureStack(
      try ordered.map { name in
        switch name {
        case "loss": try loss(history, isWeighted: isWeighted)
        case "penalty": try penalty(history)
        default: try metric(name, history)
        }
      }, direction: .horizontal)
    return ClassifierFigure(
      page: page,
      data: .object(
        zip(history.names, history.values).map { JSON.Member($0, .numbers($1.map { Double($0) })) }),
      terminalHeight: 20 * ordered.count)
  }

  /// The loss without the penalty, which the log loss of an evaluation does not have either.
  ///
  /// - Parameter isWeighted: Whether classes have weights, which the loss of the training rows counts and
  ///   that of the held-out rows does not, so that the two cannot be compared.
  private static func loss(_ history: LearningCurve, isWeighted: Bool) throws -> Figure {
    let (training, penalty) = (history["loss"], history["penalty"])
    let (heldOut, heldOutPenalty) = (history["val_loss"], history["val_penalty"])
    let isSplit = penalty.count == training.count && heldOutPenalty.count == heldOut.count
    var figure = try empty(isSplit ? "Log loss, without the penalty" : "Loss")
    let curves = [
      isSplit ? zip(training, penalty).map(-) : training,
      isSplit ? zip(heldOut, heldOutPenalty).map(-) : heldOut,
    ]
    try add(curves, training: isWeighted ? "Training, classes weighted" : "Training", to: &figure)
    let scale = LossScale(curves.map { $0.map(Double.init) })
    figure.axes.yLimits = scale.limits
    figure.axes.xLabel = "Epoch" + scale.note
    return figure
  }

  private static func penalty(_ history: LearningCurve) throws -> Figure {
    var figure = try empty("Penalty")
    // That of the training rows is a mean over the epoch, since it is there to be taken from their loss.
    let afterEpoch = history["val_penalty"]
    try add(
      afterEpoch.isEmpty ? history["penalty"] : afterEpoch, color: .gray, style: .solid,
      label: "Sum of squared weights times λ", to: &figure)
    return figure
  }

  private static func metric(_ name: String, _ history: LearningCurve) throws -> Figure {
    var figure = try empty(name == "accuracy" ? "Accuracy" : name)
    try add([history[name], history["val_" + name]], to: &figure)
    return figure
  }

  private static func empty(_ title: String) throws -> Figure {
    var figure = try Figure(width: 5.4, height: 4.2)
    figure.axes.title = title
    figure.axes.xLabel = "Epoch"
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = true
    return figure
  }

  /// - Parameters:
  ///   - curves: Those of the training and of the held-out rows, which may be empty.
  ///   - training: What the legend calls the first.
  private static func add(
    _ curves: [[Float]], training: String = "Training", to figure: inout Figure
  ) throws {
    try add(curves[0], color: .ofClass(0), style: .solid, label: training, to: &figure)
    try add(curves[1], color: .ofClass(1), style: .dashed, label: "Held out", to: &figure)
  }

  private static func add(
    _ values: [Float], color: PlotColor, style: LineStyle, label: String, to figure: inout Figure
  ) throws {
    guard !values.isEmpty else { return }
    let epochs = values.indices.map { Double($0 + 1) }
    // A line through a single point would be invisible.
    if values.count == 1 {
      try figure.axes.scatter(epochs, values, color: color, label: label)
    } else {
      try figure.axes.line(epochs, values, color: color, style: style, label: label)
    }
  }
}
