import CLogitKernels

/// Computes loss and metrics of rows in memory, in their order.
final class Evaluator {
  let plan: StepPlan
  private(set) var totals: BatchTotals
  private let batches: RowBatches
  private let steps: Int?
  private let checksOnce: Bool

  /// - Parameters:
  ///   - names: What the rows are called in messages.
  ///   - checksOnce: Whether to look for NaN and infinities now, because the rows will be gone through more
  ///     than once.
  /// - Throws: A ``LogitError`` that names what does not fit the model.
  init(
    _ preparation: Preparation, rows: LabeledRows, options: FitOptions.Validation,
    names: CheckedRows.Names = .validation, checksOnce: Bool = true
  ) throws {
    let data = try preparation.checked(rows, names: names, defersFiniteCheck: !checksOnce)
    batches = RowBatches(data, batchSize: options.batchSize, pool: preparation.pool)
    plan = try preparation.plan(batchSize: batches.batchSize)
    totals = BatchTotals(plan: plan)
    steps = options.steps
    self.checksOnce = checksOnce
  }

  var stepCount: Int { min(steps ?? .max, batches.count) }

  /// Goes through the rows, leaving the sums in ``totals``.
  ///
  /// - Parameters:
  ///   - watch: Who follows a training; `nil` for nobody.
  ///   - trainingBatchSize: The number of rows in a step of it.
  /// - Throws: ``LogitError/nonFiniteInput(name:row:column:value:)``, unless that was looked for before. It
  ///   is looked for batch by batch, while the rows are in the cache. `CancellationError` if `watch` wants
  ///   it.
  func evaluate(
    parameters: UnsafePointer<Float>, reporter: ProgressReporter? = nil, watch: TrainingWatch? = nil,
    trainingBatchSize: Int = 1
  ) throws {
    let stepCount = stepCount
    totals.reset(plan: plan)
    for step in 0..<stepCount {
      let batch = batches.batch(step..<step + 1)
      if !checksOnce, Kernels.current.first_non_finite(batch.x, Int64(batch.rows * plan.features)) >= 0,
        let error = batches.nonFiniteInput()
      {
        throw error
      }
      // Nothing is written to the weights at inference.
      let batchTotals = plan.run(
        batch, parameters: UnsafeMutablePointer(mutating: parameters), training: false,
        metricStates: &totals.metricStates)
      totals.add(batchTotals, rows: batch.rows)
      reporter?.stepsEnded(step + 1, of: stepCount, totals: totals, plan: plan)
      try watch?.validationBatchEnded(steps: batch.rows / trainingBatchSize + 1)
    }
  }
}
