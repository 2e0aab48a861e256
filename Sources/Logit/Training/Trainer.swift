internal import CLogitKernels

/// Runs a plan over data: epochs of training, and evaluation.
///
/// Owns the buffers that a whole run needs: the order of rows, the batches that shuffled rows are gathered
/// into, the step sizes to come, and a copy of the weights from the start of the epoch to fall back to.
final class Trainer {
  let plan: TrainingPlan
  let data: TrainingData
  private(set) var totals: BatchTotals
  private let order: EpochOrder?
  private let updater: Updater?
  private let seed: UInt64
  /// The single small layer whose steps run inside one kernel call.
  private let runnable: FusedLayer?
  /// The steps whose rows are gathered, and run where they can be, together.
  private let chunkLength: Int
  private let workspace: Workspace
  private let gathered: (x: Workspace.Slice, y: Workspace.Slice, w: Workspace.Slice)
  private let saved: (parameters: Workspace.Slice, slots: Workspace.Slice)
  private let kernels = Kernels.current
  // What every step reads, kept as plain pointers and counts so that no reference is counted there; `data` and
  // `order` keep the memory alive.
  private let source: (x: UnsafePointer<Float>, y: UnsafePointer<Float>, w: UnsafePointer<Float>?)
  private let orderedRows: UnsafePointer<UInt32>?
  private let rowCount: Int
  private let features: Int
  private let labelColumns: Int

  /// Floats gathered together: enough to make a chunk's overhead small, few enough for the second-level cache.
  private static let chunkFloats = 1 << 15

  /// - Parameters:
  ///   - seed: What the order of rows and random layers follow from.
  ///   - shuffles: Whether to visit the rows in a new order each epoch.
  ///   - optimizer: Needed for training only.
  init(
    plan: TrainingPlan, data: TrainingData, seed: UInt64 = 0, shuffles: Bool = false,
    optimizer: (any Optimizer)? = nil
  ) {
    self.plan = plan
    self.data = data
    self.seed = seed
    let stepFloats = plan.batchSize * (data.features + data.labelColumns + 1)
    let longestRun = max(1, Self.chunkFloats / stepFloats)
    let updater = optimizer.map {
      Updater($0, stack: plan.stack, pool: plan.pool, longestRun: longestRun)
    }
    self.updater = updater
    let canRun = updater?.isPlainRule == true && !plan.needsPredictions
    runnable = plan.fused.flatMap { canRun && $0.fitsRun(batchSize: plan.batchSize) ? $0 : nil }
    chunkLength = runnable == nil ? 1 : longestRun
    totals = BatchTotals(plan: plan)
    order = shuffles ? EpochOrder(rows: data.rows, seed: seed) : nil
    orderedRows = order?.rows
    source = (data.x, data.y, data.w)
    (rowCount, features, labelColumns) = (data.rows, data.features, data.labelColumns)
    let isGathering = order != nil && !(optimizer != nil && plan.takesIndices)
    let rows = isGathering ? min(plan.batchSize * chunkLength, data.rows) : 0
    let parameterCount = plan.stack.storageCount
    let counts = [
      rows * data.features, rows * data.labelColumns, data.w == nil ? 0 : rows,
      parameterCount, parameterCount * (updater?.slotCount ?? 0),
    ]
    workspace = Workspace(reserving: counts)
    gathered = (workspace.slice(counts[0]), workspace.slice(counts[1]), workspace.slice(counts[2]))
    saved = (workspace.slice(counts[3]), workspace.slice(counts[4]))
  }

  var stepCount: Int { (data.rows + plan.batchSize - 1) / plan.batchSize }
}

// MARK: - Training

extension Trainer {
  /// The weights and what the optimizer keeps, in place.
  struct State {
    var parameters: Workspace.Slice
    var slots: Workspace.Slice
    var iteration: Int
  }

