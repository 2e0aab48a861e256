/// The fraction of rows whose largest label is among the k best predictions.
///
/// A prediction equal to the k-th best counts as among them, so that of four equal scores each is the best.
/// Follows `keras.metrics.TopKCategoricalAccuracy`.
public struct TopKCategoricalAccuracy: AccuracyMetric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The number k of best predictions.
  public var k: Int

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - k: The number of best predictions, at least 1; 5 by default.
  ///   - name: The name the metric is reported under, `"top_k_categorical_accuracy"` by default.
  public init(k: Int = 5, name: String = "top_k_categorical_accuracy") {
    self.k = k
    self.name = name
  }

  /// Checks k.
  public func validate() throws {
    try checks.requireCount(k, "k")
  }

  /// The metric of the same kind that fits the labels.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    labels == .classIndex && units > 1 ? SparseTopKCategoricalAccuracy(k: k, name: name) : self
  }

  /// Counts the rows predicted correctly.
  public func countCorrect(labels: Span<Float>, predictions: Span<Float>, units: Int) -> Int {
    var count = 0
    for row in 0..<predictions.count / units {
      let columns = row * units..<(row + 1) * units
      if isAmongBest(indexOfFirstMaximum(labels, columns), of: predictions, columns, count: k) { count += 1 }
    }
    return count
  }

  /// Counts the rows.
  public func countAll(predictionCount: Int, units: Int) -> Int { predictionCount / units }
}

extension TopKCategoricalAccuracy: KerasSerializable {
  /// `"TopKCategoricalAccuracy"`.
  public static var kerasClassName: String { "TopKCategoricalAccuracy" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { commonConfiguration + [JSON.Member("k", .integer(k))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      k: try options.integer("k", default: 5),
      name: try options.metricName(default: "top_k_categorical_accuracy"))
  }
}

extension Metric where Self == TopKCategoricalAccuracy {
  /// The fraction of rows whose largest label is among the k best predictions; see
  /// ``TopKCategoricalAccuracy``.
  public static var topKCategoricalAccuracy: TopKCategoricalAccuracy { TopKCategoricalAccuracy() }

  /// The fraction of rows whose largest label is among the k best predictions; see
  /// ``TopKCategoricalAccuracy``.
  ///
  /// - Parameter k: The number of best predictions, at least 1; 5 by default.
  public static func topKCategoricalAccuracy(k: Int = 5) -> TopKCategoricalAccuracy {
    TopKCategoricalAccuracy(k: k)
  }
}
