internal import CLogitKernels

/// What ``Sequential/compile(optimizer:loss:metrics:weightedMetrics:)`` was given.
struct Compilation: Sendable {
  var optimizer: any Optimizer
  var loss: any Loss
  var metrics: [any Metric]
  var weightedMetrics: [any Metric] = []

  /// Checks every option.
  func validate() throws {
    try optimizer.validate()
    try loss.validate()
    for metric in metrics + weightedMetrics { try metric.validate() }
  }

  /// Checks that loss and metrics fit the last layer.
  func validate(_ stack: LayerStack) throws {
    let layer = stack.entries.last?.name ?? ""
    guard stack.outputShape.count == 1 else {
      throw LogitError.invalidArchitecture(
        layer: layer, reason: "its output rows have shape \(stack.outputShape), but a loss takes flat rows",
        remedy: "end the model with a Dense layer")
    }
    try loss.validate(units: stack.outputCount, layer: layer)
    for metric in metrics + weightedMetrics {
      try metric.resolved(labels: loss.labelEncoding, units: stack.outputCount)
        .validate(labels: loss.labelEncoding, units: stack.outputCount)
    }
  }

  /// The fused head for the stack's last layer, if the loss has one.
  func head(for stack: LayerStack) -> LossHead? {
    guard let dense = stack.lastDense else { return loss.head(after: .linear).asOutputs }
    let head = loss.head(after: dense.activation)
    // Before the identity, weighted sums and outputs are the same numbers; the former can be fused.
    return dense.activation is Linear ? head.map { LossHead($0.kind, source: .weightedSums) } : head
  }
}

extension LossHead? {
  /// A layer of unknown kind has no weighted sums to start from.
  fileprivate var asOutputs: LossHead? { self?.source == .outputs ? self : nil }
}

extension LayerStack {
  /// The last layer, if it is a ``Dense``.
  var lastDense: Dense? { entries.last?.layer as? Dense }
}

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

  /// All metrics of a compiled model, under names of their own: a name that is taken gets `_1`, and a weighted metric with
  /// the name of an unweighted one becomes `weighted_accuracy`, as in Keras.
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
