/// One call of fit: the epochs, with validation, callbacks and progress around them.
struct FitLoop {
  private let trainer: Trainer
  private let evaluator: Evaluator?
  private let options: FitOptions
  private let watch: TrainingWatch?
  private let columns: LogColumns

  /// - Parameters:
  ///   - validation: Rows to judge the model by after an epoch; none if `nil`.
  ///   - watch: Who follows; `nil` for nobody.
  /// - Throws: A ``LogitError`` for rows of validation that do not fit the model.
  init(
    _ preparation: Preparation, batches: any BatchSource, validation: LabeledRows?, options: FitOptions,
    watch: TrainingWatch?
  ) throws {
    trainer = try Trainer(preparation, batches: batches, stepsPerEpoch: options.stepsPerEpoch)
    evaluator = try validation.map { try Evaluator(preparation, rows: $0, options: options.validation) }
    self.options = options
    self.watch = watch
    columns = LogColumns(plan: trainer.plan)
  }

  /// Trains the model through all epochs.
  ///
  /// - Parameters:
  ///   - model: The model, whose position is where training begins.
  ///   - place: Its position before that, which it goes back to if nothing begins.
  /// - Throws: What training or a callback throws, with the model as it was then.
  func run(
    _ model: inout Sequential, from place: TrainingPosition, callbacks: [any Callback]
  ) throws -> History {
    let callbacks = CallbackMoments(callbacks)
    let record = HistoryRecord(
      watch?.earlierHistory
        ?? History(
          names: columns.names(withValidation: evaluator != nil), stepCount: trainer.stepCount,
          epochCapacity: options.epochs.count))
    defer { watch?.trainingEnded() }
    var control = TrainingControl()
    control.initialEpoch = options.epochs.lowerBound
    if let earlier = watch?.earlierHistory { control.resume(earlier.outcome) }
    if !callbacks.isEmpty { try begin(&model, from: place, callbacks: callbacks, control: &control) }
    watch?.trainingBegan(record, epochs: options.epochs.upperBound)
    var epoch = control.initialEpoch
    record.keep(control.outcome)
    model.position.isInTraining = true
    defer { model.position.isInTraining = false }
    do {
      // Callbacks may change the model and still see errors of training; what they ask for last is kept.
      while epoch < options.epochs.upperBound, !control.stopTraining {
        guard try makeEpoch(&epoch, &model, record, callbacks: callbacks, control: &control) else { break }
      }
    } catch {
      // A callback's own does not come from whoever wants training to go on later.
      if error is CancellationError, watch?.isCancelled ?? false {
        model.position.interruptedEpoch = epoch
        record.keep(control.outcome, .cancelled)
      } else {
        model.position.endEpoch()
        record.keep(control.outcome)
      }
      throw error
    }
    model.withState { trainer.updater.finish(parameters: $0.parameters, slots: $0.slots) }
    for callback in callbacks.trainEnd { try callback.onTrainEnd(model: &model, control: &control) }
    record.keep(
      control.outcome, control.outcome.stopReason ?? (control.stopTraining ? .callback : .allEpochs))
    return record.history
  }

  /// An epoch with all that belongs to it.
  ///
  /// - Parameter epoch: The epoch; the next one as soon as all that the model remembers of it is done.
  /// - Returns: Whether training goes on.
  private func makeEpoch(
    _ epoch: inout Int, _ model: inout Sequential, _ record: HistoryRecord, callbacks: CallbackMoments,
    control: inout TrainingControl
  ) throws -> Bool {
    try watch?.checkBetweenEpochs(hasCallbacks: !callbacks.isEmpty)
    for callback in callbacks.epochBegin {
      try callback.onEpochBegin(epoch, model: &model, control: &control)
    }
    if !callbacks.isEmpty { try trainer.updater.prepare(&model) }
    let validation: BatchTotals?
    do {
      try runEpoch(epoch, model: &model, callbacks: callbacks, control: &control)
      validation = try validate(epoch, model)
    } catch LogitError.trainingDiverged(_, let step, let loss)
      where callbacks.all.contains(where: \.toleratesDivergence)
    {
      control.say("Batch \(step - 1): Invalid loss \(loss), terminating training")
      control.outcome.stopReason = .divergence(epoch: epoch)
      model.position.endEpoch()
      return false
    } catch let error as CancellationError {
      trainer.keepTotals(&model)
      watch?.epochInterrupted(trainer.totals, plan: trainer.plan)
      throw error
    }
    model.position.endEpoch()
    epoch += 1
    try endEpoch(
      epoch - 1, model: &model, validation: validation, record, callbacks: callbacks, control: &control)
    return true
  }

