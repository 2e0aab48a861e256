/// A metric that is the fraction of predictions that are correct.
///
/// The state is [correct, all], so that a conforming type needs only two functions. With weights, a row
/// counts in proportion to its weight: Σ w · correct / Σ w.
public protocol AccuracyMetric: Metric {
  /// Counts the predictions of a batch that are correct.
  ///
  /// - Parameters:
  ///   - labels: `[rows, units]`, or `[rows]` class indices for ``LabelEncoding/classIndex``.
  ///   - predictions: The model's outputs, `[rows, units]`.
  ///   - units: The number of outputs.
  func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int
  /// Counts the predictions of a batch.
  ///
  /// - Parameters:
  ///   - predictionCount: The number of rows times the number of outputs.
  ///   - units: The number of outputs.
  func countAll(predictionCount: Int, units: Int) -> Int
}

extension AccuracyMetric {
  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// [correct, all], both 0.
  public var initialState: [Double] { [0, 0] }

  /// Adds a batch's counts.
  ///
  /// - Parameters:
  ///   - state: The state so far.
  ///   - labels: `[rows, units]`, or `[rows]` class indices.
  ///   - predictions: The model's outputs, `[rows, units]`.
  ///   - weights: How much each row counts, `[rows]`; empty when every row counts once.
  ///   - units: The number of outputs.
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

  /// correct / all; 0 before the first row.
  ///
  /// - Parameter state: [correct, all].
  public func result(_ state: [Double]) -> Double { dividedOrZero(state[0], state[1]) }
}
