/// One call of fit: the epochs, with validation, callbacks and progress around them.
struct FitLoop {
  private let trainer: Trainer
  private let evaluator: Evaluator?
  private let options: FitOptions
  private let reporter: ProgressReporter?
  private let columns: LogColumns

  /// - Parameters:
  ///   - validation: Rows to judge the model by after an epoch; none if `nil`.
  ///   - reporter: Shows progress; `nil` for none.
  /// - Throws: A ``LogitError`` for rows of validation that do not fit the model.
  init(
    _ preparation: Preparation, batches: any BatchSource, validation: LabeledRows?, options: FitOptions,
    reporter: ProgressReporter?
  ) throws {
    trainer = Trainer(preparation, batches: batches, stepsPerEpoch: options.stepsPerEpoch)
    evaluator = try validation.map { try Evaluator(preparation, rows: $0, options: options.validation) }
    self.options = options
    self.reporter = reporter
    columns = LogColumns(plan: trainer.plan)
  }

  /// Trains the model through all epochs.
  ///
  /// - Throws: What training or a callback throws, with the model as it was then.
  func run(_ model: inout Sequential, callbacks: [any Callback]) throws -> History {
    var history = History(
      names: columns.names(withValidation: evaluator != nil), stepCount: trainer.stepCount,
      epochCapacity: options.epochs.count)
    defer { reporter?.trainingEnded() }
    var control = TrainingControl()
    control.initialEpoch = options.epochs.lowerBound
    if !callbacks.isEmpty { try begin(&model, callbacks: callbacks, control: &control) }
    // Callbacks may change the model and still see errors of training; what they ask for last is kept.
    for epoch in control.initialEpoch..<max(options.epochs.upperBound, control.initialEpoch) {
      if control.stopTraining { break }
      for callback in callbacks { try callback.onEpochBegin(epoch, model: &model, control: &control) }
      if !callbacks.isEmpty { try trainer.updater.prepare(&model) }
      do {
        try runEpoch(epoch, model: &model, callbacks: callbacks, control: &control)
      } catch LogitError.trainingDiverged(_, let step, let loss)
        where callbacks.contains(where: \.toleratesDivergence)
      {
        control.say("Batch \(step - 1): Invalid loss \(loss), terminating training")
        break
      }
      try endEpoch(epoch, model: &model, history: &history, callbacks: callbacks, control: &control)
    }
    model.withState { trainer.updater.finish(parameters: $0.parameters, slots: $0.slots) }
    for callback in callbacks { try callback.onTrainEnd(model: &model, control: &control) }
    return history
  }

  private func begin(
    _ model: inout Sequential, callbacks: [any Callback], control: inout TrainingControl
  ) throws {
    control.epochs = options.epochs.upperBound
    control.stepCount = trainer.stepCount
    control.isBetterWhenHigher = trainer.plan.isBetterWhenHigher
    if let reporter { control.say = { reporter.say($0) } }
    for callback in callbacks { try callback.onTrainBegin(model: &model, control: &control) }
    try trainer.updater.prepare(&model)
    trainer.use(seed: model.seed)
  }

  private func runEpoch(
    _ epoch: Int, model: inout Sequential, callbacks: [any Callback], control: inout TrainingControl
  ) throws {
    let observers = callbacks.filter(\.observesBatches)
    guard !observers.isEmpty else {
      return try trainer.runEpoch(epoch, model: &model, hooks: nil, reporter: reporter)
    }
    let updater = trainer.updater
    var current = control
    defer { control = current }
    let hooks = BatchHooks(
      before: { batch, model in
        for observer in observers {
          try observer.onTrainBatchBegin(batch, model: &model, control: &current)
        }
        try updater.prepare(&model)
      },
      after: { batch, logs, model in
        for observer in observers {
          try observer.onTrainBatchEnd(batch, logs: logs, model: &model, control: &current)
        }
        try updater.prepare(&model)
        return current.stopTraining
      })
    try trainer.runEpoch(epoch, model: &model, hooks: hooks, reporter: reporter)
  }

  private func endEpoch(
    _ epoch: Int, model: inout Sequential, history: inout History, callbacks: [any Callback],
    control: inout TrainingControl
  ) throws {
    var validation: BatchTotals?
    if let evaluator, options.validation.frequency.includes(epoch) {
      try evaluator.evaluate(parameters: model.parameters.baseAddress)
      validation = evaluator.totals
    }
    guard !callbacks.isEmpty || reporter != nil || (evaluator != nil && validation == nil) else {
      return columns.append(training: trainer.totals, validation: validation, epoch: epoch, to: &history)
    }
    var logs = columns.logs(training: trainer.totals, validation: validation)
    for callback in callbacks {
      try callback.onEpochEnd(epoch, logs: &logs, model: &model, control: &control)
    }
    if !callbacks.isEmpty { try trainer.updater.prepare(&model) }
    history.append(logs, epoch: epoch)
    reporter?.epochEnded(logs)
  }
}
