import CAllocationCounter
import Testing

@testable import Logit

/// What runs once a batch allocates nothing.
@Suite struct MetricAllocationTests {
  static let metrics: [any Metric] = [
    .categoricalAccuracy, .topKCategoricalAccuracy(k: 2), .precision(topK: 2), .recall(classID: 1),
    .truePositives(thresholds: [0.2, 0.4]), .precisionAtRecall(0.5), .auc(approximation: .keras()),
    .auc(approximation: .keras(), multiLabel: true), .f1Score(), .fBetaScore(threshold: 0.5), .logLoss,
    .brierScore, .matthewsCorrelation(), .expectedCalibrationError(), .categoricalCrossentropy(),
    .meanSquaredError, .rootMeanSquaredError, .hinge, .cosineSimilarity,
  ]

  static let rows = 64
  static let labels: [Float] = (0..<rows * 3).map { $0 % 3 == ($0 / 3) % 3 ? 1 : 0 }
  static let predictions: [Float] = (0..<rows * 3).map { Float($0 % 17 + 1) / 20 }
  static let weights: [Float] = (0..<rows).map { Float($0 % 3) }

  @Test(
    "Adding a batch to a metric allocates nothing after the first",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: metrics, [[], weights])
  func update(_ metric: any Metric, weights: [Float]) {
    let metric = metric.resolved(labels: .perOutput, units: 3)
    var state = metric.initialState
    func add() {
      metric.update(
        &state, labels: Self.labels.span, predictions: Self.predictions.span, weights: weights.span, units: 3)
    }
    add()
    let before = allocation_counter_current()
    add()
    #expect(allocation_counter_current() - before == 0)
  }

  @Test(
    "A loss allocates nothing",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: LossGradientTests.items)
  func evaluate(_ item: LossGradientTests.Item) {
    let (labels, predictions) = LossGradientTests.data(item.kind, rows: 20)
    var values = [Float](repeating: 0, count: 20)
    var gradient = [Float](repeating: 0, count: 60)
    var valueSpan = values.mutableSpan
    var gradientSpan = gradient.mutableSpan
    let before = allocation_counter_current()
    item.loss.evaluate(
      labels: labels.span, predictions: predictions.span, units: 3, values: &valueSpan,
      gradient: &gradientSpan)
    #expect(allocation_counter_current() - before == 0)
  }
}
