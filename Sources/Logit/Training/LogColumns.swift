/// Where each number of the logs comes from, in the order they are reported.
struct LogColumns {
  private enum Source {
    case loss
    /// The number of a metric, and which of its results.
    case metric(Int, Int)
  }
  private let sources: [(name: String, source: Source)]
  private let plan: StepPlan

  init(plan: StepPlan) {
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
  init(_ totals: BatchTotals, plan: StepPlan) {
    self = LogColumns(plan: plan).logs(training: totals)
  }
}
