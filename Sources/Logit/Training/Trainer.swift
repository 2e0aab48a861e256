import CLogitKernels

/// Trains a model, epoch after epoch, on the batches of a source; holds the three loops over steps that
/// training spends its time in, and the one way back when the loss becomes NaN or infinite.
///
/// Owns what a whole training needs: the plan, the updater, and a copy of the weights to go back to.
final class Trainer {
  private(set) var plan: StepPlan
  let updater: Updater
  /// What was added up in the last epoch.
  private(set) var totals: BatchTotals
  private let preparation: Preparation
  private let batches: any BatchSource
  private var seed: UInt64
  private let stepsPerEpoch: Int?
  /// The single small layer whose steps run inside one kernel call.
  private let runnable: FusedLayer?
  /// The steps whose rows are gathered, and run where they can be, together.
  private let chunkLength: Int
  private let saved: SavedState
  private let kernels = Kernels.current

  /// Floats gathered together: enough to make a chunk's overhead small, few enough for the second-level
  /// cache.
  private static let chunkFloats = 1 << 15

  init(_ preparation: Preparation, batches: any BatchSource, stepsPerEpoch: Int?) throws {
    self.preparation = preparation
    self.batches = batches
    self.stepsPerEpoch = stepsPerEpoch
    seed = preparation.seed
    let plan = try preparation.plan(batchSize: batches.batchSize)
    self.plan = plan
    let longestRun = batches.stepCount == nil ? 1 : max(1, Self.chunkFloats / plan.floatsPerBatch)
    updater = preparation.updater(longestRun: longestRun)
    let canRun =
      batches.stepCount != nil && updater.ruleOfRuns != nil && plan.isPlainLoss && !plan.needsPredictions
    runnable = plan.fused.flatMap { canRun && $0.fitsRun(batchSize: plan.batchSize) ? $0 : nil }
    chunkLength = runnable == nil ? 1 : longestRun
    batches.settle(chunkLength: chunkLength, givesIndices: plan.takesIndices)
    totals = BatchTotals(plan: plan)
    saved = SavedState(parameterCount: preparation.stack.storageCount, slotCount: updater.slotCount)
  }

  /// Takes over the seed of a model that a callback restored.
  func use(seed: UInt64) {
    guard seed != self.seed else { return }
    self.seed = seed
    batches.use(seed: seed)
  }

  /// The number of steps in an epoch; 0 when that is not known.
  var stepCount: Int {
    let count = min(stepsPerEpoch ?? .max, batches.stepCount ?? .max)
    return count == .max ? 0 : count
  }
}

/// What callbacks do around each step.
struct BatchHooks {
  /// Called with the number of the step in its epoch, from 0.
  var before: (Int, inout Sequential) throws -> Void
  /// Called with the means over the epoch so far; returns whether to end the epoch.
  var after: (Int, Logs, inout Sequential) throws -> Bool
}

// MARK: - An epoch

extension Trainer {
  /// Trains for one epoch, leaving its sums in ``totals``. An epoch that was interrupted, as the model's
  /// position says, continues where it stopped.
  ///
  /// The model's position stays in the epoch, so that whoever called ends it.
  ///
  /// - Parameters:
  ///   - epoch: The number it is reported under, counted from 0.
  ///   - hooks: Called around each step; `nil` when no callback wants to be, and a source may then give many
  ///     steps to make together.
  ///   - watch: Who follows; `nil` for nobody.
  /// - Throws: ``LogitError/trainingDiverged(epoch:step:loss:)`` with the model as it was when its weights
  ///   and loss were last finite, ``LogitError/nonFiniteInput(name:row:column:value:)`` with the model as it
  ///   was before, or `CancellationError` with the model after the last step made.
  func runEpoch(
    _ epoch: Int, model: inout Sequential, hooks: BatchHooks? = nil, watch: TrainingWatch? = nil
  ) throws {
    totals.begin(plan: plan, at: &model.position)
    var left = try batches.beginEpoch(at: &model.position, stepsPerEpoch: stepsPerEpoch)
    let end = left.upperBound
    let isStream = batches.stepCount == nil
    watch?.epochBegan(
      epoch, from: left.lowerBound, stepCount: isStream ? stepCount : end,
      looksAtEachStep: isStream || hooks != nil)
    while !left.isEmpty, let run = try batches.next(hooks == nil ? left : left.prefix(1), at: &model.position)
    {
      try hooks?.before(run.lowerBound, &model)
      let (made, isCancelled) = try train(run, of: end, epoch: epoch, model: &model, watch: watch)
      left = made..<end
      if let hooks, try endsEpoch(after: run.lowerBound, hooks: hooks, model: &model) { break }
      if isCancelled && !left.isEmpty { throw CancellationError() }
    }
    let made = left.lowerBound
    guard made > 0 else { throw LogitError.emptyData(name: "The stream of batches") }
    watch?.lastStepEnded(made, isStream: isStream)
  }

