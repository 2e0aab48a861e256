/// One call of fit: the epochs, with validation, callbacks and progress around them.
struct TrainingSession {
  private let trainer: any EpochTrainer
  private let validator: Validator?
  private let options: FitOptions
  private let reporter: ProgressReporter?
  private let columns: LogColumns

  init(
    trainer: any EpochTrainer, validator: Validator?, options: FitOptions, reporter: ProgressReporter?
  ) {
    self.trainer = trainer
    self.validator = validator
    self.options = options
    self.reporter = reporter
    columns = LogColumns(plan: trainer.plan)
  }

  mutating func run(_ model: inout Sequential, callbacks: [any Callback]) throws -> History {
    var history = History(
      names: columns.names(withValidation: validator != nil), stepCount: trainer.stepCount,
      epochCapacity: options.epochs.count)
    defer { reporter?.trainingEnded() }
    var control = TrainingControl()
    control.initialEpoch = options.epochs.lowerBound
    if !callbacks.isEmpty { try begin(&model, callbacks: callbacks, control: &control) }
    // Callbacks may change the model and still see errors of training; what they ask for last is kept.
    for epoch in control.initialEpoch..<max(options.epochs.upperBound, control.initialEpoch) {
      if control.stopTraining { break }
      for callback in callbacks { try callback.onEpochBegin(epoch, model: &model, control: &control) }
      if !callbacks.isEmpty { try prepare(&model) }
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
    model.withTrainingState { trainer.updater.finish(parameters: $0.parameters, slots: $0.slots) }
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
    try prepare(&model)
    trainer.use(seed: model.seed)
  }

  /// Goes on with the model as callbacks left it.
  private func prepare(_ model: inout Sequential) throws {
    try trainer.updater.prepare(&model)
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
    if let validator, options.validation.frequency.includes(epoch) {
      try validator.evaluate(parameters: model.parameters.baseAddress)
      validation = validator.totals
    }
    guard !callbacks.isEmpty || reporter != nil || (validator != nil && validation == nil) else {
      return columns.append(training: trainer.totals, validation: validation, epoch: epoch, to: &history)
    }
    var logs = columns.logs(training: trainer.totals, validation: validation)
    for callback in callbacks {
      try callback.onEpochEnd(epoch, logs: &logs, model: &model, control: &control)
    }
    if !callbacks.isEmpty { try prepare(&model) }
    history.append(logs, epoch: epoch)
    reporter?.epochEnded(logs)
  }
}

/// Where each number of the logs comes from, in the order they are reported.
struct LogColumns {
  private enum Source {
    case loss
    /// The number of a metric, and which of its results.
    case metric(Int, Int)
  }
  private let sources: [(name: String, source: Source)]
  private let plan: TrainingPlan

  init(plan: TrainingPlan) {
    self.plan = plan
    let metrics = plan.metrics.enumerated().flatMap { index, planned in
      planned.names.enumerated().map { (name: $1, source: Source.metric(index, $0)) }
    }
    sources = (metrics + [("loss", .loss)]).sorted { $0.name < $1.name }
  }

  func names(withValidation: Bool) -> [String] {
    let names = sources.map(\.name)
    return withValidation ? names + names.map { "val_" + $0 } : names
  }

  /// Adds an epoch to a history that has these columns and no others, without allocating.
  func append(training: BatchTotals, validation: BatchTotals?, epoch: Int, to history: inout History) {
    history.epochs.append(epoch)
    for (index, entry) in sources.enumerated() {
      history.columns[index].append(value(entry.source, training))
      if let validation { history.columns[sources.count + index].append(value(entry.source, validation)) }
    }
  }

  func logs(training: BatchTotals, validation: BatchTotals? = nil) -> Logs {
    let values = sources.map { value($0.source, training) }
    guard let validation else { return Logs(names: names(withValidation: false), values: values) }
    return Logs(
      names: names(withValidation: true), values: values + sources.map { value($0.source, validation) })
  }

  private func value(_ source: Source, _ totals: BatchTotals) -> Double {
    switch source {
    case .loss: totals.meanLoss
    case .metric(let index, let result): totals.value(of: index, plan.metrics[index], result: result)
    }
  }
}

extension Logs {
  /// The logs for what was added up so far.
  init(_ totals: BatchTotals, plan: TrainingPlan) {
    self = LogColumns(plan: plan).logs(training: totals)
  }
}
