extension Sequential {
  /// Computes loss and metrics on labelled rows; Keras's `evaluate`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`.
  ///   - y: The labels, as for
  ///     ``fit(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)-(Tensor<Float>,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)``.
  ///   - sampleWeight: How much each row counts in the loss, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, by class index, as in training; Keras has no
  ///     such argument here, so that there a loss in training cannot be compared with one in evaluation.
  ///   - batchSize: The number of rows at a time, at least 1; 32 by default. It changes the result only by
  ///     the order of summation.
  ///   - steps: The number of batches to look at; all by default.
  ///   - verbose: What to print; nothing by default.
  /// - Returns: `loss` and the metrics by name.
  /// - Throws: A ``LogitError`` that says what was expected, what was found and what to do.
  public func evaluate(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    classWeight: [Int: Float]? = nil, batchSize: Int = 32, steps: Int? = nil, verbose: Verbosity = .silent
  ) throws -> Logs {
    try LogitError.require(batchSize >= 1, "batchSize", batchSize, "at least 1")
    try LogitError.require(steps ?? 1 >= 1, "steps", steps ?? 1, "at least 1")
    guard compilation != nil else { throw LogitError.notCompiled(operation: "evaluate") }
    _ = try builtStack(for: "evaluate")
    let rows = try LabeledRows(x, y, sampleWeight: sampleWeight).weighted(byClass: classWeight)
    var model = self
    let preparation = try Preparation(&model, input: x, operation: "evaluate")
    let evaluator = try Evaluator(
      preparation, rows: rows, options: .init(batchSize: batchSize, steps: steps, frequency: 1),
      names: .training,
      checksOnce: false)
    let reporter = verbose.reporter(epochs: 1)
    reporter?.evaluationBegan(stepCount: evaluator.stepCount)
    try evaluator.evaluate(parameters: parameters.baseAddress, reporter: reporter)
    let logs = Logs(evaluator.totals, plan: evaluator.plan)
    reporter?.evaluationEnded(logs)
    return logs
  }
}
