/// The mean squared error of class probabilities: (t - p)² with one output, with several Σⱼ (tⱼ - pⱼ)² over
/// the classes, each row divided by its sum.
///
/// Follows scikit-learn's `brier_score_loss`, which does not halve the sum over classes.
public struct BrierScore: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name the metric is reported under, `"brier_score"` by default.
  public init(name: String = "brier_score") {
    self.name = name
  }

  /// Smaller is better.
  public var isBetterWhenHigher: Bool? { false }

  /// [Σ w · loss, Σ w], both 0.
  public var initialState: [Double] { [0, 0] }

  /// Adds a batch.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    let isClassIndex = labels.count != predictions.count
    for row in 0..<predictions.count / units {
      let weight = weights.isEmpty ? 1 : Double(weights[row])
      let columns = row * units..<(row + 1) * units
      let total = units == 1 ? 1 : sum(predictions, columns)
      var loss = 0.0
      for column in 0..<units {
        let label = label(labels, row: row, column: column, units: units, isClassIndex: isClassIndex)
        let difference = Double(label) - Double(predictions[columns.lowerBound + column]) / total
        loss += difference * difference
      }
      state[0] += weight * loss
      state[1] += weight
    }
  }

  /// The mean; 0 before the first row.
  public func result(_ state: [Double]) -> Double { dividedOrZero(state[0], state[1]) }
}

extension Metric where Self == BrierScore {
  /// The mean squared error of class probabilities; see ``BrierScore``.
  public static var brierScore: BrierScore { BrierScore() }
}
