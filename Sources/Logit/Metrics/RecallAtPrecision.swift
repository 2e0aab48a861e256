/// The best recall at a threshold where the precision is at least the required one.
///
/// Searches `thresholdCount` thresholds spread evenly over 0...1; 0 if none qualifies. Follows
/// `keras.metrics.RecallAtPrecision`.
public struct RecallAtPrecision: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The required precision.
  public var precision: Double { search.wanted }
  let search: ThresholdSearch

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - precision: The required precision, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  ///   - name: The name the metric is reported under, `"recall_at_precision"` by default.
  public init(
    _ precision: Double, thresholdCount: Int = 200, classID: Int? = nil, name: String = "recall_at_precision"
  ) {
    self.name = name
    search = ThresholdSearch(precision, thresholdCount: thresholdCount, classID: classID)
  }
}

extension RecallAtPrecision: BestRateMetric {
  static let sought = ThresholdRate.recall
  static let required = ThresholdRate.precision

  /// `"RecallAtPrecision"`.
  public static var kerasClassName: String { "RecallAtPrecision" }
}

extension Metric where Self == RecallAtPrecision {
  /// The best recall at a sufficient precision; see ``RecallAtPrecision``.
  ///
  /// - Parameters:
  ///   - precision: The required precision, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  public static func recallAtPrecision(
    _ precision: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> RecallAtPrecision {
    RecallAtPrecision(precision, thresholdCount: thresholdCount, classID: classID)
  }
}
