/// A metric that fits the model, and whether the loss's kernel counts it along the way.
struct PlannedMetric: Sendable {
  let metric: any Metric
  private(set) var isCountedByHead: Bool
  /// For a metric counted by the head, the number of predictions in a row.
  let predictionsPerRow: Int

  /// Whether rows count by their weights.
  var isWeighted = false
  /// The names its results are reported under.
  var names: [String]

  init(_ metric: any Metric, stack: LayerStack, loss: any Loss, head: LossHead?, headThreshold: Float) {
    let units = stack.outputCount
    let metric = metric.resolved(labels: loss.labelEncoding, units: units)
    self.metric = metric
    names = metric.resultNames
    switch (head?.kind, metric) {
    case (.binary, let accuracy as BinaryAccuracy):
      isCountedByHead = accuracy.threshold == headThreshold
      predictionsPerRow = units
    case (.categorical, is CategoricalAccuracy), (.sparseCategorical, is SparseCategoricalAccuracy):
      isCountedByHead = true
      predictionsPerRow = 1
    default:
      isCountedByHead = false
      predictionsPerRow = 1
    }
  }

  /// All metrics of a compiled model, under names of their own: a name that is taken gets `_1`, and a
  /// weighted metric with the name of an unweighted one becomes `weighted_accuracy`, as in Keras.
  static func all(
    of compilation: Compilation, stack: LayerStack, head: LossHead?, headThreshold: Float
  ) -> [PlannedMetric] {
    func planned(_ metric: any Metric, isWeighted: Bool) -> PlannedMetric {
      var planned = PlannedMetric(
        metric, stack: stack, loss: compilation.loss, head: head, headThreshold: headThreshold)
      planned.isWeighted = isWeighted
      if isWeighted { planned.isCountedByHead = false }
      return planned
    }
    let plain = compilation.metrics.map { planned($0, isWeighted: false) }
    let weighted = compilation.weightedMetrics.map { planned($0, isWeighted: true) }
    var taken: Set<String> = ["loss"]
    let plainNames = Set(plain.flatMap(\.names))
    return (plain + weighted).map { metric in
      var metric = metric
      metric.names = metric.names.map { name in
        let wanted = metric.isWeighted && plainNames.contains(name) ? "weighted_" + name : name
        var free = wanted
        var number = 1
        while !taken.insert(free).inserted {
          free = "\(wanted)_\(number)"
          number += 1
        }
        return free
      }
      return metric
    }
  }
}
