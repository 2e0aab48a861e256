import CLogitKernels

/// Computes loss and metrics of rows in memory, in their order.
final class Validator {
  let plan: TrainingPlan
  private(set) var totals: BatchTotals
  private let data: TrainingData
  private let batches: BatchSource
  private let steps: Int?
  private let checksOnce: Bool

  /// - Parameters:
  ///   - names: What the rows are called in messages.
  ///   - checksOnce: Whether to look for NaN and infinities now, because the rows will be gone through more than once.
  init(
    _ setUp: TrainingSetUp, rows: LabeledRows, options: FitOptions.Validation,
    names: TrainingData.Names = .validation, checksOnce: Bool = true
  ) throws {
    data = try TrainingData(
      rows, stack: setUp.stack, loss: setUp.compilation.loss, names: names, defersFiniteCheck: !checksOnce)
    plan = setUp.plan(batchSize: min(options.batchSize, data.rows))
    batches = BatchSource(data, batchSize: plan.batchSize, pool: setUp.pool)
    totals = BatchTotals(plan: plan)
    steps = options.steps
    self.checksOnce = checksOnce
  }

  var stepCount: Int { min(steps ?? .max, batches.stepCount) }

  /// Goes through the rows, leaving the sums in ``totals``.
  ///
  /// - Throws: ``LogitError/nonFiniteInput(name:row:column:value:)``, unless that was looked for before. It is looked
  ///   for batch by batch, while the rows are in the cache.
  func evaluate(parameters: UnsafePointer<Float>, reporter: ProgressReporter? = nil) throws {
    let stepCount = stepCount
    totals.reset(plan: plan)
    for step in 0..<stepCount {
      let batch = batches.batch(step..<step + 1)
      if !checksOnce, Kernels.current.first_non_finite(batch.x, Int64(batch.rows * data.features)) >= 0,
        let error = data.nonFiniteInput()
      {
        throw error
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
