/// The number, or with weights the sum of the weights, of positives that are predicted positive.
///
/// An output counts as positive when it is strictly above the threshold. Several ``thresholds`` give several
/// numbers, `true_positives_0`, `true_positives_1`, ... Follows `keras.metrics.TruePositives`.
public struct TruePositives: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The thresholds; `nil` for 0.5.
  public let thresholds: [Double]?
  let counts: ThresholdCounts

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - name: The name the metric is reported under, `"true_positives"` by default.
  public init(thresholds: [Double]? = nil, name: String = "true_positives") {
    self.thresholds = thresholds
    self.name = name
    counts = ThresholdCounts(thresholds ?? [0.5])
  }

  /// The count at each threshold.
  public func results(_ state: [Double]) -> [Double] { counts.counts(state).truePositives }
}

extension TruePositives: ThresholdwiseMetric, KerasSerializable {
  /// `"TruePositives"`.
  public static var kerasClassName: String { "TruePositives" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [JSON.Member("thresholds", .numbers(thresholds))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      thresholds: try options.optionalDoubles("thresholds"),
      name: try options.metricName(default: "true_positives"))
  }
}

extension Metric where Self == TruePositives {
  /// The number of positives that are predicted positive; see ``TruePositives``.
  public static var truePositives: TruePositives { TruePositives() }

  /// The number of positives that are predicted positive; see ``TruePositives``.
  ///
  /// - Parameter thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  public static func truePositives(thresholds: [Double]? = nil) -> TruePositives {
    TruePositives(thresholds: thresholds)
  }
}
