internal import CLogitKernels

/// What ``Sequential/compile(optimizer:loss:metrics:)`` was given.
struct Compilation: Sendable {
  var optimizer: any Optimizer
  var loss: any Loss
  var metrics: [any Metric]

  /// Checks every option, and that the loss fits the last layer.
  func validate(_ stack: LayerStack) throws {
    try optimizer.validate()
    let layer = stack.entries.last?.name ?? ""
    guard stack.outputShape.count == 1 else {
      throw LogitError.invalidArchitecture(
        layer: layer, reason: "its output rows have shape \(stack.outputShape), but a loss takes flat rows",
        remedy: "end the model with a Dense layer")
    }
    try loss.validate(units: stack.outputCount, layer: layer)
    for metric in metrics {
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
  let isCountedByHead: Bool
  /// Whether sample weights count in the metric. The head counts rows, so it cannot count this one.
  let isWeighted: Bool
  /// For a metric counted by the head, the number of predictions in a row.
  let predictionsPerRow: Int

  init(
    _ metric: any Metric, stack: LayerStack, loss: any Loss, head: LossHead?, headThreshold: Float,
    isWeighted: Bool = false
  ) {
    let units = stack.outputCount
    self.isWeighted = isWeighted
    self.metric = metric.resolved(labels: loss.labelEncoding, units: units)
    switch (isWeighted ? nil : head?.kind, self.metric) {
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
}

/// What is added up over the batches of an epoch or an evaluation.
///
/// The order of summation is the order of the batches, so the result depends on the batch size but not on
/// how the work was divided.
struct BatchTotals {
  private(set) var loss = 0.0
  private(set) var correct = 0.0
  private(set) var rows = 0
  /// One state for each metric; empty when the head counts them all.
  var metricStates: [[Double]]

  init(plan: TrainingPlan) {
    metricStates = plan.initialMetricStates
  }

  mutating func reset(plan: TrainingPlan) {
    loss = 0
    correct = 0
    rows = 0
    for index in metricStates.indices { metricStates[index] = plan.metrics[index].metric.initialState }
  }

  mutating func add(_ totals: logit_totals, rows: Int) {
    loss += totals.loss
    correct += totals.correct
    self.rows += rows
  }

  /// Σ weight · loss / rows, as Keras averages over the batches of an epoch.
  var meanLoss: Double { loss / Double(rows) }

  func value(of index: Int, _ planned: PlannedMetric) -> Double {
    planned.isCountedByHead
      ? correct / Double(rows * planned.predictionsPerRow) : planned.metric.result(metricStates[index])
  }

  /// The numbers of a metric that has several, in the order of its names.
  func values(of index: Int, _ planned: PlannedMetric) -> [Double] {
    planned.isCountedByHead ? [value(of: index, planned)] : planned.metric.results(metricStates[index])
  }
}
