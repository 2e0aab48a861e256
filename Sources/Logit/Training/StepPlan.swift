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
final class StepPlan {
  /// The most rows in a batch.
  let batchSize: Int
  /// The numbers in a row of input.
  let features: Int
  /// The numbers in a row of output.
  let units: Int
  let layers: [PlannedLayer]
  let loss: PlannedLoss
  let metrics: [PlannedMetric]
  /// The one layer of the model, if its step is a single kernel.
  let fused: FusedLayer?
  /// The trained parameters whose size is penalized.
  let regularized: [TrainableVariable]
  /// The shapes of the layers' outputs for a batch, for penalties on them.
  var batchShapes: [[Int]]
  let memory: StepMemory
  let pool: ThreadPool

  init(stack: LayerStack, compilation: Compilation, batchSize: Int, pool: ThreadPool) {
    self.batchSize = batchSize
    self.pool = pool
    (features, units) = (stack.inputCount, stack.outputCount)
    let threshold = compilation.metrics.lazy.compactMap { Self.threshold(of: $0) }.first ?? 0.5
    let loss = PlannedLoss(compilation, stack: stack, threshold: threshold)
    self.loss = loss
    metrics = PlannedMetric.all(of: compilation, stack: stack, head: loss.head, headThreshold: threshold)
    regularized = stack.trainableVariables.filter { $0.regularizer != nil }
    batchShapes = stack.entries.map { [batchSize] + $0.outputShape }
    let last = stack.entries.count - 1
    layers = stack.entries.enumerated().map { index, entry in
      PlannedLayer(
        entry, index: index, leavesActivationToHead: index == last && loss.startsFromWeightedSums, pool: pool)
    }
    let soleDense = loss.startsFromWeightedSums && last == 0 ? stack.lastDense : nil
    // A penalty on outputs needs the outputs, which the fused kernel does not write.
    let fused = soleDense.flatMap {
      $0.activityRegularizer == nil
        ? FusedLayer($0, inputCount: stack.inputCount, head: loss.kernelHead) : nil
    }
    self.fused = fused
    memory = StepMemory(
      stack, rows: batchSize, fusedScratchCount: fused?.scratchCount(batchSize: batchSize) ?? 0)
  }
}

extension StepPlan {
  /// One state for each metric; empty when the head counts them all.
  var initialMetricStates: [[Double]] {
    needsPredictions ? metrics.map(\.metric.initialState) : []
  }

  private static func threshold(of metric: any Metric) -> Float? {
    metric is Accuracy ? 0.5 : (metric as? BinaryAccuracy)?.threshold
  }
}

// MARK: - One batch

extension StepPlan {
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
    var pass = LayerPass(rows: batch.rows, isTraining: training, seed: seed)
    pass.modelRows = ModelRows(start: batch.x)
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

  /// The gradient of the last batch, laid out as the parameters are.
  var gradient: Workspace.Slice { memory.gradient }

  /// The numbers that the rows of a batch hold together: input, labels and weights.
  var floatsPerBatch: Int { batchSize * (features + loss.labelColumns(units: units) + 1) }

  /// Whether the loss of a step is the mean over its rows and nothing else, as a run of steps computes it.
  var isPlainLoss: Bool { regularized.isEmpty && loss.isMeanOverRows }

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
  var takesIndices: Bool { fused?.takesIndices == true && !needsPredictions && loss.isMeanOverRows }

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
      scratch: memory.fusedScratch.baseAddress, rows: Int64(batch.rows), features: Int64(features),
      units: Int64(units),
      scale: scale(batch))
    return reported(pool.step(step), batch, scale: step.scale)
  }

  /// Fills the outputs of each layer.
  private func forward(_ batch: Batch, parameters: UnsafeMutablePointer<Float>, pass: LayerPass) {
    var input = batch.x
    for index in layers.indices {
      let output = memory.outputs[index].baseAddress.unsafelyUnwrapped
      layers[index].forward(
        input, parameters: parameters, scratch: pass.isTraining ? memory.scratches[index] : nil, into: output,
        pass: pass)
      if pass.isTraining {
        layers[index].updateState(parameters, scratch: memory.scratches[index], pass: pass)
      }
      input = UnsafePointer(output)
    }
  }

  /// From dL/d outputs of the last layer, in the first delta, to the gradient of every parameter.
  private func backward(_ batch: Batch, parameters: UnsafePointer<Float>, pass: LayerPass) {
    var current = memory.deltas.0.baseAddress.unsafelyUnwrapped
    var previous = memory.deltas.1.baseAddress.unsafelyUnwrapped
    for index in layers.indices.reversed() {
      addActivityGradient(index, rows: batch.rows, to: current)
      let input =
        index == 0 ? batch.x : UnsafePointer(memory.outputs[index - 1].baseAddress.unsafelyUnwrapped)
      layers[index].backward(
        input, output: UnsafePointer(memory.outputs[index].baseAddress.unsafelyUnwrapped),
        parameters: parameters,
        scratch: memory.scratches[index], outputGradient: current,
        gradient: gradient.baseAddress.unsafelyUnwrapped, inputGradient: index == 0 ? nil : previous,
        pass: pass)
      swap(&current, &previous)
    }
  }
}
