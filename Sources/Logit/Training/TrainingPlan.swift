import CLogitKernels

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
  let kernels = Kernels.current
  let layers: [PlannedLayer]
  private let features: Int
  let units: Int
  /// The one layer of the model, if its step is a single kernel.
  let fused: FusedLayer?
  let lastActivation: (any Activation)?
  /// The trained parameters whose size is penalized.
  let regularized: [TrainableVariable]
  /// The shapes of the layers' outputs for a batch, for penalties on them.
  var batchShapes: [[Int]]
  let kernelHead: logit_head?
  private let workspace: Workspace
  /// The outputs of each layer; the last one holds logits when the head starts from the weighted sums.
  let outputs: [Workspace.Slice]
  /// What each layer keeps from the forward to the backward pass.
  private let scratches: [Workspace.Slice]
  /// dL/d output of the layer at hand, and of the one before it; they change places going backward.
  let deltas: (Workspace.Slice, Workspace.Slice)
  private let stepScratch: Workspace.Slice
  /// The last layer's outputs, for metrics that the head does not count.
  let predictions: Workspace.Slice
  let rowLosses: Workspace.Slice
  let activityGradient: Workspace.Slice

  init(stack: LayerStack, compilation: Compilation, batchSize: Int, pool: ThreadPool) {
    self.pool = pool
    self.stack = stack
    features = stack.inputCount
    units = stack.outputCount
    self.batchSize = batchSize
    loss = compilation.loss
    let head = compilation.head(for: stack)
    self.head = head
    let threshold = compilation.metrics.lazy.compactMap { Self.threshold(of: $0) }.first ?? 0.5
    metrics = PlannedMetric.all(of: compilation, stack: stack, head: head, headThreshold: threshold)
    batchShapes = stack.entries.map { [batchSize] + $0.outputShape }
    regularized = stack.trainableVariables.filter { $0.regularizer != nil }
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
    // A penalty on outputs needs the outputs, which the fused kernel does not write.
    fused = soleDense.flatMap {
      $0.activityRegularizer == nil ? FusedLayer($0, inputCount: stack.inputCount, head: kernelHead) : nil
    }

    let outputCounts = stack.entries.map { $0.outputCount * batchSize }
    let widest = outputCounts.max() ?? 0
    let scratchCounts = stack.entries.map {
      $0.layer.scratchCount(inputShape: $0.inputShape, rows: batchSize)
    }
    let lastCount = stack.outputCount * batchSize
    let activityCount = layers.last?.activityRegularizer == nil ? 0 : lastCount
    let stepScratchCount =
      fused == nil
      ? 0 : Int(logit_step_scratch_count(Int64(batchSize), Int64(stack.inputCount), Int64(stack.outputCount)))
    workspace = Workspace(
      reserving: [stack.storageCount] + outputCounts + scratchCounts + [
        widest, widest, lastCount, batchSize,
        stepScratchCount, activityCount,
      ])
    gradient = workspace.slice(stack.storageCount)
    outputs = outputCounts.map { [workspace] in workspace.slice($0) }
    scratches = scratchCounts.map { [workspace] in workspace.slice($0) }
    deltas = (workspace.slice(widest), workspace.slice(widest))
    predictions = workspace.slice(lastCount)
    rowLosses = workspace.slice(batchSize)
    stepScratch = workspace.slice(stepScratchCount)
    activityGradient = workspace.slice(activityCount)
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
    var totals: logit_totals
    if isFused, let fused {
      totals = run(fused, batch, parameters: parameters)
    } else {
      totals = evaluateLoss(batch, training: training)
      totals.loss += activityPenalty(rows: batch.rows)
      if training { backward(batch, parameters: parameters, pass: pass) }
    }
    for variable in regularized {
      totals.loss += Double(penalty(variable, parameters, training: training)) * Double(batch.rows)
    }
    return totals
  }

  /// Whether the loss of a step is the mean over its rows and nothing else, as a run of steps computes it.
  var isPlainLoss: Bool { regularized.isEmpty && loss.reduction.isMeanOverRows }

  /// For each metric that knows, whether larger is better; by the names of its results.
  var isBetterWhenHigher: [String: Bool] {
    var directions = ["loss": false]
    for metric in metrics {
      for name in metric.names { directions[name] = metric.metric.isBetterWhenHigher }
    }
    return directions
  }

  /// Whether there are metrics that the head does not count.
  var needsPredictions: Bool { !metrics.allSatisfy(\.isCountedByHead) }

  /// Whether a training step can take rows from where they are, without gathering them first.
  var takesIndices: Bool { fused?.takesIndices == true && !needsPredictions && loss.reduction.isMeanOverRows }

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
      scale: scale(batch))
    return reported(pool.step(kernels, step), batch, scale: step.scale)
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

  /// From dL/d outputs of the last layer, in the first delta, to the gradient of every parameter.
  private func backward(_ batch: Batch, parameters: UnsafePointer<Float>, pass: LayerPass) {
    var current = deltas.0.baseAddress.unsafelyUnwrapped
    var previous = deltas.1.baseAddress.unsafelyUnwrapped
    for index in layers.indices.reversed() {
      addActivityGradient(index, rows: batch.rows, to: current)
      let input = index == 0 ? batch.x : UnsafePointer(outputs[index - 1].baseAddress.unsafelyUnwrapped)
      layers[index].backward(
        input, output: UnsafePointer(outputs[index].baseAddress.unsafelyUnwrapped), parameters: parameters,
        scratch: scratches[index], outputGradient: current,
        gradient: gradient.baseAddress.unsafelyUnwrapped, inputGradient: index == 0 ? nil : previous,
        pass: pass)
      swap(&current, &previous)
    }
  }
}
