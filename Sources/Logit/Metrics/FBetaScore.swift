/// The harmonic mean of precision and recall, in which recall counts β times as much:
/// (1 + β²) · precision · recall / (β² · precision + recall), for each class.
///
/// Without a threshold a row predicts the class of its largest output (all of them, if several are equally
/// large, and none if that is 0); with one, every class whose output is above it. Keras adds 1e-7 to each
/// divisor, so that a score of 0.6 comes out as 0.59999996; so does Logit.
///
/// With the average ``Average/perClass``, Keras's default, there is one number for each class,
/// `fbeta_score_0`, `fbeta_score_1`, ...
///
/// Follows `keras.metrics.FBetaScore`. Unlike in Keras, labels may also be class indices.
public struct FBetaScore: Metric, Equatable {
  /// How the scores of the classes are combined.
  public enum Average: String, Sendable, Equatable, CaseIterable {
    /// Not combined: one number for each class. Keras's `None`.
    case perClass = "none"
    /// One score from the counts of all classes together.
    case micro
    /// The mean of the scores.
    case macro
    /// The mean of the scores, weighted by how many rows have the class.
    case weighted
  }

  /// The name the metric is reported under.
  public let name: String
  /// How the scores of the classes are combined.
  public var average: Average
  /// How much more recall counts than precision.
  public var beta: Double
  /// The threshold that an output must exceed to count as positive; `nil` for the largest of the row.
  public var threshold: Double?
  /// The number of classes, once it is known.
  private var classCount = 1

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - average: How the scores of the classes are combined; by default they are not.
  ///   - beta: How much more recall counts than precision, above 0; 1 by default.
  ///   - threshold: The threshold that an output must exceed, above 0 and at most 1; `nil`, the default, for
  ///     the largest of the row.
  ///   - name: The name the metric is reported under, `"fbeta_score"` by default.
  public init(
    average: Average = .perClass, beta: Double = 1, threshold: Double? = nil, name: String = "fbeta_score"
  ) {
    self.average = average
    self.beta = beta
    self.threshold = threshold
    self.name = name
  }

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// The name; numbered by class if there is no average.
  public var resultNames: [String] { average == .perClass ? numberedNames(classCount) : [name] }

  /// Empty: four numbers per class are added with the first batch.
  public var initialState: [Double] { [] }

  /// Checks the options.
  public func validate() throws {
    try checks.requirePositive(beta, "beta")
    if let threshold {
      try checks.require(threshold > 0 && threshold <= 1, "threshold", threshold, "above 0 and at most 1")
    }
  }

  /// The metric for the number of classes.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    var metric = self
    metric.classCount = units
    return metric
  }

  /// Adds a batch's counts.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    if state.isEmpty { state = Array(repeating: 0, count: 4 * units) }
    let isClassIndex = labels.count != predictions.count
    let threshold = threshold.map { Float($0) }
    for row in 0..<predictions.count / units {
      let weight = weights.isEmpty ? 1 : Double(weights[row])
      let columns = row * units..<(row + 1) * units
      let largest = predictions[indexOfFirstMaximum(predictions, columns)]
      for column in 0..<units {
        let score = predictions[columns.lowerBound + column]
        let isPositive = threshold.map { score > $0 } ?? (score >= largest && abs(score) > 1e-9)
        let label = Double(
          label(labels, row: row, column: column, units: units, isClassIndex: isClassIndex))
        // [true positives, false positives, false negatives, labels] of each class
        if isPositive {
          state[4 * column] += weight * label
          state[4 * column + 1] += weight * (1 - label)
        } else {
          state[4 * column + 2] += weight * label
        }
        state[4 * column + 3] += weight * label
      }
    }
  }

  /// The score, or the mean over the classes.
  public func result(_ state: [Double]) -> Double { mean(results(state)) }

  /// The score, or that of each class.
  public func results(_ state: [Double]) -> [Double] {
    guard !state.isEmpty else { return Array(repeating: 0, count: resultNames.count) }
    var classes = stride(from: 0, to: state.count, by: 4).map { Array(state[$0..<$0 + 4]) }
    if average == .micro {
      classes = [(0..<4).map { index in classes.reduce(0) { $0 + $1[index] } }]
    }
    let epsilon = Double(probabilityClip)
    let scores = classes.map { counts in
      let precision = counts[0] / (counts[0] + counts[1] + epsilon)
      let recall = counts[0] / (counts[0] + counts[2] + epsilon)
      return (1 + beta * beta) * (precision * recall / (beta * beta * precision + recall + epsilon))
    }
    switch average {
    case .perClass, .micro: return scores
    case .macro: return [mean(scores)]
    case .weighted:
      let total = classes.reduce(0) { $0 + $1[3] } + epsilon
      return [zip(scores, classes).reduce(0) { $0 + $1.0 * ($1.1[3] / total) }]
    }
  }
}

extension FBetaScore: KerasSerializable {
  /// `"FBetaScore"`.
  public static var kerasClassName: String { "FBetaScore" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("average", average.kerasValue), JSON.Member("beta", .number(beta)),
      JSON.Member("threshold", .optional(threshold)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      average: try options.average(), beta: try options.double("beta", default: 1),
      threshold: try options.optionalDouble("threshold"),
      name: try options.metricName(default: "fbeta_score"))
  }
}

extension FBetaScore.Average {
  var kerasValue: JSON { self == .perClass ? .null : .string(rawValue) }
}

extension JSONFields {
  /// Keras's `average`.
  mutating func average() throws -> FBetaScore.Average {
    guard let name = try optionalString("average") else { return .perClass }
    guard let average = FBetaScore.Average(rawValue: name), average != .perClass else {
      throw wrong("average", expected: "null, \"micro\", \"macro\" or \"weighted\"", found: .string(name))
    }
    return average
  }
}

extension Metric where Self == FBetaScore {
  /// The harmonic mean of precision and recall, in which recall counts β times as much; see ``FBetaScore``.
  public static var fBetaScore: FBetaScore { FBetaScore() }

  /// The harmonic mean of precision and recall, in which recall counts β times as much; see ``FBetaScore``.
  ///
  /// - Parameters:
  ///   - average: How the scores of the classes are combined; by default they are not.
  ///   - beta: How much more recall counts than precision, above 0; 1 by default.
  ///   - threshold: The threshold that an output must exceed, above 0 and at most 1; `nil`, the default, for
  ///     the largest of the row.
  public static func fBetaScore(
    average: FBetaScore.Average = .perClass, beta: Double = 1, threshold: Double? = nil
  ) -> FBetaScore {
    FBetaScore(average: average, beta: beta, threshold: threshold)
  }
}