  private func begin(
    _ model: inout Sequential, from place: TrainingPosition, callbacks: CallbackMoments,
    control: inout TrainingControl
  ) throws {
    control.epochs = options.epochs.upperBound
    control.stepCount = trainer.stepCount
    control.isBetterWhenHigher = trainer.plan.isBetterWhenHigher
    if let reporter = watch?.reporter { control.say = { reporter.say($0) } }
    let beginning = model.position
    do {
      for callback in callbacks.trainBegin { try callback.onTrainBegin(model: &model, control: &control) }
    } catch {
      // Nothing has begun, and a training that was to go on still can, unless a callback has restored
      // another.
      if model.position == beginning { model.position = place }
      throw error
    }
    try trainer.updater.prepare(&model)
    trainer.use(seed: model.seed)
  }

  private func runEpoch(
    _ epoch: Int, model: inout Sequential, callbacks: CallbackMoments, control: inout TrainingControl
  ) throws {
    let (beginning, ending) = (callbacks.batchBegin, callbacks.batchEnd)
    guard !beginning.isEmpty || !ending.isEmpty else {
      return try trainer.runEpoch(epoch, model: &model, hooks: nil, watch: watch)
    }
    let updater = trainer.updater
    var current = control
    defer { control = current }
    let hooks = BatchHooks(
      before: { batch, model in
        for callback in beginning {
          try callback.onTrainBatchBegin(batch, model: &model, control: &current)
        }
        try updater.prepare(&model)
      },
      after: { batch, logs, model in
        for callback in ending {
          try callback.onTrainBatchEnd(batch, logs: logs, model: &model, control: &current)
        }
        try updater.prepare(&model)
        return current.stopTraining
      })
    try trainer.runEpoch(epoch, model: &model, hooks: hooks, watch: watch)
  }

  /// What validation adds up after an epoch; `nil` if there is none.
  private func validate(_ epoch: Int, _ model: Sequential) throws -> BatchTotals? {
    guard let evaluator, options.validation.frequency.includes(epoch) else { return nil }
    try evaluator.evaluate(
      parameters: model.parameters.baseAddress, watch: watch, trainingBatchSize: trainer.plan.batchSize)
    return evaluator.totals
  }

  private func endEpoch(
    _ epoch: Int, model: inout Sequential, validation: BatchTotals?, _ record: HistoryRecord,
    callbacks: CallbackMoments, control: inout TrainingControl
  ) throws {
    let reporter = watch?.reporter
    guard !callbacks.isEmpty || reporter != nil || (evaluator != nil && validation == nil) else {
      record.append(columns, training: trainer.totals, validation: validation, epoch: epoch)
      watch?.epochEnded(nil, hasCallbacks: false)
      return
    }
    var logs = columns.logs(training: trainer.totals, validation: validation)
    do {
      for callback in callbacks.epochEnd {
        try callback.onEpochEnd(epoch, logs: &logs, model: &model, control: &control)
      }
    } catch let error as CancellationError {
      // The epoch is over, and a training that goes on begins the next.
      record.append(logs, epoch: epoch)
      watch?.epochEnded(nil, hasCallbacks: true)
      throw error
    }
    if !callbacks.isEmpty { try trainer.updater.prepare(&model) }
    record.append(logs, epoch: epoch)
    watch?.epochEnded(logs, hasCallbacks: !callbacks.isEmpty)
  }
}
