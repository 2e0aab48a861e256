/// The coefficient of determination of a regression: 1 - Σ (y - p)² / Σ (y - mean of y)², for each output.
///
/// 1 is perfect, 0 no better than always predicting the mean. Where all labels of an output are the same its
/// score is 0, or NaN if the predictions are right.
///
/// With k = ``regressorCount`` it is the adjusted score, 1 - (1 - R²)(n - 1) / (n - k - 1). As in Keras, n
/// counts every label, those of all outputs; from k = n - 1 on the score is not adjusted.
///
/// Follows `keras.metrics.R2Score`, with sums in double precision that do not cancel where labels lie far
/// from 0.
public struct R2Score: Metric, Equatable {
  /// How the scores of the outputs are combined; Keras's `class_aggregation`.
  public enum Aggregation: String, Sendable, Equatable, CaseIterable {
    /// Not combined: one number for each output. Keras's `None`.
    case perOutput = "none"
    /// Their mean.
    case uniformAverage = "uniform_average"
    /// Their mean, weighted by the variance of the labels.
    case varianceWeightedAverage = "variance_weighted_average"
  }

  /// The name the metric is reported under.
  public let name: String
  /// How the scores of the outputs are combined.
  public var aggregation: Aggregation
  /// The number of features that predictions were made from, for the adjusted score; Keras's
  /// `num_regressors`.
  public var regressorCount: Int
  /// The number of outputs, once it is known.
  private var outputCount = 1

  /// The sums kept for each output.
  static let sumCount = 5

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - aggregation: How the scores of the outputs are combined; by their mean by default.
  ///   - regressorCount: The number of features, 0 or more, for the adjusted score; 0, the default, for the
  ///     plain one.
  ///   - name: The name the metric is reported under, `"r2_score"` by default.
  public init(
    aggregation: Aggregation = .uniformAverage, regressorCount: Int = 0, name: String = "r2_score"
  ) {
    self.aggregation = aggregation
    self.regressorCount = regressorCount
    self.name = name
  }

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// The name; numbered by output if they are not combined.
  public var resultNames: [String] { aggregation == .perOutput ? numberedNames(outputCount) : [name] }

  /// Empty: sums for each output are added with the first batch.
  public var initialState: [Double] { [] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try checks.require(
      regressorCount >= 0, "regressorCount", regressorCount, "a whole number, 0 or greater")
  }

  /// Checks that there is a label for each output.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for class indices.
  public func validate(labels: LabelEncoding, units: Int) throws {
    guard labels == .classIndex else { return }
    throw LogitError.invalidOption(
      name: "The label encoding of \(name)", value: "class indices", expected: "one number for each output")
  }

  /// The metric for the number of outputs.
  public func resolved(labels: LabelEncoding, units: Int) -> any Metric {
    var metric = self
    metric.outputCount = units
    return metric
  }

  /// Adds a batch's sums.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    let rows = predictions.count / units
    guard rows > 0, labels.count == predictions.count else { return }
    if state.isEmpty {
      state = Array(repeating: 0, count: 1 + Self.sumCount * units)
      // Sums run over differences from the first label.
      for column in 0..<units { state[1 + Self.sumCount * column] = Double(labels[column]) }
    }
    state[0] += Double(labels.count)
    for column in 0..<units {
      let first = 1 + Self.sumCount * column
      for row in 0..<rows {
        let weight = weights.isEmpty ? 1 : Double(weights[row])
        let label = Double(labels[row * units + column])
        let difference = label - state[first]
        let error = label - Double(predictions[row * units + column])
        state[first + 1] += weight
        state[first + 2] += weight * difference
        state[first + 3] += weight * difference * difference
        state[first + 4] += weight * error * error
      }
    }
  }

  /// The score, or the mean over the outputs.
  public func result(_ state: [Double]) -> Double { mean(results(state)) }

  /// The score, or that of each output.
  public func results(_ state: [Double]) -> [Double] {
    guard !state.isEmpty else { return Array(repeating: .nan, count: resultNames.count) }
    var (scores, totals): ([Double], [Double]) = ([], [])
    for first in stride(from: 1, to: state.count, by: Self.sumCount) {
      let total = state[first + 3] - state[first + 2] * state[first + 2] / state[first + 1]
      let score = 1 - state[first + 4] / total
      scores.append(score.isInfinite ? 0 : score)
      totals.append(total)
    }
    switch aggregation {
    case .perOutput: break
    case .uniformAverage: scores = [mean(scores)]
    case .varianceWeightedAverage:
      scores = [zip(scores, totals).reduce(0) { $0 + $1.0 * $1.1 } / totals.reduce(0, +)]
    }
    return scores.map { adjusted($0, labelCount: state[0]) }
  }

  private func adjusted(_ score: Double, labelCount: Double) -> Double {
    let freedom = labelCount - Double(regressorCount) - 1
    guard regressorCount > 0, freedom > 0 else { return score }
    return 1 - (1 - score) * (labelCount - 1) / freedom
  }
}

extension R2Score: KerasSerializable {
  /// `"R2Score"`.
  public static var kerasClassName: String { "R2Score" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    commonConfiguration + [
      JSON.Member("class_aggregation", aggregation == .perOutput ? .null : .string(aggregation.rawValue)),
      JSON.Member("num_regressors", .integer(regressorCount)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let found = options.value("class_aggregation") ?? .string(Aggregation.uniformAverage.rawValue)
    let aggregation = found == .null ? .perOutput : found.string.flatMap(Aggregation.init(rawValue:))
    guard let aggregation, found != .string(Aggregation.perOutput.rawValue) else {
      throw options.wrong(
        "class_aggregation", expected: "null, \"uniform_average\" or \"variance_weighted_average\"",
        found: found)
    }
    self.init(
      aggregation: aggregation, regressorCount: try options.integer("num_regressors", default: 0),
      name: try options.metricName(default: "r2_score"))
  }
}

extension Metric where Self == R2Score {
  /// The coefficient of determination; see ``R2Score``.
  public static var r2Score: R2Score { R2Score() }

  /// The coefficient of determination; see ``R2Score``.
  ///
  /// - Parameters:
  ///   - aggregation: How the scores of the outputs are combined; by their mean by default.
  ///   - regressorCount: The number of features, 0 or more, for the adjusted score; 0, the default, for the
  ///     plain one.
  public static func r2Score(
    aggregation: R2Score.Aggregation = .uniformAverage, regressorCount: Int = 0
  ) -> R2Score {
    R2Score(aggregation: aggregation, regressorCount: regressorCount)
  }
}
