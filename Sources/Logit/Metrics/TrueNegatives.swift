/// The number, or with weights the sum of the weights, of negatives that are predicted negative.
///
/// An output counts as positive when it is strictly above the threshold. Several ``thresholds`` give several
/// numbers, `true_negatives_0`, `true_negatives_1`, ... Follows `keras.metrics.TrueNegatives`.
public struct TrueNegatives: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The thresholds; `nil` for 0.5.
  public let thresholds: [Double]?
  let counts: ThresholdCounts

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - name: The name the metric is reported under, `"true_negatives"` by default.
  public init(thresholds: [Double]? = nil, name: String = "true_negatives") {
    self.thresholds = thresholds
    self.name = name
    counts = ThresholdCounts(thresholds ?? [0.5])
  }

  /// The count at each threshold.
  public func results(_ state: [Double]) -> [Double] { counts.counts(state).trueNegatives }
}

extension TrueNegatives: ThresholdwiseMetric, KerasSerializable {
  /// `"TrueNegatives"`.
  public static var kerasClassName: String { "TrueNegatives" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [JSON.Member("thresholds", .numbers(thresholds))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      thresholds: try options.optionalDoubles("thresholds"),
      name: try options.metricName(default: "true_negatives"))
  }
}

extension Metric where Self == TrueNegatives {
  /// The number of negatives that are predicted negative; see ``TrueNegatives``.
  public static var trueNegatives: TrueNegatives { TrueNegatives() }

  /// The number of negatives that are predicted negative; see ``TrueNegatives``.
  ///
  /// - Parameter thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  public static func trueNegatives(thresholds: [Double]? = nil) -> TrueNegatives {
    TrueNegatives(thresholds: thresholds)
  }
}
