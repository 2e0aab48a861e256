extension Sequential {
  /// Trains the model on a stream of batches, for data larger than memory; Keras's `fit` on a generator or
  /// data set.
  ///
  ///     try model.fit(batches: { FileBatches(path: "rows.csv", rows: 1024) }, epochs: 3)
  ///
  /// One batch is asked for when the last one has been trained on, so no more than one is held. Batches may
  /// differ in their numbers of rows. They are taken in the order they come; shuffle where they are made.
  ///
  /// - Parameters:
  ///   - batches: Makes the stream; called at the beginning of each epoch, and again whenever the stream
  ///     ended. When training goes on from the middle of a stream, the batches it was trained on are dropped;
  ///     there must be as many.
  ///   - classWeight: How much the rows of each class count; see the other `fit`.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - verbose: What to print; a progress bar by default, as in Keras.
  ///   - callbacks: Called at the beginning and end of training and of each epoch, in this order.
  ///   - validationData: Rows to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - initialEpoch: The epoch to start at, 0 by default.
  ///   - stepsPerEpoch: The number of batches after which an epoch ends; the next one goes on through the
  ///     stream. The whole stream by default.
  ///   - validationSteps: The number of batches to validate on; all by default.
  ///   - validationBatchSize: The number of rows in a batch of validation, 32 by default.
  ///   - validationFreq: After which epochs to validate; after each by default.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: A ``LogitError``, what the stream throws when it is made, or `CancellationError` when the task
  ///   is cancelled; see the other `fit`. After
  ///   ``LogitError/trainingDiverged(epoch:step:loss:)``, when the loss, the new weights or what the
  ///   optimizer keeps are not finite, the model keeps all weights from before that batch, moving averages
  ///   included.
  @discardableResult
  public mutating func fit<Batches: Sequence<LabeledRows>>(
    batches: @escaping () throws -> Batches, classWeight: [Int: Float]? = nil, epochs: Int = 1,
    verbose: Verbosity = .progressBar, callbacks: [any Callback] = [],
    validationData: ValidationData? = nil, initialEpoch: Int = 0, stepsPerEpoch: Int? = nil,
    validationSteps: Int? = nil, validationBatchSize: Int = 32, validationFreq: ValidationFrequency = 1
  ) throws -> History {
    try StreamFit(
      makeBatches: { AnyIterator(try batches().makeIterator()) }, classWeight: classWeight, epochs: epochs,
      callbacks: callbacks, validationData: validationData, initialEpoch: initialEpoch,
      stepsPerEpoch: stepsPerEpoch, validationSteps: validationSteps,
      validationBatchSize: validationBatchSize, validationFreq: validationFreq
    ).train(&self, watch: .ofCall(verbose, epochs: epochs))
  }
}

/// A call of `fit` on a stream of batches: all but the model.
struct StreamFit {
  var makeBatches: () throws -> AnyIterator<LabeledRows>
  var classWeight: [Int: Float]?
  var epochs: Int
  var callbacks: [any Callback]
  var validationData: ValidationData?
  var initialEpoch: Int
  var stepsPerEpoch: Int?
  var validationSteps: Int?
  var validationBatchSize: Int
  var validationFreq: ValidationFrequency

  /// Trains a model.
  ///
  /// - Parameters:
  ///   - model: The model; as it was if nothing could begin.
  ///   - watch: Who follows; `nil` for nobody.
  /// - Returns: Loss and metrics of each epoch.
  /// - Throws: As `fit`.
  func train(_ model: inout Sequential, watch: TrainingWatch?) throws -> History {
    let options = try FitOptions(
      epochs: epochs, initialEpoch: initialEpoch, batchSize: 1, stepsPerEpoch: stepsPerEpoch,
      validation: .init(batchSize: validationBatchSize, steps: validationSteps, frequency: validationFreq))
    let place = model.position
    let loop = try model.prepareTraining { model in
      try watch?.checkCancellation()
      return try self.loop(&model, options, watch)
    }
    return try loop.run(&model, from: place, callbacks: callbacks)
  }

  /// Everything before the first step, in a function of its own: what it holds of the first batch is gone
  /// with its end.
  private func loop(
    _ model: inout Sequential, _ options: FitOptions, _ watch: TrainingWatch?
  ) throws -> FitLoop {
    let rest = try makeBatches()
    guard let first = rest.next() else { throw LogitError.emptyData(name: "The stream of batches") }
    var prepared = model
    let preparation = try Preparation(&prepared, input: first.x, operation: "fit")
    let source = StreamBatches(
      preparation, first: first, rest: rest, classWeight: classWeight, makeBatches: makeBatches)
    let loop = try FitLoop(
      preparation, batches: source, validation: validationData, options: options, watch: watch)
    model = prepared
    return loop
  }
}
