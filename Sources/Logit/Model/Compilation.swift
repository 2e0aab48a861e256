/// What ``Sequential/compile(optimizer:loss:metrics:weightedMetrics:)`` was given.
struct Compilation: Sendable {
  var optimizer: any Optimizer
  var loss: any Loss
  var metrics: [any Metric]
  var weightedMetrics: [any Metric] = []
  /// Whether a loss of probabilities takes outputs that are none, as Keras does; for models that were
  /// compiled there.
  var takesAnyOutputs = false

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
    if let mask = stack.masks.mask {
      throw LogitError.invalidArchitecture(
        layer: mask.source,
        reason: "its mask reaches the loss, of which Keras leaves masked rows out, but Logit does not",
        remedy:
          "leave the rows out of the data, or put a layer behind it that ends or uses the mask, such as "
          + "Flatten() or GlobalAveragePooling1D()")
    }
    try loss.validate(units: stack.outputCount, layer: layer)
    if !takesAnyOutputs { try (loss as? any ProbabilityLoss)?.requireProbabilities(from: stack) }
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
