internal import CLogitKernels

/// A compiled model resolved for one batch size: which kernels run, and the memory they run in.
///
/// Everything that can be decided once is decided here, so that a step does nothing but call kernels: it
/// allocates no memory, takes no lock, and makes at most one dynamic call for each layer and one for the
/// optimizer.
///
/// A step has one of two forms. A single ``Dense`` layer whose loss works from its logits (logistic and
/// softmax regression) is one fused kernel; with few features even a whole run of steps is one call. Any
/// other stack runs forward layer by layer, then the loss, then backward.
final class TrainingPlan {
  let stack: LayerStack
  let batchSize: Int
  let loss: any Loss
  let head: LossHead?
  let metrics: [PlannedMetric]
  /// The gradient of the last batch, laid out as the parameters are.
  let gradient: Workspace.Slice

  let pool: ThreadPool
  private let kernels = Kernels.current
  private let layers: [PlannedLayer]
  private let features: Int
  private let units: Int
  /// The one layer of the model, if its step is a single kernel.
  let fused: FusedLayer?
  private let lastActivation: (any Activation)?
  private let kernelHead: logit_head?
  private let workspace: Workspace
  /// The outputs of each layer; the last one holds logits when the head starts from the weighted sums.
  private let outputs: [Workspace.Slice]
  /// What each layer keeps from the forward to the backward pass.
  private let scratches: [Workspace.Slice]
  /// dL/d output of the layer at hand, and of the one before it; they change places going backward.
  private let deltas: (Workspace.Slice, Workspace.Slice)
  private let stepScratch: Workspace.Slice
  /// The last layer's outputs, for metrics that the head does not count.
  private let predictions: Workspace.Slice
  private let rowLosses: Workspace.Slice

  init(stack: LayerStack, compilation: Compilation, batchSize: Int) throws {
    try Kernels.validateEnvironment()
    let pool = try ThreadPool.shared()
    self.pool = pool
    self.stack = stack
    features = stack.inputCount
    units = stack.outputCount
    self.batchSize = batchSize
    loss = compilation.loss
    let head = compilation.head(for: stack)
    self.head = head
    let threshold = compilation.metrics.lazy.compactMap { Self.threshold(of: $0) }.first ?? 0.5
    metrics = compilation.metrics.map {
      PlannedMetric($0, stack: stack, loss: compilation.loss, head: head, headThreshold: threshold)
    }
    let isThresholdOnLogits = head?.source == .outputs || stack.lastDense?.activation is Linear
    let kernelHead = head.map {
      logit_head($0, threshold: isThresholdOnLogits ? threshold : logit(threshold))
    }
    self.kernelHead = kernelHead
    let last = stack.entries.count - 1
    layers = stack.entries.enumerated().map { index, entry in
      PlannedLayer(
        entry, index: index, leavesActivationToHead: index == last && head?.source == .weightedSums,
        pool: pool)
    }
    lastActivation = head?.source == .weightedSums ? stack.lastDense?.activation : nil
    let soleDense = head?.source == .weightedSums && stack.entries.count == 1 ? stack.lastDense : nil
    fused = soleDense.flatMap { FusedLayer($0, inputCount: stack.inputCount, head: kernelHead) }

    let outputCounts = stack.entries.map { $0.outputCount * batchSize }
    let widest = outputCounts.max() ?? 0
    let scratchCounts = stack.entries.map {
      $0.layer.scratchCount(inputShape: $0.inputShape, rows: batchSize)
    }
    let lastCount = stack.outputCount * batchSize
    let stepScratchCount =
      fused == nil
      ? 0 : Int(logit_step_scratch_count(Int64(batchSize), Int64(stack.inputCount), Int64(stack.outputCount)))
    workspace = Workspace(
      reserving: [stack.storageCount] + outputCounts + scratchCounts + [
        widest, widest, lastCount, batchSize, stepScratchCount,
      ])
    gradient = workspace.slice(stack.storageCount)
    outputs = outputCounts.map { [workspace] in workspace.slice($0) }
    scratches = scratchCounts.map { [workspace] in workspace.slice($0) }
    deltas = (workspace.slice(widest), workspace.slice(widest))
    predictions = workspace.slice(lastCount)
    rowLosses = workspace.slice(batchSize)
    stepScratch = workspace.slice(stepScratchCount)
  }
}

extension TrainingPlan {
  /// One state for each metric; empty when the head counts them all.
  var initialMetricStates: [[Double]] {
    needsPredictions ? metrics.map(\.metric.initialState) : []
  }

