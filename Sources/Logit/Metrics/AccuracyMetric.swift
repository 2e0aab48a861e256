/// A metric that is the share of predictions that are right.
///
/// The state is [right, all], so that conforming takes two functions. With weights a row counts as often as
/// its weight says: Σ w · right / Σ w.
public protocol AccuracyMetric: Metric {
  /// Counts the predictions of a batch that are right.
  func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int
  /// Counts the predictions of a batch.
  func countAll(predictionCount: Int, units: Int) -> Int
}

extension AccuracyMetric {
  /// More is better.
  public var isBetterWhenHigher: Bool? { true }

  /// [right, all], both 0.
  public var initialState: [Double] { [0, 0] }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    guard !weights.isEmpty else {
      state[0] += Double(countCorrect(labels: labels, predictions: predictions, units: units))
      state[1] += Double(countAll(predictionCount: predictions.count, units: units))
      return
    }
    let columns = labels.count / weights.count
    for row in weights.indices {
      let correct = countCorrect(
        labels: labels.extracting(row * columns..<(row + 1) * columns),
        predictions: predictions.extracting(row * units..<(row + 1) * units), units: units)
      let all = countAll(predictionCount: units, units: units)
      state[0] += Double(weights[row]) * Double(correct) / Double(all)
      state[1] += Double(weights[row])
    }
  }

  /// right / all; 0 before the first row.
  public func result(_ state: [Double]) -> Double { dividedOrZero(state[0], state[1]) }
}
