internal import CLogitKernels

/// Trains a model on rows in memory, epoch after epoch.
///
/// Owns what a whole run needs: the plan, the updater, the batches rows are gathered into, and a copy of the weights
/// to fall back to.
final class Trainer: EpochTrainer {
  let plan: TrainingPlan
  let updater: Updater
  private(set) var totals: BatchTotals
  private let data: TrainingData
  private let batches: BatchSource
  private var seed: UInt64
  private let stepsPerEpoch: Int?
  /// The single small layer whose steps run inside one kernel call.
  private let runnable: FusedLayer?
  /// The steps whose rows are gathered, and run where they can be, together.
  private let chunkLength: Int
  private let saved: SavedState
  private let kernels = Kernels.current

  /// Floats gathered together: enough to make a chunk's overhead small, few enough for the second-level cache.
  private static let chunkFloats = 1 << 15

  /// - Parameter shuffles: Whether to visit the rows in a new order each time.
  init(_ setUp: TrainingSetUp, training: LabeledRows, options: FitOptions, shuffles: Bool) throws {
    // A dense layer's gradient holds the input times something, so one step over a NaN or an infinity spoils the
    // weights, and the trainer looks for the cause. Reading large data twice would cost as much as an epoch.
    data = try TrainingData(
      training, stack: setUp.stack, loss: setUp.compilation.loss,
      defersFiniteCheck: setUp.stack.entries.first?.layer is Dense)
    plan = setUp.plan(batchSize: min(options.batchSize, data.rows))
    seed = setUp.model.seed
    stepsPerEpoch = options.stepsPerEpoch
    let stepFloats = plan.batchSize * (data.features + data.labelColumns + 1)
    let longestRun = max(1, Self.chunkFloats / stepFloats)
    updater = Updater(
      setUp.compilation.optimizer, stack: setUp.stack, pool: setUp.pool, longestRun: longestRun)
    let canRun = updater.ruleOfRuns != nil && plan.isPlainLoss && !plan.needsPredictions
    let batchSize = plan.batchSize
    runnable = plan.fused.flatMap { canRun && $0.fitsRun(batchSize: batchSize) ? $0 : nil }
    chunkLength = runnable == nil ? 1 : longestRun
    totals = BatchTotals(plan: plan)
    batches = BatchSource(
      data, batchSize: plan.batchSize, chunkLength: chunkLength, shuffleSeed: shuffles ? seed : nil,
      givesIndices: plan.takesIndices, pool: setUp.pool)
    saved = SavedState(parameterCount: setUp.stack.storageCount, slotCount: updater.slotCount)
  }

  func use(seed: UInt64) {
    guard seed != self.seed else { return }
    self.seed = seed
    batches.use(seed: seed)
  }

  var stepCount: Int { min(stepsPerEpoch ?? .max, batches.stepCount) }
}

// MARK: - Epochs

extension Trainer {
  func runEpoch(
    _ epoch: Int, model: inout Sequential, hooks: BatchHooks?, reporter: ProgressReporter?
  ) throws {
    defer { model.position.endEpoch() }
    totals.begin(plan: plan, at: &model.position)
    let steps = try stepsOfEpoch(&model.position)
    let made = model.position.batch
    reporter?.epochBegan(epoch, stepCount: steps.count)
    guard made < steps.count else { return }
    let (first, left) = (steps.lowerBound, steps.lowerBound + made..<steps.upperBound)
    guard let hooks else {
      return try train(left, epoch: epoch, stepOffset: first, model: &model, reporter: reporter)
    }
    for step in left {
      try hooks.before(step - first, &model)
      try train(step..<step + 1, epoch: epoch, stepOffset: first, model: &model, reporter: reporter)
      // Only for as long as it may be saved: two owners would have the metrics' states copied in the next step.
      model.position.totals = totals
      let ends = try hooks.after(step - first, Logs(totals, plan: plan), &model)
      model.position.totals = nil
      if ends { break }
    }
  }

  /// The steps of the pass that make an epoch, those before an interruption included.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` when an epoch was interrupted where this one has no step.
  private func stepsOfEpoch(_ position: inout TrainingPosition) throws -> Range<Int> {
    let count = batches.stepCount
    if position.isAtEndOfEpoch { return 0..<position.batch }
    // A position that other data or another batch size left may lie behind the end: that pass is over.
    if position.batch == 0 && position.step >= count { position.endPass() }
    let first = position.step - position.batch
    let end = first + min(stepsPerEpoch ?? .max, count - first)
    guard position.batch == 0 || position.step <= end else {
      throw LogitError.invalidOption(
        name: "The step that the interrupted training goes on with", value: "\(position.step)",
        expected:
          "at most \(end), where its epoch ends; give the rows, batchSize and stepsPerEpoch of that training"
      )
    }
    return first..<end
  }

