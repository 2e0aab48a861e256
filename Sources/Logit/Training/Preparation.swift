/// What follows from a model once it is checked and built; all that works on its rows is made from it.
///
/// It does not hold the model: a second owner would have the weights copied before the first step.
struct Preparation {
  /// Where the order of rows and the draws of random layers come from.
  let seed: UInt64
  let stack: LayerStack
  let compilation: Compilation
  let pool: ThreadPool

  /// Builds the model if need be, makes room for what its optimizer keeps, and finds where training begins.
  ///
  /// - Parameters:
  ///   - model: A copy of the caller's, which becomes it once nothing can fail any more.
  ///   - input: Tells the shape of a row to a model that does not know it yet.
  ///   - operation: What the user called, for messages.
  /// - Throws: ``LogitError/notCompiled(operation:)``,
  ///   ``LogitError/invalidArchitecture(layer:reason:remedy:)`` for layers that fit neither each other nor
  ///   the loss, or ``LogitError/invalidEnvironment(variable:value:expected:)``.
  init(_ model: inout Sequential, input: Tensor<Float>, operation: String) throws {
    guard let compilation = model.compilation else { throw LogitError.notCompiled(operation: operation) }
    try model.build(inputShape: input.rank == 1 ? [1] : Array(input.shape.dropFirst()))
    stack = try model.builtStack(for: operation)
    try compilation.validate(stack)
    pool = try ThreadPool.shared()
    try Kernels.validateEnvironment()
    self.compilation = compilation
    model.prepareOptimizerState()
    model.position.begin()
    seed = model.seed
  }

  /// Kernels and memory for batches of up to some rows.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if there is not so much memory.
  func plan(batchSize: Int) throws -> StepPlan {
    if let widest = stack.entries.max(by: { $0.outputCount < $1.outputCount }) {
      let (count, overflows) = batchSize.multipliedReportingOverflow(by: widest.outputCount)
      guard !overflows, count.fitsMemory(stride: MemoryLayout<Float>.stride) else {
        throw LogitError.invalidArchitecture(
          layer: widest.name,
          reason:
            "the outputs of a batch of \(batchSize) rows, each of shape \(widest.outputShape), do not fit "
            + "into memory",
          remedy: "make the layer smaller, or the batch")
      }
    }
    return StepPlan(stack: stack, compilation: compilation, batchSize: batchSize, pool: pool)
  }

  /// - Parameter longestRun: The most steps that one kernel call makes.
  func updater(longestRun: Int) -> Updater {
    Updater(compilation.optimizer, stack: stack, pool: pool, longestRun: longestRun)
  }

  /// Rows checked against the model and laid out for it.
  ///
  /// - Parameters:
  ///   - names: What the arrays are called in messages.
  ///   - defersFiniteCheck: Whether whoever uses the rows finds NaN and infinities without reading all of
  ///     them once more.
  /// - Throws: A ``LogitError`` that names what does not fit.
  func checked(
    _ rows: LabeledRows, names: CheckedRows.Names = .training, defersFiniteCheck: Bool = false
  ) throws -> CheckedRows {
    try CheckedRows(
      rows, stack: stack, loss: compilation.loss, names: names, defersFiniteCheck: defersFiniteCheck)
  }

  /// Rows in memory to train on, cut into batches.
  ///
  /// - Parameter shuffles: Whether each pass visits the rows in an order of its own.
  /// - Throws: As ``checked(_:names:defersFiniteCheck:)``.
  func trainingBatches(of rows: LabeledRows, batchSize: Int, shuffles: Bool) throws -> RowBatches {
    // A dense layer's gradient holds the input times something, so one step over a NaN or an infinity spoils
    // the weights, if they are trained, and the trainer looks for the cause. Reading large data twice would
    // cost as much as an epoch.
    let spoilsWeights = (stack.entries.first?.layer as? Dense)?.isTrainable ?? false
    let data = try checked(rows, defersFiniteCheck: spoilsWeights)
    return RowBatches(data, batchSize: batchSize, shuffleSeed: shuffles ? seed : nil, pool: pool)
  }
}
