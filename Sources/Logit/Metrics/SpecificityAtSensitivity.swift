/// The best specificity at a threshold where the sensitivity is at least the required one.
///
/// Searches `thresholdCount` thresholds spread evenly over 0...1; 0 if none qualifies. Follows
/// `keras.metrics.SpecificityAtSensitivity`.
public struct SpecificityAtSensitivity: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The required sensitivity.
  public var sensitivity: Double { search.wanted }
  let search: ThresholdSearch

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - sensitivity: The required sensitivity, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  ///   - name: The name the metric is reported under, `"specificity_at_sensitivity"` by default.
  public init(
    _ sensitivity: Double, thresholdCount: Int = 200, classID: Int? = nil,
    name: String = "specificity_at_sensitivity"
  ) {
    self.name = name
    search = ThresholdSearch(sensitivity, thresholdCount: thresholdCount, classID: classID)
  }
}

extension SpecificityAtSensitivity: BestRateMetric {
  static let sought = ThresholdRate.specificity
  static let required = ThresholdRate.sensitivity

  /// `"SpecificityAtSensitivity"`.
  public static var kerasClassName: String { "SpecificityAtSensitivity" }
}

extension Metric where Self == SpecificityAtSensitivity {
  /// The best specificity at a sufficient sensitivity; see ``SpecificityAtSensitivity``.
  ///
  /// - Parameters:
  ///   - sensitivity: The required sensitivity, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  public static func specificityAtSensitivity(
    _ sensitivity: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> SpecificityAtSensitivity {
    SpecificityAtSensitivity(sensitivity, thresholdCount: thresholdCount, classID: classID)
  }
}
