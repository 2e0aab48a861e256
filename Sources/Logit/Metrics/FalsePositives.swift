/// The number, or with weights the sum of the weights, of negatives that are predicted positive.
///
/// An output counts as positive when it is strictly above the threshold. Several ``thresholds`` give several
/// numbers, `false_positives_0`, `false_positives_1`, ... Follows `keras.metrics.FalsePositives`.
public struct FalsePositives: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The thresholds; `nil` for 0.5.
  public let thresholds: [Double]?
  let counts: ThresholdCounts

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - name: The name the metric is reported under, `"false_positives"` by default.
  public init(thresholds: [Double]? = nil, name: String = "false_positives") {
    self.thresholds = thresholds
    self.name = name
    counts = ThresholdCounts(thresholds ?? [0.5])
  }

  /// The count at each threshold.
  public func results(_ state: [Double]) -> [Double] { counts.counts(state).falsePositives }
}

extension FalsePositives: ThresholdwiseMetric, KerasSerializable {
  /// `"FalsePositives"`.
  public static var kerasClassName: String { "FalsePositives" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [JSON.Member("thresholds", .numbers(thresholds))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      thresholds: try options.optionalDoubles("thresholds"),
      name: try options.metricName(default: "false_positives"))
  }
}

extension Metric where Self == FalsePositives {
  /// The number of negatives that are predicted positive; see ``FalsePositives``.
  public static var falsePositives: FalsePositives { FalsePositives() }

  /// The number of negatives that are predicted positive; see ``FalsePositives``.
  ///
  /// - Parameter thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  public static func falsePositives(thresholds: [Double]? = nil) -> FalsePositives {
    FalsePositives(thresholds: thresholds)
  }
}
