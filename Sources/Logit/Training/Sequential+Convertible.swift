// Training, evaluation and prediction with numbers that are no tensors of `Float` yet: arrays, arrays of
// arrays, tensors of other numbers. Each converts them and calls the method of the same name.

extension Sequential {
  /// Trains the model on arrays, or tensors of any numbers, which are rounded to `Float`.
  ///
  ///     try model.fit([[5.1, 3.5], [6.2, 2.9]], [0, 1], epochs: 30)
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`; `[rows]` will do for one feature.
  ///   - y: The labels, as for
  ///     ``fit(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)-(Tensor<Float>,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)``.
  ///   - sampleWeight: How much each row counts, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, by class index; every class once by default.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - batchSize: The number of rows a step, at least 1; 32 by default.
  ///   - verbose: What to print; a progress bar by default.
  ///   - callbacks: Called at the beginning and end of training and of each epoch, in this order.
  ///   - validationSplit: The share of rows, taken from the end, to hold back for validation; 0 by default.
  ///   - validationData: Rows to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - shuffle: Whether each epoch visits the rows in a new order; `true` by default.
  ///   - initialEpoch: The epoch to start at, 0 by default.
  ///   - stepsPerEpoch: The number of steps after which an epoch ends; all rows by default.
  ///   - validationSteps: The number of batches to validate on; all by default.
  ///   - validationBatchSize: The number of rows in a batch of validation; `batchSize` by default.
  ///   - validationFreq: After which epochs to validate; after each by default.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for rows that differ in their
  ///   number of elements, or as the other `fit`.
  @discardableResult @_disfavoredOverload
  public mutating func fit(
    _ x: any TensorConvertible, _ y: any TensorConvertible, sampleWeight: (any TensorConvertible)? = nil,
    classWeight: [Int: Float]? = nil, epochs: Int = 1, batchSize: Int = 32,
    verbose: Verbosity = .progressBar, callbacks: [any Callback] = [], validationSplit: Double = 0,
    validationData: ValidationData? = nil, shuffle: Bool = true, initialEpoch: Int = 0,
    stepsPerEpoch: Int? = nil, validationSteps: Int? = nil, validationBatchSize: Int? = nil,
    validationFreq: ValidationFrequency = 1
  ) throws -> History {
    try fit(
      x.tensor(), y.tensor(), sampleWeight: sampleWeight?.tensor(), classWeight: classWeight, epochs: epochs,
      batchSize: batchSize, verbose: verbose, callbacks: callbacks, validationSplit: validationSplit,
      validationData: validationData, shuffle: shuffle, initialEpoch: initialEpoch,
      stepsPerEpoch: stepsPerEpoch, validationSteps: validationSteps,
      validationBatchSize: validationBatchSize, validationFreq: validationFreq)
  }

  /// Trains the model with features and labels to validate on, as Keras's `validation_data=(x, y)`.
  ///
  ///     try model.fit(xTrain, yTrain, epochs: 30, validationData: (xTest, yTest))
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`; `[rows]` will do for one feature.
  ///   - y: The labels, as for
  ///     ``fit(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)-(Tensor<Float>,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)``.
  ///   - sampleWeight: How much each row counts, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, by class index; every class once by default.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - batchSize: The number of rows a step, at least 1; 32 by default.
  ///   - verbose: What to print; a progress bar by default.
  ///   - callbacks: Called at the beginning and end of training and of each epoch, in this order.
  ///   - validationSplit: Ignored, since there are rows to validate on.
  ///   - validationData: Features and labels to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - shuffle: Whether each epoch visits the rows in a new order; `true` by default.
  ///   - initialEpoch: The epoch to start at, 0 by default.
  ///   - stepsPerEpoch: The number of steps after which an epoch ends; all rows by default.
  ///   - validationSteps: The number of batches to validate on; all by default.
  ///   - validationBatchSize: The number of rows in a batch of validation; `batchSize` by default.
  ///   - validationFreq: After which epochs to validate; after each by default.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for rows that differ in their
  ///   number of elements, or as the other `fit`.
  @discardableResult @_disfavoredOverload
  public mutating func fit(
    _ x: any TensorConvertible, _ y: any TensorConvertible, sampleWeight: (any TensorConvertible)? = nil,
    classWeight: [Int: Float]? = nil, epochs: Int = 1, batchSize: Int = 32,
    verbose: Verbosity = .progressBar, callbacks: [any Callback] = [], validationSplit: Double = 0,
    validationData: (any TensorConvertible, any TensorConvertible), shuffle: Bool = true,
    initialEpoch: Int = 0, stepsPerEpoch: Int? = nil, validationSteps: Int? = nil,
    validationBatchSize: Int? = nil, validationFreq: ValidationFrequency = 1
  ) throws -> History {
    try fit(
      x.tensor(), y.tensor(), sampleWeight: sampleWeight?.tensor(), classWeight: classWeight, epochs: epochs,
      batchSize: batchSize, verbose: verbose, callbacks: callbacks, validationSplit: validationSplit,
      validationData: ValidationData(validationData.0.tensor(), validationData.1.tensor()), shuffle: shuffle,
      initialEpoch: initialEpoch, stepsPerEpoch: stepsPerEpoch, validationSteps: validationSteps,
      validationBatchSize: validationBatchSize, validationFreq: validationFreq)
  }

  /// Computes loss and metrics on arrays, or tensors of any numbers, which are rounded to `Float`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`; `[rows]` will do for one feature.
  ///   - y: The labels, as for `fit`.
  ///   - sampleWeight: How much each row counts in the loss, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, by class index; every class once by default.
  ///   - batchSize: The number of rows at a time, at least 1; 32 by default.
  ///   - steps: The number of batches to look at; all by default.
  ///   - verbose: What to print; nothing by default.
  /// - Returns: `loss` and the metrics by name.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for rows that differ in their
  ///   number of elements, or as
  ///   ``evaluate(_:_:sampleWeight:classWeight:batchSize:steps:verbose:)-(Tensor<Float>,_,_,_,_,_,_)``.
  @_disfavoredOverload
  public func evaluate(
    _ x: any TensorConvertible, _ y: any TensorConvertible, sampleWeight: (any TensorConvertible)? = nil,
    classWeight: [Int: Float]? = nil, batchSize: Int = 32, steps: Int? = nil, verbose: Verbosity = .silent
  ) throws -> Logs {
    try evaluate(
      x.tensor(), y.tensor(), sampleWeight: sampleWeight?.tensor(), classWeight: classWeight,
      batchSize: batchSize, steps: steps, verbose: verbose)
  }

  /// Computes the model's outputs for arrays, or tensors of any numbers, which are rounded to `Float`.
  ///
  ///     let probabilities = try model.predict([[5.1, 3.5], [6.2, 2.9]])
  ///
  /// - Parameter x: `[rows, features]`; `[rows]` will do for one feature.
  /// - Returns: `[rows, units]`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for rows that differ in their
  ///   number of elements, or as ``predict(_:)-(Tensor<Float>)``.
  @_disfavoredOverload
  public func predict(_ x: any TensorConvertible) throws -> Tensor<Float> { try predict(x.tensor()) }
}
