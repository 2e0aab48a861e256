/// The number, or with weights the sum of the weights, of positives that are predicted negative.
///
/// An output counts as positive when it is strictly above the threshold. Several ``thresholds`` give several
/// numbers, `false_negatives_0`, `false_negatives_1`, ... Follows `keras.metrics.FalseNegatives`.
public struct FalseNegatives: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The thresholds; `nil` for 0.5.
  public let thresholds: [Double]?
  let counts: ThresholdCounts

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - name: The name the metric is reported under, `"false_negatives"` by default.
  public init(thresholds: [Double]? = nil, name: String = "false_negatives") {
    self.thresholds = thresholds
    self.name = name
    counts = ThresholdCounts(thresholds ?? [0.5])
  }

  /// The count at each threshold.
  public func results(_ state: [Double]) -> [Double] { counts.counts(state).falseNegatives }
}

extension FalseNegatives: ThresholdwiseMetric, KerasSerializable {
  /// `"FalseNegatives"`.
  public static var kerasClassName: String { "FalseNegatives" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [JSON.Member("thresholds", .numbers(thresholds))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      thresholds: try options.optionalDoubles("thresholds"),
      name: try options.metricName(default: "false_negatives"))
  }
}

extension Metric where Self == FalseNegatives {
  /// The number of positives that are predicted negative; see ``FalseNegatives``.
  public static var falseNegatives: FalseNegatives { FalseNegatives() }

  /// The number of positives that are predicted negative; see ``FalseNegatives``.
  ///
  /// - Parameter thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  public static func falseNegatives(thresholds: [Double]? = nil) -> FalseNegatives {
    FalseNegatives(thresholds: thresholds)
  }
}
