/// The best precision at a threshold where the recall is at least the required one.
///
/// Searches `thresholdCount` thresholds spread evenly over 0...1; 0 if none qualifies. Follows
/// `keras.metrics.PrecisionAtRecall`.
public struct PrecisionAtRecall: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The required recall.
  public var recall: Double { search.wanted }
  let search: ThresholdSearch

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - recall: The required recall, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  ///   - name: The name the metric is reported under, `"precision_at_recall"` by default.
  public init(
    _ recall: Double, thresholdCount: Int = 200, classID: Int? = nil, name: String = "precision_at_recall"
  ) {
    self.name = name
    search = ThresholdSearch(recall, thresholdCount: thresholdCount, classID: classID)
  }
}

extension PrecisionAtRecall: BestRateMetric {
  static let sought = ThresholdRate.precision
  static let required = ThresholdRate.recall

  /// `"PrecisionAtRecall"`.
  public static var kerasClassName: String { "PrecisionAtRecall" }
}

extension Metric where Self == PrecisionAtRecall {
  /// The best precision at a sufficient recall; see ``PrecisionAtRecall``.
  ///
  /// - Parameters:
  ///   - recall: The required recall, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to evaluate; all by default.
  public static func precisionAtRecall(
    _ recall: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> PrecisionAtRecall {
    PrecisionAtRecall(recall, thresholdCount: thresholdCount, classID: classID)
  }
}