  /// Trains for one epoch, leaving its sums in ``totals``.
  ///
  /// - Parameters:
  ///   - epoch: Chooses the order of rows; counted since the model was made.
  ///   - reporter: Told about progress; `nil` for none.
  /// - Throws: ``LogitError/trainingDiverged(epoch:step:loss:)`` with `state` as it was when its weights and
  ///   loss were last finite, or ``LogitError/nonFiniteInput(name:row:column:value:)`` with `state` as it was before
  ///   the epoch.
  func trainEpoch(
    _ epoch: Int, reportedAs reportedEpoch: Int, state: inout State, reporter: ProgressReporter?
  ) throws {
    order?.shuffle(epoch: epoch)
    save(state)
    let firstIteration = state.iteration
    guard let failure = runSteps(stepCount, state: &state, reporter: reporter) else { return }
    // The steps are a pure function of where they started, so going back is starting again and stopping
    // sooner. It costs the hot loop nothing.
    restore(&state, iteration: firstIteration)
    if let error = data.nonFiniteInput() { throw error }
    _ = runSteps(failure.lastGoodStep, state: &state, reporter: nil)
    throw LogitError.trainingDiverged(
      epoch: reportedEpoch + 1, step: failure.lossStep + 1, loss: failure.loss)
  }

  private struct Failure {
    /// The step (from 0) whose loss was not finite.
    var lossStep: Int
    var loss: Double
    /// The number of steps after which the weights were still finite.
    var lastGoodStep: Int
  }

  private func runSteps(_ count: Int, state: inout State, reporter: ProgressReporter?) -> Failure? {
    totals.reset(plan: plan)
    var step = 0
    while step < count {
      let length = reporter.map { min($0.stepsUntilNextLook, count - step) } ?? count
      let steps = step..<step + length
      let failed =
        if let runnable {
          run(steps, of: runnable, state: &state, totals: &totals)
        } else {
          runSteps(steps, state: &state, totals: &totals)
        }
      if let failed { return failure(at: failed.step, loss: failed.loss, state) }
      step += length
      reporter?.stepsEnded(step, of: count, totals: totals, plan: plan)
    }
    return isFinite(state.parameters) ? nil : failure(at: count, loss: totals.meanLoss, state)
  }

  /// The hot loop of a small single layer: a kernel call for each chunk of steps.
  private func run(
    _ steps: Range<Int>, of layer: FusedLayer, state: inout State, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    guard let updater, let rule = updater.ruleOptimizer?.rule else { return nil }
    var run = logit_run()
    run.head = layer.head
    run.rule = rule
    run.batch_rows = Int64(plan.batchSize)
    (run.features, run.units, run.has_bias) = (Int64(features), Int64(layer.units), layer.hasBias ? 1 : 0)
    run.parameters = state.parameters.baseAddress
    run.slot_count = Int32(updater.slotCount)
    run.slots = state.slots.baseAddress
    run.slot_stride = Int64(state.parameters.count)
    run.adjustment = updater.adjustmentOfRuns
    var first = steps.lowerBound
    while first < steps.upperBound {
      let end = min(first + chunkLength, steps.upperBound)
      let batch = batch(first..<end)
      (run.input, run.labels, run.weights, run.rows) = (batch.x, batch.y, batch.w, Int64(batch.rows))
      run.rates = updater.rates(end - first, from: state.iteration + 1)
      var chunkTotals = logit_totals()
      let done = Int(kernels.run(&run, Int64(end - first), &chunkTotals))
      totals.add(chunkTotals, rows: done == end - first ? batch.rows : done * plan.batchSize)
      state.iteration += done
      if done < end - first { return (first + done, chunkTotals.failed_loss) }
      first = end
    }
    return nil
  }

