/// The best sensitivity at a threshold where the specificity is at least the required one.
///
/// Searches `thresholdCount` thresholds spread evenly over 0...1; 0 if none qualifies. Follows
/// `keras.metrics.SensitivityAtSpecificity`.
public struct SensitivityAtSpecificity: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The required specificity.
  public var specificity: Double { search.wanted }
  let search: ThresholdSearch

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - specificity: The required specificity, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  ///   - name: The name the metric is reported under, `"sensitivity_at_specificity"` by default.
  public init(
    _ specificity: Double, thresholdCount: Int = 200, classID: Int? = nil,
    name: String = "sensitivity_at_specificity"
  ) {
    self.name = name
    search = ThresholdSearch(specificity, thresholdCount: thresholdCount, classID: classID)
  }
}

extension SensitivityAtSpecificity: BestRateMetric {
  static let sought = ThresholdRate.sensitivity
  static let required = ThresholdRate.specificity

  /// `"SensitivityAtSpecificity"`.
  public static var kerasClassName: String { "SensitivityAtSpecificity" }
}

extension Metric where Self == SensitivityAtSpecificity {
  /// The best sensitivity at a sufficient specificity; see ``SensitivityAtSpecificity``.
  ///
  /// - Parameters:
  ///   - specificity: The required specificity, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  public static func sensitivityAtSpecificity(
    _ specificity: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> SensitivityAtSpecificity {
    SensitivityAtSpecificity(specificity, thresholdCount: thresholdCount, classID: classID)
  }
}