  private static func threshold(of metric: any Metric) -> Float? {
    metric is Accuracy ? 0.5 : (metric as? BinaryAccuracy)?.threshold
  }
}

/// The log-odds of a probability.
private func logit(_ p: Float) -> Float {
  Float(logit_log(Double(p) / (1 - Double(p))))
}

/// A single ``Dense`` layer whose forward pass, loss and gradient are one kernel.
struct FusedLayer {
  let head: logit_head
  let inputCount: Int
  let units: Int
  let hasBias: Bool

  var kernelCount: Int { inputCount * units }

  /// `nil` when there is no such kernel: for many units, or several sigmoids side by side.
  init?(_ dense: Dense, inputCount: Int, head: logit_head?) {
    guard let head, logit_step_fits(Int64(dense.units)) != 0 else { return nil }
    guard head.kind != LOGIT_HEAD_BINARY || dense.units == 1 else { return nil }
    self.head = head
    self.inputCount = inputCount
    units = dense.units
    hasBias = dense.useBias
  }

  /// Whether a whole run of steps can be one call.
  func fitsRun(batchSize: Int) -> Bool {
    logit_run_fits(Int64(batchSize), Int64(inputCount), Int64(units)) != 0
  }

  /// Whether a step can take its rows from where they are.
  var takesIndices: Bool { logit_is_small(Int64(inputCount), Int64(units)) == 0 }
}

extension logit_head {
  fileprivate init(_ head: LossHead, threshold: Float) {
    switch head.kind {
    case .binary(let smoothing):
      self.init(kind: LOGIT_HEAD_BINARY, smoothing: smoothing, threshold: threshold)
    case .categorical(let smoothing):
      self.init(kind: LOGIT_HEAD_CATEGORICAL, smoothing: smoothing, threshold: threshold)
    case .sparseCategorical:
      self.init(kind: LOGIT_HEAD_SPARSE_CATEGORICAL, smoothing: 0, threshold: threshold)
    }
  }
}

/// Rows for one step.
struct Batch {
  /// `[rows, features]`.
  var x: UnsafePointer<Float>
  /// `[rows, label columns]`.
  var y: UnsafePointer<Float>
  /// `[rows]`, or `nil` when every row counts once.
  var w: UnsafePointer<Float>?
  var rows: Int
  /// Where each row stands in the arrays above, if they are not the batch's own; only for a step that
  /// ``TrainingPlan/takesIndices``.
  var indices: UnsafePointer<UInt32>?
}

// MARK: - One batch

extension TrainingPlan {
  /// Computes the loss and the metrics of a batch and, when training, the gradient of its mean loss.
  ///
  /// - Parameters:
  ///   - parameters: All weights. When training, layers may change those that are not trained.
  ///   - seed: When training, what random layers draw from: another number in each step.
  /// - Returns: The sum over the rows of weight times loss, and what the head counted as right.
  func run(
    _ batch: Batch, parameters: UnsafeMutablePointer<Float>, training: Bool, seed: UInt64 = 0,
    metricStates: inout [[Double]]
  ) -> logit_totals {
    let isFused = training && fused != nil
    let pass = LayerPass(rows: batch.rows, isTraining: training, seed: seed)
    if !isFused || needsPredictions { forward(batch, parameters: parameters, pass: pass) }
    if needsPredictions { updateMetrics(&metricStates, batch: batch) }
    if isFused, let fused { return run(fused, batch, parameters: parameters) }
    let totals = evaluateLoss(batch, training: training)
    if training { backward(batch, parameters: parameters, pass: pass) }
    return totals
  }

  /// Whether there are metrics that the head does not count.
  var needsPredictions: Bool { !metrics.allSatisfy(\.isCountedByHead) }

  /// Whether a training step can take rows from where they are, without gathering them first.
  var takesIndices: Bool { fused?.takesIndices == true && !needsPredictions }

  /// Forward, loss and gradient of a single Dense layer in one kernel.
  private func run(
    _ layer: FusedLayer, _ batch: Batch, parameters: UnsafePointer<Float>
  ) -> logit_totals {
    let kernelGradient = gradient.baseAddress.unsafelyUnwrapped
    let step = logit_step(
      head: layer.head, input: batch.x, labels: batch.y, weights: batch.w, indices: batch.indices,
      kernel: parameters, bias: layer.hasBias ? parameters + layer.kernelCount : nil,
      kernel_gradient: kernelGradient,
      bias_gradient: layer.hasBias ? kernelGradient + layer.kernelCount : nil,
      scratch: stepScratch.baseAddress, rows: Int64(batch.rows), features: Int64(features),
      units: Int64(units),
      scale: 1 / Float(batch.rows))
    return pool.step(kernels, step)
  }