  /// Leaves what was added up in the epoch with the model, for a training that goes on.
  func keepTotals(_ model: inout Sequential) {
    if model.position.batch > 0 { model.position.totals = totals }
  }

  /// Lets callbacks look at a batch. Returns whether they end the epoch.
  private func endsEpoch(after step: Int, hooks: BatchHooks, model: inout Sequential) throws -> Bool {
    // Only for as long as it may be saved: two owners would have the metrics' states copied in the next step.
    model.position.totals = totals
    defer { model.position.totals = nil }
    return try hooks.after(step, Logs(totals, plan: plan), &model)
  }

  /// Makes a run of steps with the model's buffers held in place, and moves the model's position on.
  ///
  /// - Returns: The step that comes next, which is one of the run if training is to end, and whether it is.
  private func train(
    _ steps: Range<Int>, of end: Int, epoch: Int, model: inout Sequential, watch: TrainingWatch?
  ) throws -> (next: Int, isCancelled: Bool) {
    try batches.begin(pass: model.position.pass)
    if batches.batchSize > plan.batchSize { plan = try preparation.plan(batchSize: batches.batchSize) }
    var badInput: LogitError?
    let run = model.withState { state in
      saved.save(state)
      var run = runSteps(steps, of: end, state: &state, watch: watch)
      guard let failure = run.failure else { return run }
      badInput = batches.nonFiniteInput()
      run.failure = goBack(from: failure, to: steps.lowerBound, replays: badInput == nil, state: &state)
      return run
    }
    if let badInput { throw badInput }
    let next = run.failure.map { max($0.lastGoodStep, steps.lowerBound) } ?? run.next
    model.position.advance(by: next - steps.lowerBound, of: batches.stepCount ?? .max)
    guard let failure = run.failure else { return (next, run.isCancelled) }
    // Where it was not the loss that showed it, this is what the loss would have become.
    throw LogitError.trainingDiverged(
      epoch: epoch + 1, step: (failure.lossStep ?? failure.lastGoodStep) + 1, loss: failure.loss)
  }

  /// How a run of steps ended.
  private struct Run {
    /// The step that comes next, if there was no failure.
    var next: Int
    var failure: Failure?
    /// Whether training is to end.
    var isCancelled = false
  }

  private struct Failure {
    /// The step (from 0) whose loss was not finite; `nil` when all were, and only what the steps left is not.
    var lossStep: Int?
    var loss: Double
    /// The step up to which the losses, and as far as is known what the steps left, were finite.
    var lastGoodStep: Int
  }

  /// Takes the model back to the last step after which its weights, and what its optimizer keeps, were
  /// finite.
  ///
  /// The steps are a pure function of where they started, so going back is starting again and stopping
  /// sooner; it costs the loops over steps nothing. A source that gives one step at a time thus goes back to
  /// before it.
  ///
  /// - Parameter replays: Whether to make the steps before the failure again.
  private func goBack(
    from failure: Failure, to first: Int, replays: Bool, state: inout ModelState
  ) -> Failure {
    var failure = failure
    // After `good` steps the state is finite, after `bad` it is not, and no step mends it. Mostly the last
    // step broke it, so that is tried first; an infinity that an optimizer keeps may be old.
    var (good, bad, stride) = (first, failure.lastGoodStep + 1, 1)
    var isAtGood = false
    while replays, good + 1 < bad {
      let step = max(bad - stride, good + (bad - good) / 2)
      isAtGood = replay(first..<step, state: &state)
      if isAtGood { good = step } else { (bad, stride) = (step, 2 * stride) }
    }
    if !isAtGood { _ = replay(first..<good, state: &state) }
    failure.lastGoodStep = good
    return failure
  }

