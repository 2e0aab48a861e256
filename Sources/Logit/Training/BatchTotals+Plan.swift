import CLogitKernels

extension BatchTotals {
  /// Nothing added up yet, for the metrics of a plan.
  init(plan: StepPlan) {
    metricStates = plan.initialMetricStates
    metricNames = metricStates.indices.map { plan.metrics[$0].names.first ?? "" }
  }

  mutating func reset(plan: StepPlan) {
    loss = 0
    correct = 0
    rows = 0
    for index in metricStates.indices { metricStates[index] = plan.metrics[index].metric.initialState }
  }

  /// Begins an epoch, with what was added up before it was interrupted if the position tells so.
  ///
  /// A metric that was not there before, or whose state is not one, begins with nothing.
  mutating func begin(plan: StepPlan, at position: inout TrainingPosition) {
    reset(plan: plan)
    guard let earlier = position.totals else { return }
    position.totals = nil
    (loss, correct, rows) = (earlier.loss, earlier.correct, earlier.rows)
    for (index, name) in metricNames.enumerated() {
      guard let place = earlier.metricNames.firstIndex(of: name) else { continue }
      let state = earlier.metricStates[place]
      if plan.metrics[index].metric.canContinue(state, units: plan.units) { metricStates[index] = state }
    }
  }

  mutating func add(_ totals: logit_totals, rows: Int) {
    loss += totals.loss
    correct += totals.correct
    self.rows += rows
  }

  /// - Parameter result: Which of the metric's results.
  func value(of index: Int, _ planned: PlannedMetric, result: Int) -> Double {
    guard !planned.isCountedByHead else {
      return correct / (Double(rows) * Double(planned.predictionsPerRow))
    }
    let metric = planned.metric
    return planned.names.count == 1
      ? metric.result(metricStates[index]) : metric.results(metricStates[index])[result]
  }
}
