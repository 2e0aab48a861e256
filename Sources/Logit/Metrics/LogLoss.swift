/// The cross-entropy of class probabilities, in double precision and clipped only where a `Double` ends: -log
/// p of the true class, on average.
///
/// With one output p is that of class 1. With several, each row is divided by its sum. A true class of
/// probability 0 costs -log 2.2e-16 = 36.04, so that the mean stays finite.
///
/// Follows scikit-learn's `log_loss`. Keras's cross-entropies as metrics, which clip at 1e-7, are
/// `.binaryCrossentropy()` and its siblings.
public struct LogLoss: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String

  /// Configures the metric.
  ///
  /// - Parameter name: The name the metric is reported under, `"log_loss"` by default.
  public init(name: String = "log_loss") {
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
    let epsilon = Double.ulpOfOne
    for row in 0..<predictions.count / units {
      let weight = weights.isEmpty ? 1 : Double(weights[row])
      let columns = row * units..<(row + 1) * units
      let total = units == 1 ? 1 : sum(predictions, columns)
      var loss = 0.0
      for column in 0..<units {
        let label = Double(
          label(labels, row: row, column: column, units: units, isClassIndex: isClassIndex))
        let p = Double(predictions[columns.lowerBound + column]) / total
        if label != 0 { loss -= label * naturalLogarithm(min(max(p, epsilon), 1 - epsilon)) }
        if units == 1 && label != 1 {
          loss -= (1 - label) * naturalLogarithm(min(max(1 - p, epsilon), 1 - epsilon))
        }
      }
      state[0] += weight * loss
      state[1] += weight
    }
  }

  /// The mean; 0 before the first row.
  public func result(_ state: [Double]) -> Double { dividedOrZero(state[0], state[1]) }
}

extension Metric where Self == LogLoss {
  /// The cross-entropy of class probabilities in double precision; see ``LogLoss``.
  public static var logLoss: LogLoss { LogLoss() }
}
