internal import CLogitKernels

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
  /// Whether the stream at hand was begun in an epoch before.
  private var isContinued = false

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
    totals.reset(plan: plan)
    reporter?.epochBegan(epoch, stepCount: stepCount)
    var step = 0
    while step < stepsPerEpoch ?? .max {
      var next = try nextBatch()
      if next == nil && step == 0 && isContinued {
        // The epoch before ended just where the stream does.
        next = try nextBatch()
      }
      isContinued = true
      guard let rows = next else { break }
      try hooks?.before(step, &model)
      try train(rows, epoch: epoch, step: step, model: &model)
      step += 1
      if let hooks, try hooks.after(step - 1, Logs(totals, plan: plan), &model) { break }
      reporter?.stepsEnded(step, of: stepsPerEpoch ?? .max, totals: totals, plan: plan)
    }
    if batches == nil {
      model.position.pass += 1
      isContinued = false
    }
    guard step > 0 else { throw LogitError.emptyData(name: "The stream of batches") }
    reporter?.stepCountBecameKnown(step)
  }

  /// The next batch; `nil` once at the end of the stream, after which it begins anew.
  private func nextBatch() throws -> LabeledRows? {
    if let rows = drawn {
      drawn = nil
      return rows
    }
    if batches == nil { batches = try makeBatches() }
    let rows = batches?.next()
    if rows == nil { batches = nil }
    return rows
  }

  /// One step. The weights stay as they were when the loss or its gradient is not finite.
  func train(_ rows: LabeledRows, epoch: Int, step: Int, model: inout Sequential) throws {
    let data = try TrainingData(
      rows.weighted(byClass: classWeight), stack: setUp.stack, loss: setUp.compilation.loss)
    if data.rows > plan.batchSize { plan = setUp.plan(batchSize: data.rows) }
    let batch = Batch(x: data.x, y: data.y, w: data.w, rows: data.rows)
    let (plan, updater, seed) = (plan, updater, seed)
    var states = totals.metricStates
    let batchTotals = model.withTrainingState { state in
      let totals = plan.run(
        batch, parameters: state.parameters.baseAddress.unsafelyUnwrapped, training: true,
        seed: stepSeed(seed, state.iteration), metricStates: &states)
      let gradient = plan.gradient
      let place = Kernels.current.first_non_finite(gradient.baseAddress, Int64(gradient.count))
      guard totals.loss.isFinite, place < 0 else { return nil as logit_totals? }
      state.iteration += 1
      updater.update(
        parameters: state.parameters, slots: state.slots, gradient: gradient, iteration: state.iteration)
      return totals
    }
    totals.metricStates = states
    guard let batchTotals else {
      throw LogitError.trainingDiverged(epoch: epoch + 1, step: step + 1, loss: .nan)
    }
    totals.add(batchTotals, rows: data.rows)
  }
}
