internal import CLogitKernels

/// Runs a plan over data: epochs of training, and evaluation.
///
/// Owns the buffers that a whole run needs: the order of rows, the batch that shuffled rows are gathered
/// into, and a copy of the weights from the start of the epoch to fall back to.
final class Trainer {
  let plan: TrainingPlan
  let data: TrainingData
  private(set) var totals: BatchTotals
  private let order: EpochOrder?
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

  /// - Parameter shuffleSeed: The seed of the order of rows; `nil` to take them as they are.
  init(plan: TrainingPlan, data: TrainingData, shuffleSeed: UInt64?, slotCount: Int) {
    self.plan = plan
    self.data = data
    totals = BatchTotals(plan: plan)
    order = shuffleSeed.map { EpochOrder(rows: data.rows, seed: $0) }
    orderedRows = order?.rows
    source = (data.x, data.y, data.w)
    (rowCount, features, labelColumns) = (data.rows, data.features, data.labelColumns)
    let batchRows = shuffleSeed == nil ? 0 : plan.batchSize
    let parameterCount = plan.stack.storageCount
    let counts = [
      batchRows * data.features, batchRows * data.labelColumns, data.w == nil ? 0 : batchRows,
      parameterCount, parameterCount * slotCount,
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
  ///   loss were last finite.
  func trainEpoch(
    _ epoch: Int, reportedAs reportedEpoch: Int, optimizer: any Optimizer, state: inout State,
    reporter: ProgressReporter?
  ) throws {
    order?.shuffle(epoch: epoch)
    save(state)
    let firstIteration = state.iteration
    guard let failure = runSteps(stepCount, optimizer: optimizer, state: &state, reporter: reporter) else {
      return
    }
    // The steps are a pure function of where they started, so going back is starting again and stopping
    // sooner. It costs the hot loop nothing.
    restore(&state, iteration: firstIteration)
    _ = runSteps(failure.lastGoodStep, optimizer: optimizer, state: &state, reporter: nil)
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

  private func runSteps(
    _ count: Int, optimizer: any Optimizer, state: inout State, reporter: ProgressReporter?
  ) -> Failure? {
    totals.reset(plan: plan)
    var step = 0
    while step < count {
      let chunk = reporter.map { min($0.stepsUntilNextLook, count - step) } ?? count
      if let failed = runSteps(
        step..<step + chunk, optimizer: optimizer, state: &state, totals: &totals)
      {
        return failure(at: failed.step, loss: failed.loss, state)
      }
      step += chunk
      reporter?.stepsEnded(step, of: count, totals: totals, plan: plan)
    }
    return isFinite(state.parameters) ? nil : failure(at: count, loss: totals.meanLoss, state)
  }

  /// The hot loop: kernels and one call of the optimizer a step, nothing else.
  ///
  /// - Parameter totals: Passed along, so that its exclusive use is checked once and not in every step.
  private func runSteps(
    _ steps: Range<Int>, optimizer: any Optimizer, state: inout State, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    let plan = plan
    let parameters = UnsafePointer(state.parameters.baseAddress.unsafelyUnwrapped)
    var weights = state.parameters.mutableSpan
    var slots = state.slots.mutableSpan
    for step in steps {
      let batch = batch(step)
      let batchTotals = plan.run(
        batch, parameters: parameters, training: true, metricStates: &totals.metricStates)
      guard batchTotals.loss.isFinite else { return (step, batchTotals.loss) }
      totals.add(batchTotals, rows: batch.rows)
      state.iteration += 1
      optimizer.update(
        parameters: &weights, gradient: UnsafeBufferPointer(plan.gradient).span, slots: &slots,
        iteration: state.iteration)
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

  private func batch(_ step: Int) -> Batch {
    let first = step * plan.batchSize
    let rows = min(plan.batchSize, rowCount - first)
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
}

// MARK: - Evaluation

extension Trainer {
  /// Computes loss and metrics of all rows in their order, leaving the sums in ``totals``.
  func evaluate(parameters: UnsafePointer<Float>, reporter: ProgressReporter? = nil) {
    totals.reset(plan: plan)
    for step in 0..<stepCount {
      let batch = batch(step)
      let batchTotals = plan.run(
        batch, parameters: parameters, training: false, metricStates: &totals.metricStates)
      totals.add(batchTotals, rows: batch.rows)
      reporter?.stepsEnded(step + 1, of: stepCount, totals: totals, plan: plan)
    }
  }
}
