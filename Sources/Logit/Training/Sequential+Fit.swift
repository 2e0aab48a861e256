extension Sequential {
  /// Trains the model; Keras's `fit`.
  ///
  /// Each epoch visits every row once, in batches, the last of which may be short. After each batch the
  /// optimizer makes one step along the gradient of the batch's loss. Training again goes on from where
  /// the last call ended, optimizer state included.
  ///
  /// When the loss becomes NaN or infinite, training stops with an error and the model keeps the last weights
  /// that were finite.
  ///
  /// Called from a task, it holds that task's thread until it is done; use
  /// ``training(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)``
  /// where others wait for it. When the task is cancelled, training ends within milliseconds, or after the
  /// step at hand, with `CancellationError`, and the model keeps what it has learned; see
  /// ``resumeInterruptedEpoch()``.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`; `[rows]` will do for one feature.
  ///   - y: The labels: `[rows, units]` (or `[rows]` for one unit) with values in 0...1 for binary
  ///     cross-entropy, one-hot `[rows, units]` for categorical cross-entropy, class indices `[rows]` or
  ///     `[rows, 1]` for its sparse form.
  ///   - sampleWeight: How much each row counts in the loss, `[rows]`, not negative; every row once by
  ///     default. Metrics are not weighted, those among `weightedMetrics` of
  ///     ``compile(optimizer:loss:metrics:weightedMetrics:)`` are, as in Keras.
  ///   - classWeight: How much the rows of each class count, by class index; a class that is not named counts
  ///     once. It does not reach validation, as in Keras; weight the validation rows yourself if they should
  ///     be weighted too. Not together with `sampleWeight`.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - batchSize: The number of rows a step, at least 1; 32 by default.
  ///   - verbose: What to print; a progress bar by default, as in Keras.
  ///   - callbacks: Called at the beginning and end of training and of each epoch, in this order.
  ///   - validationSplit: The share of rows, taken from the end before any shuffling, to hold back for
  ///     validation, in 0..<1; 0 by default. Ignored when `validationData` is given.
  ///   - validationData: Rows to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - shuffle: Whether each epoch visits the rows in a new order, drawn from ``seed``; `true` by default.
  ///   - initialEpoch: The epoch to start at, 0 by default; to resume earlier training.
  ///   - stepsPerEpoch: The number of steps after which an epoch ends; the next one goes on through the rows
  ///     where it ended. An epoch also ends where the rows do. All rows by default.
  ///   - validationSteps: The number of batches to validate on; all by default.
  ///   - validationBatchSize: The number of rows in a batch of validation; `batchSize` by default.
  ///   - validationFreq: After which epochs to validate: a number, or a list of epochs counted from 1; after
  ///     each by default.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: A ``LogitError`` that says what was expected, what was found and what to do, what a callback
  ///   throws, or `CancellationError`. Training errors leave the model usable.
  @discardableResult
  public mutating func fit(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    classWeight: [Int: Float]? = nil, epochs: Int = 1, batchSize: Int = 32,
    verbose: Verbosity = .progressBar, callbacks: [any Callback] = [], validationSplit: Double = 0,
    validationData: ValidationData? = nil, shuffle: Bool = true, initialEpoch: Int = 0,
    stepsPerEpoch: Int? = nil, validationSteps: Int? = nil, validationBatchSize: Int? = nil,
    validationFreq: ValidationFrequency = 1
  ) throws -> History {
    try RowsFit(
      rows: LabeledRows(x, y, sampleWeight: sampleWeight), classWeight: classWeight, epochs: epochs,
      batchSize: batchSize, callbacks: callbacks, validationSplit: validationSplit,
      validationData: validationData, shuffle: shuffle, initialEpoch: initialEpoch,
      stepsPerEpoch: stepsPerEpoch, validationSteps: validationSteps,
      validationBatchSize: validationBatchSize, validationFreq: validationFreq
    ).train(&self, watch: .ofCall(verbose, epochs: epochs))
  }
}
