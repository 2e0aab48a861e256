/// The fraction of positives that are predicted positive: true positives / (true positives + false
/// negatives).
///
/// An output counts as positive when it is strictly above the threshold. With several outputs all of them
/// count, or one with ``classID``; with ``topK`` an output must be among the k best of its row, and the
/// default threshold is then below any score. Several ``thresholds`` give several numbers, `recall_0`,
/// `recall_1`, ...
///
/// Follows `keras.metrics.Recall`.
public struct Recall: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The thresholds; `nil` for 0.5, or with ``topK`` for one below every score.
  public let thresholds: [Double]?
  /// Counts only the k best outputs of a row as positive.
  public let topK: Int?
  /// The only output to evaluate; all if `nil`.
  public let classID: Int?

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - topK: The number of best outputs of a row that may count as positive, at least 1; all by default.
  ///   - classID: The output to evaluate; all by default.
  ///   - name: The name the metric is reported under, `"recall"` by default.
  public init(
    thresholds: [Double]? = nil, topK: Int? = nil, classID: Int? = nil, name: String = "recall"
  ) {
    self.thresholds = thresholds
    self.topK = topK
    self.classID = classID
    self.name = name
    counts = ThresholdCounts(chosen: thresholds, topK: topK, classID: classID)
  }

  let counts: ThresholdCounts

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// The value at each threshold.
  public func results(_ state: [Double]) -> [Double] {
    let counts = counts.counts(state)
    return zip(counts.truePositives, counts.falseNegatives).map { dividedOrZero($0, $0 + $1) }
  }
}

extension Recall: BestOrAboveMetric {
  /// `"Recall"`.
  public static var kerasClassName: String { "Recall" }
}

extension Metric where Self == Recall {
  /// The fraction of positives that are predicted positive; see ``Recall``.
  public static var recall: Recall { Recall() }

  /// The fraction of positives that are predicted positive; see ``Recall``.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - topK: The number of best outputs of a row that may count as positive, at least 1; all by default.
  ///   - classID: The output to evaluate; all by default.
  public static func recall(
    thresholds: [Double]? = nil, topK: Int? = nil, classID: Int? = nil
  ) -> Recall {
    Recall(thresholds: thresholds, topK: topK, classID: classID)
  }
}
