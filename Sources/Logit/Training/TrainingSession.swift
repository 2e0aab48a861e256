/// One call of fit: everything prepared before the first epoch, then the epochs.
struct TrainingSession {
  private let trainer: Trainer
  private let validator: Trainer?
  private let reporter: ProgressReporter?
  private let columns: LogColumns

  /// Builds the model if need be and checks model, options and data.
  init(
    model: inout Sequential, training: ValidationData, validation: ValidationData?, batchSize: Int,
    shuffle: Bool, reporter: ProgressReporter?
  ) throws {
    guard let compilation = model.compilation else { throw LogitError.notCompiled(operation: "fit") }
    var built = model
    try built.build(inputShape: training.x.rank == 1 ? [1] : Array(training.x.shape.dropFirst()))
    let stack = try built.builtStack(for: "fit")
    try compilation.validate(stack)
    // A dense layer's gradient holds the input times something, so one step over a NaN or an infinity spoils the
    // weights, and the trainer looks for the cause. Reading large data twice would cost as much as an epoch.
    let data = try TrainingData(
      training.x, training.y, sampleWeight: training.sampleWeight, stack: stack, loss: compilation.loss,
      defersFiniteCheck: stack.entries.first?.layer is Dense)
    let plan = try TrainingPlan(
      stack: stack, compilation: compilation, batchSize: min(batchSize, data.rows))
    let slotCount = compilation.optimizer.keptSlotNames.count
    trainer = Trainer(
      plan: plan, data: data, seed: model.seed, shuffles: shuffle, optimizer: compilation.optimizer)
    validator = try validation.map {
      let data = try TrainingData(
        $0.x, $0.y, sampleWeight: $0.sampleWeight, stack: stack, loss: compilation.loss, names: .validation)
      return Trainer(plan: plan, data: data)
    }
    self.reporter = reporter
    columns = LogColumns(plan: plan, withValidation: validation != nil)

    // Only now that nothing can fail any more does the caller's model change.
    model = built
    if model.optimizerState.slots.count != slotCount * stack.storageCount {
      model.optimizerState.slots = compilation.optimizer.initialSlots(storageCount: stack.storageCount)
    }
  }

  mutating func run(
    _ model: inout Sequential, epochs: Range<Int>, callbacks: [any Callback]
  ) throws -> History {
    var history = History(
      names: columns.names, stepCount: trainer.stepCount, epochCapacity: epochs.count)
    defer { reporter?.trainingEnded() }
    var control = TrainingControl()
    for callback in callbacks { try callback.onTrainBegin(model: &model, control: &control) }
    for epoch in epochs where !control.stopTraining {
      for callback in callbacks { try callback.onEpochBegin(epoch, model: &model, control: &control) }
      try runEpoch(epoch, model: &model, history: &history)
      guard !callbacks.isEmpty, let logs = history.last else { continue }
      for callback in callbacks {
        try callback.onEpochEnd(epoch, logs: logs, model: &model, control: &control)
      }
    }
    for callback in callbacks { try callback.onTrainEnd(model: &model, control: &control) }
    return history
  }

  private func runEpoch(_ epoch: Int, model: inout Sequential, history: inout History) throws {
    reporter?.epochBegan(epoch, stepCount: trainer.stepCount)
    try train(&model, epoch: epoch)
    try validator?.evaluate(parameters: model.parameters.baseAddress)
    history.epochs.append(epoch)
    columns.append(training: trainer.totals, validation: validator?.totals, to: &history)
    if let reporter, let logs = history.last { reporter.epochEnded(logs) }
  }

  /// One epoch with the model's buffers held in place.
  private func train(_ model: inout Sequential, epoch: Int) throws {
    var iteration = model.optimizerState.iteration
    let order = model.trainedEpochCount
    defer {
      // An epoch of which no step is left has not been.
      if iteration > model.optimizerState.iteration { model.trainedEpochCount = order + 1 }
      model.optimizerState.iteration = iteration
    }
    try model.parameters.withUnsafeMutableBufferPointer { parameters in
      try model.optimizerState.slots.withUnsafeMutableBufferPointer { slots in
        var state = Trainer.State(parameters: parameters, slots: slots, iteration: iteration)
        defer { iteration = state.iteration }
        try trainer.trainEpoch(order, reportedAs: epoch, state: &state, reporter: reporter)
      }
    }
  }
}

/// Where each number of the logs comes from, in the order they are reported.
struct LogColumns {
  private enum Source {
    case loss
    case metric(Int)
  }
  private let sources: [(name: String, source: Source)]
  private let plan: TrainingPlan
  let names: [String]

  init(plan: TrainingPlan, withValidation: Bool) {
    self.plan = plan
    let metrics = plan.metrics.enumerated().map { (name: $1.metric.name, source: Source.metric($0)) }
    sources = (metrics + [("loss", .loss)]).sorted { $0.name < $1.name }
    let trainingNames = sources.map(\.name)
    names = withValidation ? trainingNames + trainingNames.map { "val_" + $0 } : trainingNames
  }

  func append(training: BatchTotals, validation: BatchTotals?, to history: inout History) {
    for (index, entry) in sources.enumerated() {
      history.columns[index].append(value(entry.source, training))
      if let validation { history.columns[sources.count + index].append(value(entry.source, validation)) }
    }
  }

  func values(_ totals: BatchTotals) -> [Double] { sources.map { value($0.source, totals) } }

  private func value(_ source: Source, _ totals: BatchTotals) -> Double {
    switch source {
    case .loss: totals.meanLoss
    case .metric(let index): totals.value(of: index, plan.metrics[index])
    }
  }
}

extension Logs {
  /// The logs for what was added up so far.
  init(_ totals: BatchTotals, plan: TrainingPlan) {
    let columns = LogColumns(plan: plan, withValidation: false)
    self.init(names: columns.names, values: columns.values(totals))
  }
}
