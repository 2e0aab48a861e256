/// The harmonic mean of precision and recall, for each class; ``FBetaScore`` with β = 1.
///
/// Follows `keras.metrics.F1Score`.
public struct F1Score: Metric, Equatable {
  private var score: FBetaScore

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - average: How the scores of the classes are combined; by default they are not.
  ///   - threshold: The threshold that an output must exceed, above 0 and at most 1; `nil`, the default, for
  ///     the largest of the row.
  ///   - name: The name the metric is reported under, `"f1_score"` by default.
  public init(
    average: FBetaScore.Average = .perClass, threshold: Double? = nil, name: String = "f1_score"
  ) {
    score = FBetaScore(average: average, threshold: threshold, name: name)
  }

  /// The name the metric is reported under.
  public var name: String { score.name }
  /// How the scores of the classes are combined.
  public var average: FBetaScore.Average { score.average }
  /// The threshold that an output must exceed to count as positive; `nil` for the largest of the row.
  public var threshold: Double? { score.threshold }

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// The name; numbered by class if there is no average.
  public var resultNames: [String] { score.resultNames }

  /// Empty: four numbers per class are added with the first batch.
  public var initialState: [Double] { score.initialState }

  /// Checks the threshold.
  public func validate() throws {
    try score.validate()
  }

  /// The metric for the number of classes.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    score.resolved(labels: labels, units: units)
  }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    score.update(&state, labels: labels, predictions: predictions, weights: weights, units: units)
  }

  /// The score, or the mean over the classes.
  public func result(_ state: [Double]) -> Double { score.result(state) }

  /// The score, or that of each class.
  public func results(_ state: [Double]) -> [Double] { score.results(state) }
}

extension F1Score: KerasSerializable {
  /// `"F1Score"`.
  public static var kerasClassName: String { "F1Score" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("average", average.kerasValue), JSON.Member("threshold", .optional(threshold)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      average: try options.average(), threshold: try options.optionalDouble("threshold"),
      name: try options.metricName(default: "f1_score"))
  }
}

extension Metric where Self == F1Score {
  /// The harmonic mean of precision and recall; see ``F1Score``.
  public static var f1Score: F1Score { F1Score() }

  /// The harmonic mean of precision and recall; see ``F1Score``.
  ///
  /// - Parameters:
  ///   - average: How the scores of the classes are combined; by default they are not.
  ///   - threshold: The threshold that an output must exceed, above 0 and at most 1; `nil`, the default, for
  ///     the largest of the row.
  public static func f1Score(
    average: FBetaScore.Average = .perClass, threshold: Double? = nil
  ) -> F1Score {
    F1Score(average: average, threshold: threshold)
  }
}
