/// A training that goes on by itself; made by
/// ``Sequential/training(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)``.
/// Its value is the trained model.
public typealias TrainingJob = Job<Sequential, TrainingProgress>

extension Job where Value == Sequential, Progress == TrainingProgress {
  /// Loss and metrics of each epoch so far, and of all of them once the job has ended; what `fit` returns. A
  /// job that went on where another was cancelled has the epochs of both. Once it has ended,
  /// ``History/outcome`` says how, `cancelled` among the reasons.
  public var history: History {
    var history = latest?.history ?? History(names: [], stepCount: 0, epochCapacity: 0)
    // Also of one that was cancelled before there was anything to tell.
    if state.endedByCancellation { history.outcome.stopReason = .cancelled }
    return history
  }

  /// Goes on where the job was cancelled, with the step after the last one; waits for its end.
  ///
  ///     job.cancel()
  ///     ...
  ///     let job = await job.resumed()
  ///     model = try await job.value
  ///
  /// The model and its history come out as if the training had never been cancelled, to the last bit.
  /// Callbacks keep what they remember, such as how long ``EarlyStopping`` has waited and whose weights it
  /// restores; one of your own does where ``TrainingControl/isResumed``. Only an epoch that one of them ended
  /// is taken up again, if the job was cancelled in its validation. A stream is made anew, and what it was
  /// trained on is dropped. What the job was given, its rows among it, is in memory as long as the job is.
  ///
  /// - Returns: The job that goes on, the same for each call; this one, if it ended in another way, as it
  ///   then came to all it can.
  public func resumed() async -> TrainingJob { await successor() }
}

extension Sequential {
  /// Trains a copy of the model on a thread of its own, and returns at once;
  /// ``fit(_:_:sampleWeight:classWeight:epochs:batchSize:verbose:callbacks:validationSplit:validationData:shuffle:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)-(Tensor<Float>,_,_,_,_,_,_,_,_,_,_,_,_,_,_,_)``
  /// for an app or a server.
  ///
  ///     let job = model.training(x, y, epochs: 30)
  ///     for await progress in job.progress { print(progress) }
  ///     model = try await job.value
  ///
  /// This model stays as it is; the one that the job gives has the same bits as after `fit` with the same
  /// arguments. What is wrong with the arguments is thrown by ``Job/value``.
  ///
  /// After ``Job/cancel()``, and after an error, ``Job/reached`` is the model after the last good step, with
  /// finite weights. After ``Job/cancel()``, ``Job/resumed()`` goes on from there. So does a program that was
  /// ended, from a checkpoint of that model.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, features]`; `[rows]` will do for one feature.
  ///   - y: The labels, as for `fit`.
  ///   - sampleWeight: How much each row counts in the loss, `[rows]`; every row once by default.
  ///   - classWeight: How much the rows of each class count, by class index; each row once by default.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - batchSize: The number of rows a step, at least 1; 32 by default.
  ///   - verbose: What to print; nothing by default, unlike `fit`.
  ///   - callbacks: Called on the job's thread, which they then belong to: a callback that others use as well
  ///     must be `Sendable`.
  ///   - validationSplit: The share of rows, taken from the end, to hold back for validation, in 0..<1; 0 by
  ///     default.
  ///   - validationData: Rows to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - shuffle: Whether each epoch visits the rows in a new order, drawn from ``seed``; `true` by default.
  ///   - initialEpoch: The epoch to start at, 0 by default.
  ///   - stepsPerEpoch: The number of steps after which an epoch ends; all rows by default.
  ///   - validationSteps: The number of batches to validate on; all by default.
  ///   - validationBatchSize: The number of rows in a batch of validation; `batchSize` by default.
  ///   - validationFreq: After which epochs to validate; after each by default.
  /// - Returns: The job, which has begun.
  public func training(
    _ x: Tensor<Float>, _ y: Tensor<Float>, sampleWeight: Tensor<Float>? = nil,
    classWeight: [Int: Float]? = nil, epochs: Int = 1, batchSize: Int = 32, verbose: Verbosity = .silent,
    callbacks: sending [any Callback] = [], validationSplit: Double = 0,
    validationData: ValidationData? = nil, shuffle: Bool = true, initialEpoch: Int = 0,
    stepsPerEpoch: Int? = nil, validationSteps: Int? = nil, validationBatchSize: Int? = nil,
    validationFreq: ValidationFrequency = 1
  ) -> TrainingJob {
    var fit = RowsFit(
      rows: LabeledRows(x, y, sampleWeight: sampleWeight), classWeight: classWeight, epochs: epochs,
      batchSize: batchSize, callbacks: callbacks, validationSplit: validationSplit,
      validationData: validationData, shuffle: shuffle, initialEpoch: initialEpoch,
      stepsPerEpoch: stepsPerEpoch, validationSteps: validationSteps,
      validationBatchSize: validationBatchSize, validationFreq: validationFreq)
    return job(verbose, epochs: epochs, initialEpoch: initialEpoch) { model, epoch, watch in
      fit.initialEpoch = epoch
      _ = try fit.train(&model, watch: watch)
    }
  }

