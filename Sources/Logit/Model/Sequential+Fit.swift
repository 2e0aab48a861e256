/// Rows held back to judge a model by, not to train it on.
public struct ValidationData: Sendable {
  /// `[rows, features]`.
  public var x: Tensor<Float>
  /// The labels, as for training.
  public var y: Tensor<Float>
  /// `[rows]`, or `nil` when every row counts once.
  public var sampleWeight: Tensor<Float>?

  /// Collects validation rows.
  public init(_ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil) {
    self.x = x
    self.y = y
    self.sampleWeight = sampleWeight
  }
}

extension Sequential {
  /// Trains the model; Keras's `fit`.
  ///
  /// Each epoch visits every row once, in batches, the last of which may be short. After each batch the
  /// optimizer makes one step along the gradient of the batch's mean loss. Training again goes on from where
  /// the last call ended, optimizer state included.
  ///
  /// When the loss becomes NaN or infinite, training stops with an error and the model keeps the last weights
  /// that were finite.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`; `[rows]` will do for one feature.
  ///   - y: The labels: `[rows, units]` (or `[rows]` for one unit) with values in 0...1 for binary
  ///     cross-entropy, one-hot `[rows, units]` for categorical cross-entropy, class indices `[rows]` or
  ///     `[rows, 1]` for its sparse form.
  ///   - sampleWeight: How much each row counts in the loss, `[rows]`, not negative; every row once by default.
  ///     Metrics are not weighted, as in Keras.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - batchSize: The number of rows a step, at least 1; 32 by default.
  ///   - verbose: What to print; a progress bar by default, as in Keras.
  ///   - callbacks: Called at the beginning and end of training and of each epoch.
  ///   - validationSplit: The share of rows, taken from the end before any shuffling, to hold back for
  ///     validation, in 0..<1; 0 by default. Ignored when `validationData` is given.
  ///   - validationData: Rows to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - shuffle: Whether each epoch visits the rows in a new order, drawn from ``seed``; `true` by default.
  ///   - initialEpoch: The epoch to start at, 0 by default; to resume earlier training.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: A ``LogitError`` that says what was expected, what was found and what to do. Training errors
  ///   leave the model usable.
  @discardableResult
  public mutating func fit(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil, epochs: Int = 1,
    batchSize: Int = 32, verbose: Verbosity = .progressBar, callbacks: [any Callback] = [],
    validationSplit: Double = 0, validationData: ValidationData? = nil, shuffle: Bool = true,
    initialEpoch: Int = 0
  ) throws -> History {
    try LogitError.require(epochs >= 1, "epochs", epochs, "at least 1")
    try LogitError.require(batchSize >= 1, "batchSize", batchSize, "at least 1")
    try LogitError.require(initialEpoch >= 0, "initialEpoch", initialEpoch, "at least 0")
    try LogitError.require((0..<1).contains(validationSplit), "validationSplit", validationSplit, "in 0..<1")
    var training = ValidationData(x, y, sampleWeight: sampleWeight)
    var validation = validationData
    if validation == nil && validationSplit > 0 {
      (training, validation) = try training.split(validationShare: validationSplit)
    }
    var session = try TrainingSession(
      model: &self, training: training, validation: validation, batchSize: batchSize, shuffle: shuffle,
      reporter: verbose.reporter(epochs: epochs))
    return try session.run(&self, epochs: initialEpoch..<max(epochs, initialEpoch), callbacks: callbacks)
  }

  /// Computes loss and metrics on labelled rows; Keras's `evaluate`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`.
  ///   - y: The labels, as for ``fit(_:_:sampleWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:)``.
  ///   - sampleWeight: How much each row counts in the loss, `[rows]`; every row once by default.
  ///   - batchSize: The number of rows at a time, at least 1; 32 by default. It changes the result only by the
  ///     order of summation.
  ///   - verbose: What to print; nothing by default.
  /// - Returns: `loss` and the metrics by name.
  /// - Throws: A ``LogitError`` that says what was expected, what was found and what to do.
  public func evaluate(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil, batchSize: Int = 32,
    verbose: Verbosity = .silent
  ) throws -> Logs {
    try LogitError.require(batchSize >= 1, "batchSize", batchSize, "at least 1")
    guard let compilation else { throw LogitError.notCompiled(operation: "evaluate") }
    let stack = try builtStack(for: "evaluate")
    try compilation.validate(stack)
    let data = try TrainingData(
      x, y, sampleWeight: sampleWeight, stack: stack, loss: compilation.loss, defersFiniteCheck: true)
    let plan = try TrainingPlan(stack: stack, compilation: compilation, batchSize: min(batchSize, data.rows))
    let evaluator = Trainer(plan: plan, data: data)
    let reporter = verbose.reporter(epochs: 1)
    reporter?.evaluationBegan(stepCount: evaluator.stepCount)
    try evaluator.evaluate(parameters: parameters.baseAddress, reporter: reporter)
    let logs = Logs(evaluator.totals, plan: plan)
    reporter?.evaluationEnded(logs)
    return logs
  }
}

extension ValidationData {
  /// Cuts the last rows off for validation, as Keras does.
  fileprivate func split(validationShare: Double) throws -> (
    training: ValidationData, validation: ValidationData
  ) {
    let rows = x.shape.first ?? 0
    guard rows > 0 else { throw LogitError.emptyData(name: "x") }
    let cut = Int((Double(rows) * (1 - validationShare)).rounded(.down))
    guard cut > 0 && cut < rows else {
      throw LogitError.invalidOption(
        name: "validationSplit", value: "\(validationShare)",
        expected: "a share that leaves at least one of the \(rows) rows on either side")
    }
    for (name, tensor) in [("y", Optional(y)), ("sampleWeight", sampleWeight)] {
      if let found = tensor?.shape.first, found != rows {
        throw LogitError.rowCountMismatch(name: name, expected: rows, found: found)
      }
    }
    // Before the cut, so that the row named is the caller's.
    try x.requireFinite(name: "x", columns: max(x.count / rows, 1))
    try y.requireFinite(name: "y", columns: max(y.count / rows, 1))
    func part(_ range: Range<Int>) -> ValidationData {
      ValidationData(x.rows(range), y.rows(range), sampleWeight: sampleWeight?.rows(range))
    }
    return (part(0..<cut), part(cut..<rows))
  }
}