  /// Makes some steps with the model's buffers held in place, and moves the model's position on.
  private func train(
    _ steps: Range<Int>, epoch: Int, stepOffset: Int, model: inout Sequential, reporter: ProgressReporter?
  ) throws {
    batches.begin(pass: model.position.pass)
    let firstIteration = model.optimizerState.iteration
    let failure: Failure? = model.withTrainingState { state in
      saved.save(state)
      guard var failure = runSteps(steps, offset: stepOffset, state: &state, reporter: reporter) else {
        return nil
      }
      let isDataFinite = data.nonFiniteInput() == nil
      // The steps are a pure function of where they started, so going back is starting again and stopping
      // sooner. It costs the hot loop nothing.
      repeat {
        saved.restore(&state, iteration: firstIteration)
        guard isDataFinite else { break }
        _ = runSteps(
          steps.lowerBound..<failure.lastGoodStep, offset: stepOffset, state: &state, reporter: nil)
        if state.isFinite { break }
        // The loss overflowed because the step before had broken the weights.
        failure.lastGoodStep -= 1
      } while failure.lastGoodStep >= steps.lowerBound
      return failure
    }
    guard let failure else { return model.position.advance(by: steps.count, of: batches.stepCount) }
    if let error = data.nonFiniteInput() { throw error }
    model.position.advance(
      by: max(failure.lastGoodStep - steps.lowerBound, 0), of: batches.stepCount)
    throw LogitError.trainingDiverged(
      epoch: epoch + 1, step: failure.lossStep - stepOffset + 1, loss: failure.loss)
  }

  private struct Failure {
    /// The step (from 0) whose loss was not finite.
    var lossStep: Int
    var loss: Double
    /// The step up to which the losses, and as far as is known the weights, were finite.
    var lastGoodStep: Int
  }

  private func runSteps(
    _ steps: Range<Int>, offset: Int, state: inout TrainingState, reporter: ProgressReporter?
  ) -> Failure? {
    var step = steps.lowerBound
    while step < steps.upperBound {
      let length = min(reporter?.stepsUntilNextLook ?? .max, steps.upperBound - step)
      let part = step..<step + length
      let failed =
        if let runnable {
          run(part, of: runnable, state: &state, totals: &totals)
        } else {
          runEach(part, state: &state, totals: &totals)
        }
      if let failed { return Failure(lossStep: failed.step, loss: failed.loss, lastGoodStep: failed.step) }
      step += length
      reporter?.stepsEnded(step - offset, of: steps.upperBound - offset, totals: totals, plan: plan)
    }
    guard !state.isFinite, !steps.isEmpty else { return nil }
    // The last step broke the weights; the loss of the next one would be no number.
    return Failure(lossStep: steps.upperBound - 1, loss: .nan, lastGoodStep: steps.upperBound - 1)
  }

  /// The hot loop of a small single layer: a kernel call for each chunk of steps.
  private func run(
    _ steps: Range<Int>, of layer: FusedLayer, state: inout TrainingState, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    guard let rule = updater.rule else { return nil }
    var run = logit_run()
    run.head = layer.head
    run.rule = rule
    run.batch_rows = Int64(plan.batchSize)
    (run.features, run.units) = (Int64(layer.inputCount), Int64(layer.units))
    run.has_bias = layer.hasBias ? 1 : 0
    run.parameters = state.parameters.baseAddress
    run.slot_count = Int32(updater.slotCount)
    run.slots = state.slots.baseAddress
    run.slot_stride = Int64(state.parameters.count)
    run.adjustment = updater.adjustmentOfRuns
    var first = steps.lowerBound
    while first < steps.upperBound {
      let end = min(first + chunkLength, steps.upperBound)
      let batch = batches.batch(first..<end)
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
  private func runEach(
    _ steps: Range<Int>, state: inout TrainingState, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    let plan = plan
    let parameters = state.parameters.baseAddress.unsafelyUnwrapped
    for step in steps {
      let batch = batches.batch(step..<step + 1)
      let batchTotals = plan.run(
        batch, parameters: parameters, training: true, seed: stepSeed(seed, state.iteration),
        metricStates: &totals.metricStates)
      guard batchTotals.loss.isFinite else { return (step, batchTotals.loss) }
      totals.add(batchTotals, rows: batch.rows)
      state.iteration += 1
      updater.update(
        parameters: state.parameters, slots: state.slots, gradient: plan.gradient, iteration: state.iteration)
    }
    return nil
  }
}

/// What random layers draw from in a step: a pure function of the model's seed and the number of steps made before.
func stepSeed(_ seed: UInt64, _ iteration: Int) -> UInt64 { SplitMix64.mixed(seed &+ UInt64(iteration)) }
