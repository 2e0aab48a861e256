/// The share of positives that are predicted so: true positives / (true positives + false negatives).
///
/// An output counts as a positive when it is above the threshold, strictly. With several outputs all of them
/// count, or one with ``classID``; with ``topK`` an output must be among the k best of its row, and then any
/// score is above the threshold that goes with it by default. Several ``thresholds`` give several numbers,
/// `recall_0`, `recall_1`, ...
///
/// Follows `keras.metrics.Recall`.
public struct Recall: Metric, Equatable {
  /// The name it is reported under.
  public let name: String
  /// The thresholds; `nil` for 0.5, or with ``topK`` for one below every score.
  public let thresholds: [Double]?
  /// Counts only the k best outputs of a row as positives.
  public let topK: Int?
  /// Looks at one output only.
  public let classID: Int?

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - thresholds: The thresholds, in 0...1; `nil`, the default, for 0.5.
  ///   - topK: The number of best outputs of a row that may count as positives, at least 1; all by default.
  ///   - classID: The output to look at; all by default.
  ///   - name: The name it is reported under, `"recall"` by default.
  public init(
    thresholds: [Double]? = nil, topK: Int? = nil, classID: Int? = nil, name: String = "recall"
  ) {
    self.thresholds = thresholds
    self.topK = topK
    self.classID = classID
    self.name = name
    counts = Self.counts(thresholds, topK, classID)
  }

  private let counts: ThresholdCounts

  private static func counts(_ thresholds: [Double]?, _ topK: Int?, _ classID: Int?) -> ThresholdCounts {
    let standard = topK == nil ? 0.5 : Double(ThresholdCounts.negativeInfinity)
    return ThresholdCounts(thresholds ?? [standard], topK: topK, classID: classID)
  }

  /// More is better.
  public var isBetterWhenHigher: Bool? { true }

  /// The name; numbered for several thresholds.
  public var resultNames: [String] { numberedNames(counts.thresholds.count) }

  /// Nothing counted yet.
  public var initialState: [Double] { counts.initialState }

  /// Checks the options.
  public func validate(labels: LabelEncoding, units: Int) throws {
    try counts.validate(name, units: units, checksThresholds: thresholds != nil)
  }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    counts.update(&state, labels: labels, predictions: predictions, weights: weights, units: units)
  }

  /// The value, or the mean over the thresholds.
  public func result(_ state: [Double]) -> Double { mean(results(state)) }

  /// The value at each threshold.
  public func results(_ state: [Double]) -> [Double] {
    let counts = counts.counts(state)
    return zip(counts.truePositives, counts.falseNegatives).map { dividedOrZero($0, $0 + $1) }
  }
}

extension Recall: KerasSerializable {
  /// `"Recall"`.
  public static var kerasClassName: String { "Recall" }

  /// The options under Keras's names.
  public var kerasConfiguration: [KerasMember] {
    commonConfiguration + [
      KerasMember("thresholds", .numbers(thresholds)), KerasMember("top_k", .optional(topK)),
      KerasMember("class_id", .optional(classID)),
    ]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    self.init(
      thresholds: try options.optionalDoubles("thresholds"), topK: try options.optionalInteger("top_k"),
      classID: try options.optionalInteger("class_id"), name: try options.metricName(default: "recall"))
  }
}

extension Metric where Self == Recall {
  /// The share of positives that are predicted so; see ``Recall``.
  public static func recall(
    thresholds: [Double]? = nil, topK: Int? = nil, classID: Int? = nil
  ) -> Recall {
    Recall(thresholds: thresholds, topK: topK, classID: classID)
  }
}
