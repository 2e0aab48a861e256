/// What is added up over the batches of an epoch or an evaluation.
///
/// The order of summation is the order of the batches, so the result depends on the batch size but not on
/// how the work was divided.
struct BatchTotals: Sendable, Equatable {
  var loss = 0.0
  var correct = 0.0
  var rows = 0
  /// The names of the metrics that have a state; none when the head counts them all.
  let metricNames: [String]
  /// One state for each of ``metricNames``.
  var metricStates: [[Double]]

  /// What was read from a checkpoint.
  init(loss: Double, correct: Double, rows: Int, metrics: [(name: String, state: [Double])]) {
    (self.loss, self.correct, self.rows) = (loss, correct, rows)
    metricNames = metrics.map(\.name)
    metricStates = metrics.map(\.state)
  }

  /// Σ weight · loss / rows, as Keras averages over the batches of an epoch.
  var meanLoss: Double { loss / Double(rows) }
}
