/// The best precision at a threshold where the recall is at least as large as wanted.
///
/// Of ``thresholdCount`` thresholds spread evenly over 0...1; 0 if none will do. Follows
/// `keras.metrics.PrecisionAtRecall`.
public struct PrecisionAtRecall: Metric, Equatable {
  /// The name it is reported under.
  public let name: String
  /// The recall wanted.
  public var recall: Double { search.wanted }
  let search: ThresholdSearch

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - recall: The recall wanted, in 0...1.
  ///   - thresholdCount: The number of thresholds, at least 1; 200 by default.
  ///   - classID: The output to look at; all by default.
  ///   - name: The name it is reported under, `"precision_at_recall"` by default.
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
  public static func precisionAtRecall(
    _ recall: Double, thresholdCount: Int = 200, classID: Int? = nil
  ) -> PrecisionAtRecall {
    PrecisionAtRecall(recall, thresholdCount: thresholdCount, classID: classID)
  }
}
