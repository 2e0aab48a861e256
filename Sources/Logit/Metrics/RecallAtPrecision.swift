/// The best recall at a threshold where the precision is at least as large as wanted.
///
/// Of ``thresholdCount`` thresholds spread evenly over 0...1; 0 if none will do. Follows
/// `keras.metrics.RecallAtPrecision`.
public struct RecallAtPrecision: Metric, Equatable {
  /// The name it is reported under.
  public let name: String
  /// The precision wanted.
  public var precision: Double { search.wanted }
  let search: ThresholdSearch

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - precision: The precision wanted, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to look at; all by default.
  ///   - name: The name it is reported under, `"recall_at_precision"` by default.
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
  public static func recallAtPrecision(
    _ precision: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> RecallAtPrecision {
    RecallAtPrecision(precision, thresholdCount: thresholdCount, classID: classID)
  }
}