  /// Fills ``outputs``.
  private func forward(_ batch: Batch, parameters: UnsafeMutablePointer<Float>, pass: LayerPass) {
    var input = batch.x
    for index in layers.indices {
      let output = outputs[index].baseAddress.unsafelyUnwrapped
      layers[index].forward(
        input, parameters: parameters, scratch: pass.isTraining ? scratches[index] : nil, into: output,
        pass: pass)
      if pass.isTraining { layers[index].updateState(parameters, scratch: scratches[index], pass: pass) }
      input = UnsafePointer(output)
    }
  }

  /// From the last layer's outputs to the loss and, when training, to dL/d outputs in the first delta.
  private func evaluateLoss(_ batch: Batch, training: Bool) -> logit_totals {
    let output = outputs[outputs.count - 1].first(batch.rows * units)
    let delta = deltas.0.first(batch.rows * units)
    let scale = 1 / Float(batch.rows)
    guard var kernelHead else {
      return evaluateGeneralLoss(batch, output: output, delta: delta, training: training)
    }
    var totals = logit_totals()
    kernels.head(
      &kernelHead, output.baseAddress, batch.y, batch.w, Int64(batch.rows), Int64(units), scale,
      delta.baseAddress, &totals)
    return totals
  }

  /// The loss from predictions, through the protocol.
  private func evaluateGeneralLoss(
    _ batch: Batch, output: Workspace.Slice, delta: Workspace.Slice, training: Bool
  ) -> logit_totals {
    let values = rowLosses.first(batch.rows)
    var valueSpan = values.mutableSpan
    var gradientSpan = delta.first(training ? delta.count : 0).mutableSpan
    let labelColumns = loss.labelEncoding == .classIndex ? 1 : units
    loss.evaluate(
      labels: UnsafeBufferPointer(start: batch.y, count: batch.rows * labelColumns).span,
      predictions: UnsafeBufferPointer(output).span, units: units, values: &valueSpan,
      gradient: &gradientSpan)

    var totals = logit_totals()
    for row in 0..<batch.rows {
      let weight = batch.w?[row] ?? 1
      totals.loss += Double(weight * values[row])
      guard training else { continue }
      let factor = weight / Float(batch.rows)
      for i in row * units..<(row + 1) * units { delta[i] *= factor }
    }
    return totals
  }

  /// From dL/d outputs of the last layer, in the first delta, to the gradient of every parameter.
  private func backward(_ batch: Batch, parameters: UnsafePointer<Float>, pass: LayerPass) {
    var current = deltas.0.baseAddress.unsafelyUnwrapped
    var previous = deltas.1.baseAddress.unsafelyUnwrapped
    for index in layers.indices.reversed() {
      let input = index == 0 ? batch.x : UnsafePointer(outputs[index - 1].baseAddress.unsafelyUnwrapped)
      layers[index].backward(
        input, output: UnsafePointer(outputs[index].baseAddress.unsafelyUnwrapped), parameters: parameters,
        scratch: scratches[index], outputGradient: current,
        gradient: gradient.baseAddress.unsafelyUnwrapped, inputGradient: index == 0 ? nil : previous,
        pass: pass)
      swap(&current, &previous)
    }
  }

  /// The metrics that the head does not count, from predictions made out of the last layer's outputs.
  private func updateMetrics(_ states: inout [[Double]], batch: Batch) {
    let output = outputs[outputs.count - 1].first(batch.rows * units)
    let predicted = predictions.first(output.count)
    _ = predicted.update(from: output)
    if let lastActivation {
      var span = predicted.mutableSpan
      lastActivation.apply(to: &span, columns: units)
    }
    let labelColumns = loss.labelEncoding == .classIndex ? 1 : units
    let labels = UnsafeBufferPointer(start: batch.y, count: batch.rows * labelColumns)
    for (index, metric) in metrics.enumerated() where !metric.isCountedByHead {
      metric.metric.update(
        &states[index], labels: labels.span, predictions: UnsafeBufferPointer(predicted).span,
        weights: Workspace.Slice.empty.span, units: units)
    }
  }
}