  /// The hot loop of any other model: kernels and one call of the optimizer a step, nothing else.
  ///
  /// - Parameter totals: Passed along, so that its exclusive use is checked once and not in every step.
  private func runSteps(
    _ steps: Range<Int>, state: inout State, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    let plan = plan
    let parameters = state.parameters.baseAddress.unsafelyUnwrapped
    for step in steps {
      let batch = plan.takesIndices ? indexedBatch(step) : batch(step..<step + 1)
      let batchTotals = plan.run(
        batch, parameters: parameters, training: true,
        seed: SplitMix64.mixed(seed &+ UInt64(state.iteration)), metricStates: &totals.metricStates)
      guard batchTotals.loss.isFinite else { return (step, batchTotals.loss) }
      totals.add(batchTotals, rows: batch.rows)
      state.iteration += 1
      updater?.update(
        parameters: state.parameters, slots: state.slots, gradient: plan.gradient, iteration: state.iteration)
    }
    return nil
  }

  /// If the weights themselves are still finite the loss alone overflowed; otherwise the step before broke
  /// them.
  private func failure(at step: Int, loss: Double, _ state: State) -> Failure {
    Failure(
      lossStep: min(step, stepCount - 1), loss: loss,
      lastGoodStep: isFinite(state.parameters) ? step : max(step - 1, 0))
  }

  private func isFinite(_ values: Workspace.Slice) -> Bool {
    kernels.first_non_finite(values.baseAddress.unsafelyUnwrapped, Int64(values.count)) < 0
  }

  private func save(_ state: State) {
    _ = saved.parameters.update(from: state.parameters)
    _ = saved.slots.update(from: state.slots)
  }

  private func restore(_ state: inout State, iteration: Int) {
    _ = state.parameters.update(from: saved.parameters)
    _ = state.slots.update(from: saved.slots)
    state.iteration = iteration
  }

  /// The rows of some steps, one batch after the other.
  private func batch(_ steps: Range<Int>) -> Batch {
    let first = steps.lowerBound * plan.batchSize
    let rows = min(steps.upperBound * plan.batchSize, rowCount) - first
    guard let orderedRows else {
      return Batch(
        x: source.x + first * features, y: source.y + first * labelColumns, w: source.w.map { $0 + first },
        rows: rows)
    }
    let indices = orderedRows + first
    let x = gathered.x.baseAddress.unsafelyUnwrapped
    let y = gathered.y.baseAddress.unsafelyUnwrapped
    plan.pool.gatherRows(kernels, source.x, indices, rows: rows, columns: features, into: x)
    kernels.gather_rows(source.y, indices, Int64(rows), Int64(labelColumns), y)
    guard let weights = source.w else { return Batch(x: x, y: y, w: nil, rows: rows) }
    let w = gathered.w.baseAddress.unsafelyUnwrapped
    kernels.gather_rows(weights, indices, Int64(rows), 1, w)
    return Batch(x: x, y: y, w: w, rows: rows)
  }

  /// The rows of one step, where they are.
  private func indexedBatch(_ step: Int) -> Batch {
    guard let orderedRows else { return batch(step..<step + 1) }
    let first = step * plan.batchSize
    return Batch(
      x: source.x, y: source.y, w: source.w, rows: min(plan.batchSize, rowCount - first),
      indices: orderedRows + first)
  }
}

// MARK: - Evaluation

extension Trainer {
  /// Computes loss and metrics of all rows in their order, leaving the sums in ``totals``.
  ///
  /// - Throws: ``LogitError/nonFiniteInput(name:row:column:value:)``. It is looked for batch by batch, while the rows
  ///   are in the cache.
  func evaluate(parameters: UnsafePointer<Float>, reporter: ProgressReporter? = nil) throws {
    totals.reset(plan: plan)
    for step in 0..<stepCount {
      let batch = batch(step..<step + 1)
      guard kernels.first_non_finite(batch.x, Int64(batch.rows * features)) < 0 else {
        throw data.nonFiniteInput() ?? LogitError.emptyData(name: "x")
      }
      // Nothing is written to the weights at inference.
      let batchTotals = plan.run(
        batch, parameters: UnsafeMutablePointer(mutating: parameters), training: false,
        metricStates: &totals.metricStates)
      totals.add(batchTotals, rows: batch.rows)
      reporter?.stepsEnded(step + 1, of: stepCount, totals: totals, plan: plan)
    }
  }
}
