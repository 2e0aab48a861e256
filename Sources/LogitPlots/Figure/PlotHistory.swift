public import Logit

/// Draws the course of the loss and the metrics over the epochs: a figure for each, training solid,
/// validation dashed.
///
///     let history = try model.fit(x, y, epochs: 50, validationSplit: 0.2)
///     for figure in try plotHistory(history) { print(figure.text()) }
///
/// - Parameters:
///   - history: What `fit` returned.
///   - metrics: What to draw, such as `["loss", "accuracy"]`, each with its `val_` curve; by default all that
///     was recorded, the loss first.
/// - Returns: A figure for each name, in their order.
/// - Throws: ``PlotError/unknownMetric(name:recorded:)`` if the history has no such metric.
public func plotHistory(_ history: History, metrics: [String]? = nil) throws -> [Figure] {
  try (metrics ?? history.metrics).map { try Figure(history: history, metric: $0) }
}

extension Figure {
  /// Draws the course of one metric over the epochs, counted from 1 as in the progress bar: solid for the
  /// training rows, dashed for the validation rows. A value that is not finite breaks the curve. Where a few
  /// losses are so large that all others would look alike, the axis ends below them, and the label of the
  /// epochs says so.
  ///
  /// - Parameters:
  ///   - history: What `fit` returned.
  ///   - metric: The metric's name, `"loss"` by default.
  /// - Throws: ``PlotError/unknownMetric(name:recorded:)`` if the history has no such metric.
  public init(history: History, metric: String = "loss") throws {
    guard history.metrics.contains(metric) else {
      throw PlotError.unknownMetric(name: metric, recorded: history.metrics)
    }
    self.init()
    try addCurve(history, metric, style: .solid, color: PlotColor.cycle[0], label: "Training")
    try addCurve(history, "val_" + metric, style: .dashed, color: PlotColor.cycle[1], label: "Validation")
    axes.title = metric
    axes.xLabel = "Epoch"
    if metric == "loss" {
      let scale = LossScale([history[metric], history["val_" + metric]])
      axes.yLimits = scale.limits
      axes.xLabel += scale.note
    }
    axes.yLabel = metric
    axes.grid = GridLines(opacity: 0.4)
    axes.showsLegend = !history["val_" + metric].isEmpty
  }

  private mutating func addCurve(
    _ history: History, _ name: String, style: LineStyle, color: PlotColor, label: String
  ) throws {
    let values = history[name]
    guard !values.isEmpty else { return }
    let epochs = history.epochs(of: name).map { Double($0 + 1) }
    // A line needs two points; a single epoch is drawn as a mark.
    if values.count == 1 {
      try axes.scatter(epochs, values, color: color, label: label)
    } else {
      try axes.line(epochs, values, color: color, style: style, label: label)
    }
  }
}

extension History {
  /// What was recorded, without the names for validation rows; the loss first.
  fileprivate var metrics: [String] {
    let metrics = names.filter { !$0.hasPrefix("val_") || !names.contains(String($0.dropFirst(4))) }
    return metrics.filter { $0 == "loss" } + metrics.filter { $0 != "loss" }
  }
}