  /// Trains a copy of the model on a stream of batches, on a thread of its own, and returns at once; see the
  /// other `training`, and
  /// ``fit(batches:classWeight:epochs:verbose:callbacks:validationData:initialEpoch:stepsPerEpoch:validationSteps:validationBatchSize:validationFreq:)``.
  ///
  /// A stream is asked for its batches on the job's thread. While it makes one, the job is not cancelled.
  ///
  /// - Parameters:
  ///   - batches: Makes the stream; called at the beginning of each epoch, and again whenever the stream
  ///     ended.
  ///   - classWeight: How much the rows of each class count; see `fit`.
  ///   - epochs: The epoch to stop before, at least 1; 1 by default.
  ///   - verbose: What to print; nothing by default, unlike `fit`.
  ///   - callbacks: Called on the job's thread, which they then belong to.
  ///   - validationData: Rows to compute `val_loss` and `val_` metrics on after each epoch.
  ///   - initialEpoch: The epoch to start at, 0 by default.
  ///   - stepsPerEpoch: The number of batches after which an epoch ends; the whole stream by default.
  ///   - validationSteps: The number of batches to validate on; all by default.
  ///   - validationBatchSize: The number of rows in a batch of validation, 32 by default.
  ///   - validationFreq: After which epochs to validate; after each by default.
  /// - Returns: The job, which has begun.
  public func training<Batches: Sequence<LabeledRows>>(
    batches: sending @escaping () throws -> Batches, classWeight: [Int: Float]? = nil, epochs: Int = 1,
    verbose: Verbosity = .silent, callbacks: sending [any Callback] = [],
    validationData: ValidationData? = nil, initialEpoch: Int = 0, stepsPerEpoch: Int? = nil,
    validationSteps: Int? = nil, validationBatchSize: Int = 32, validationFreq: ValidationFrequency = 1
  ) -> TrainingJob {
    var fit = StreamFit(
      makeBatches: { AnyIterator(try batches().makeIterator()) }, classWeight: classWeight, epochs: epochs,
      callbacks: callbacks, validationData: validationData, initialEpoch: initialEpoch,
      stepsPerEpoch: stepsPerEpoch, validationSteps: validationSteps,
      validationBatchSize: validationBatchSize, validationFreq: validationFreq)
    return job(verbose, epochs: epochs, initialEpoch: initialEpoch) { model, epoch, watch in
      fit.initialEpoch = epoch
      _ = try fit.train(&model, watch: watch)
    }
  }

  /// - Parameter train: Trains a model from an epoch on; called on another thread, once for each job that
  ///   goes on.
  private func job(
    _ verbose: Verbosity, epochs: Int, initialEpoch: Int,
    _ train: sending @escaping (inout Sequential, Int, TrainingWatch) throws -> Void
  ) -> TrainingJob {
    // Jobs use it one after the other.
    nonisolated(unsafe) let train = train
    var model = self
    // That of an earlier training, which this one does not go on with.
    if !model.position.isRestored { model.position.interruptedEpoch = nil }
    let beginning = model
    return Job(resumable: { context in
      var model = context.start?.value ?? beginning
      let epoch = context.start == nil ? nil : model.resumeInterruptedEpoch()
      let watch = TrainingWatch(
        reporter: verbose.reporter(epochs: epochs), earlierHistory: context.start?.progress?.history,
        isCancelled: { context.isCancelled }, onProgress: { context.report($0) })
      defer {
        // Cancelled before it began, so that whoever trains the model next does not go on with its epoch
        // unasked.
        if epoch != nil, watch.history == nil { model.position.isRestored = false }
        context.reach(model)
      }
      try train(&model, epoch ?? initialEpoch, watch)
      return model
    })
  }
}
