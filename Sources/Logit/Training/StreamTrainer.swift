import CLogitKernels

/// Trains a model on batches that come one after the other, as many as there may be.
///
/// Only one batch is held at a time, and the next is asked for when it is wanted, so data larger than memory can be
/// streamed through, at the speed of whichever is slower.
final class StreamTrainer: EpochTrainer {
  private(set) var plan: TrainingPlan
  let updater: Updater
  private(set) var totals: BatchTotals
  private let setUp: TrainingSetUp
  private var seed: UInt64
  private let stepsPerEpoch: Int?
  private let classWeight: [Int: Float]?
  private let makeBatches: () throws -> AnyIterator<LabeledRows>
  private var batches: AnyIterator<LabeledRows>?
  /// A batch that was drawn to see its size, and not trained on yet.
  private var drawn: LabeledRows?
  /// The batches taken from the stream at hand.
  private var takenCount = 0
  private let saved: SavedState

  /// - Parameters:
  ///   - first: The first batch; it tells the usual number of rows.
  ///   - rest: What follows the first batch.
  init(
    _ setUp: TrainingSetUp, first: LabeledRows, rest: AnyIterator<LabeledRows>?, stepsPerEpoch: Int?,
    classWeight: [Int: Float]?, makeBatches: @escaping () throws -> AnyIterator<LabeledRows>
  ) {
    self.setUp = setUp
    seed = setUp.model.seed
    plan = setUp.plan(batchSize: max(first.x.shape.first ?? 1, 1))
    updater = Updater(setUp.compilation.optimizer, stack: setUp.stack, pool: setUp.pool, longestRun: 1)
    totals = BatchTotals(plan: plan)
    saved = SavedState(parameterCount: setUp.stack.storageCount, slotCount: updater.slotCount)
    self.stepsPerEpoch = stepsPerEpoch
    self.classWeight = classWeight
    self.makeBatches = makeBatches
    drawn = first
    batches = rest
  }

  func use(seed: UInt64) { self.seed = seed }

  /// Unknown but for `stepsPerEpoch`; 0 then.
  var stepCount: Int { stepsPerEpoch ?? 0 }

  func runEpoch(
    _ epoch: Int, model: inout Sequential, hooks: BatchHooks?, reporter: ProgressReporter?
  ) throws {
    defer { model.position.endEpoch() }
    totals.begin(plan: plan, at: &model.position)
    reporter?.epochBegan(epoch, stepCount: stepCount)
    var step = model.position.batch
    if !model.position.isAtEndOfEpoch {
      try goOn(from: &model.position)
      while step < stepsPerEpoch ?? .max, let rows = try nextBatch(&model.position) {
        try hooks?.before(step, &model)
        try train(rows, epoch: epoch, step: step, model: &model)
        model.position.advance(by: 1)
        step += 1
        if let hooks, try endsEpoch(after: step - 1, hooks: hooks, model: &model) { break }
        reporter?.stepsEnded(step, of: stepsPerEpoch ?? .max, totals: totals, plan: plan)
      }
    }
    guard step > 0 else { throw LogitError.emptyData(name: "The stream of batches") }
    reporter?.stepCountBecameKnown(step)
  }

  /// Lets callbacks look at a batch. Returns whether they end the epoch.
  private func endsEpoch(after step: Int, hooks: BatchHooks, model: inout Sequential) throws -> Bool {
    // Only for as long as it may be saved: two owners would have the metrics' states copied in the next step.
    model.position.totals = totals
    defer { model.position.totals = nil }
    return try hooks.after(step, Logs(totals, plan: plan), &model)
  }

  // MARK: The stream

  /// Drops the batches that were trained on before an interruption.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` when the stream has fewer.
  private func goOn(from position: inout TrainingPosition) throws {
    while takenCount < position.step {
      let count = takenCount
      guard try takeBatch() != nil else {
        throw LogitError.invalidOption(
          name: "The stream", value: "\(count) batches long",
          expected: "at least \(position.step) batches long, as many as were trained on before training was "
            + "interrupted; give the batches of that training")
      }
    }
    // A callback that went back to an earlier model cannot take the stream back with it.
    position.step = takenCount
  }

  /// The next batch of the epoch; `nil` once at the end of the stream, after which it begins anew.
  private func nextBatch(_ position: inout TrainingPosition) throws -> LabeledRows? {
    if let rows = try takeBatch() { return rows }
    let isAtBeginning = position.step == 0
    position.endPass()
    // The epoch before ended just where the stream does.
    return position.batch == 0 && !isAtBeginning ? try takeBatch() : nil
  }

  private func takeBatch() throws -> LabeledRows? {
    if let rows = drawn {
      drawn = nil
      takenCount = 1
      return rows
    }
    if batches == nil { batches = try makeBatches() }
    let rows = batches?.next()
    if rows == nil { batches = nil }
    takenCount = rows == nil ? 0 : takenCount + 1
    return rows
  }

  // MARK: A step

  /// Makes one step. When the loss, its gradient or the new weights are not finite all weights stay as they were, and so
  /// does what the optimizer keeps.
  func train(_ rows: LabeledRows, epoch: Int, step: Int, model: inout Sequential) throws {
    let data = try TrainingData(
      rows.weighted(byClass: classWeight), stack: setUp.stack, loss: setUp.compilation.loss)
    if data.rows > plan.batchSize { plan = setUp.plan(batchSize: data.rows) }
    let batch = Batch(x: data.x, y: data.y, w: data.w, rows: data.rows)
    let iteration = model.optimizerState.iteration
    // Taken out, so that the states have one owner while they change.
    var states: [[Double]] = []
    swap(&states, &totals.metricStates)
    let (batchTotals, isFinite) = model.withTrainingState { state in
      // Layers that keep averages change them before the loss is known.
      saved.save(state)
      let (batchTotals, isFinite) = update(&state, with: batch, metricStates: &states)
      if !isFinite { saved.restore(&state, iteration: iteration) }
      return (batchTotals, isFinite)
    }
    swap(&states, &totals.metricStates)
    guard isFinite else {
      // If the weights alone are not finite, this is the loss they would have had.
      let loss = batchTotals.loss.isFinite ? .nan : batchTotals.loss
      throw LogitError.trainingDiverged(epoch: epoch + 1, step: step + 1, loss: loss)
    }
    totals.add(batchTotals, rows: data.rows)
  }

  /// - Returns: The sums of the batch, and whether they, the gradient and the new weights are finite.
  private func update(
    _ state: inout TrainingState, with batch: Batch, metricStates: inout [[Double]]
  ) -> (logit_totals, isFinite: Bool) {
    let batchTotals = plan.run(
      batch, parameters: state.parameters.baseAddress.unsafelyUnwrapped, training: true,
      seed: stepSeed(seed, state.iteration), metricStates: &metricStates)
    let gradient = plan.gradient
    // An optimizer may keep a gradient for later, or hide an infinity in what it keeps.
    let place = Kernels.current.first_non_finite(gradient.baseAddress, Int64(gradient.count))
    guard batchTotals.loss.isFinite, place < 0 else { return (batchTotals, false) }
    state.iteration += 1
    updater.update(
      parameters: state.parameters, slots: state.slots, gradient: gradient, iteration: state.iteration)
    return (batchTotals, state.isFinite)
  }
}