  /// Makes steps again from where the run began. Returns whether what they leave is finite.
  private func replay(_ steps: Range<Int>, state: inout ModelState) -> Bool {
    saved.restore(&state)
    return runSteps(steps, of: steps.upperBound, state: &state, watch: nil).failure == nil
  }
}

// MARK: - The loops over steps

extension Trainer {
  /// Makes some steps, looking up from time to time if somebody watches.
  ///
  /// It looks up between chunks: where chunks begin shows in the sums of the losses, to rounding, and they
  /// must not depend on the time that steps take.
  private func runSteps(
    _ steps: Range<Int>, of end: Int, state: inout ModelState, watch: TrainingWatch?
  ) -> Run {
    var run = Run(next: steps.lowerBound)
    while run.next < steps.upperBound, !run.isCancelled {
      let chunkCount = watch.map { max($0.stepsUntilNextLook / chunkLength, 1) }
      let length = min(chunkCount.map { $0 * chunkLength } ?? .max, steps.upperBound - run.next)
      let part = run.next..<run.next + length
      let failed =
        if let runnable {
          self.run(part, of: runnable, state: &state, totals: &totals)
        } else {
          runEach(part, state: &state, totals: &totals)
        }
      if let failed {
        run.failure = Failure(lossStep: failed.step, loss: failed.loss, lastGoodStep: failed.step)
        return run
      }
      run.next += length
      if let watch {
        run.isCancelled = watch.stepsEnded(length, run.next, of: end, totals: totals, plan: plan)
      }
    }
    // Otherwise the loss of the next step, or of a later one, would be no number.
    if !state.isFinite { run.failure = Failure(lossStep: nil, loss: .nan, lastGoodStep: run.next - 1) }
    return run
  }

  /// The hot loop of a small single layer: a kernel call for each chunk of steps.
  private func run(
    _ steps: Range<Int>, of layer: FusedLayer, state: inout ModelState, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    guard let rule = updater.rule else { return nil }
    var run = logit_run()
    run.head = layer.head
    run.rule = rule
    run.batch_rows = Int64(plan.batchSize)
    (run.features, run.units) = (Int64(layer.inputCount), Int64(layer.units))
    run.has_bias = layer.hasBias ? 1 : 0
    // parameters: [storageCount], kernel [features, units] then bias [units]; slots: [slot count,
    // storageCount]
    run.parameters = state.parameters.baseAddress
    run.slot_count = Int32(updater.slotCount)
    run.slots = state.slots.baseAddress
    run.slot_stride = Int64(state.parameters.count)
    run.adjustment = updater.adjustmentOfRuns
    var first = steps.lowerBound
    while first < steps.upperBound {
      let end = min(first + chunkLength, steps.upperBound)
      // x: [rows, features], y: [rows, label columns], w: [rows]; up to chunkLength · batchSize rows
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
    _ steps: Range<Int>, state: inout ModelState, totals: inout BatchTotals
  ) -> (step: Int, loss: Double)? {
    let plan = plan
    let batches = batches
    // [storageCount], as is the plan's gradient
    let parameters = state.parameters.baseAddress.unsafelyUnwrapped
    for step in steps {
      // x: [rows, features], y: [rows, label columns], w: [rows]; up to batchSize rows
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

/// What random layers draw from in a step: a pure function of the model's seed and the number of steps made
/// before.
func stepSeed(_ seed: UInt64, _ iteration: Int) -> UInt64 { SplitMix64.mixed(seed &+ UInt64(iteration)) }
