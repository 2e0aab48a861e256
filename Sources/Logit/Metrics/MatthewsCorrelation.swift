/// The correlation between labels and predicted classes, from -1 to 1: 0 for guessing, however unbalanced the
/// classes are.
///
/// A row predicts the class of its largest output; with one output, class 1 above the threshold. 0 where it
/// is 0 / 0. The state holds the confusion matrix. Follows scikit-learn's `matthews_corrcoef`.
public struct MatthewsCorrelation: Metric, Equatable {
  /// The name the metric is reported under.
  public let name: String
  /// The threshold that a single output must exceed to predict class 1.
  public let threshold: Float

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - threshold: The threshold that a single output must exceed to predict class 1; 0.5 by default.
  ///   - name: The name the metric is reported under, `"matthews_correlation"` by default.
  public init(threshold: Float = 0.5, name: String = "matthews_correlation") {
    self.name = name
    self.threshold = threshold
  }

  /// Larger is better.
  public var isBetterWhenHigher: Bool? { true }

  /// Checks the threshold.
  public func validate() throws {
    // Outputs may be logits, so any finite number is valid.
    try checks.requireFinite(Double(threshold), "threshold")
  }

  /// Empty: the confusion matrix is added with the first batch.
  public var initialState: [Double] { [] }

  /// Adds a batch.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    let classCount = max(units, 2)
    if state.isEmpty { state = Array(repeating: 0, count: classCount * classCount) }
    let isClassIndex = labels.count != predictions.count
    for row in 0..<predictions.count / units {
      let actual = labelClass(labels, row: row, units: units, isClassIndex: isClassIndex)
      // Rows whose label is not a class do not count.
      guard (0..<classCount).contains(actual) else { continue }
      let predicted = predictedClass(predictions, row: row, units: units, threshold: threshold)
      state[actual * classCount + predicted] += weights.isEmpty ? 1 : Double(weights[row])
    }
  }

  /// The correlation; 0 before the first row.
  public func result(_ state: [Double]) -> Double {
    var classCount = 0
    while classCount * classCount < state.count { classCount += 1 }
    var (actualSums, predictedSums, correct) = (Array(repeating: 0.0, count: classCount), [Double](), 0.0)
    predictedSums = actualSums
    for actual in 0..<classCount {
      correct += state[actual * classCount + actual]
      for predicted in 0..<classCount {
        actualSums[actual] += state[actual * classCount + predicted]
        predictedSums[predicted] += state[actual * classCount + predicted]
      }
    }
    return Self.correlation(correct: correct, actual: actualSums, predicted: predictedSums)
  }

  /// The correlation from the weights of correct rows, true classes and predicted classes.
  ///
  /// - Parameters:
  ///   - correct: The weight of the rows predicted correctly.
  ///   - actual: The weight of each true class.
  ///   - predicted: The weight of each predicted class.
  package static func correlation(correct: Double, actual: [Double], predicted: [Double]) -> Double {
    let total = actual.reduce(0, +)
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let covariance = correct * total - product(actual, predicted)
    let variances =
      (total * total - product(actual, actual)) * (total * total - product(predicted, predicted))
    return variances > 0 ? covariance / variances.squareRoot() : 0
  }
}

extension Metric where Self == MatthewsCorrelation {
  /// The correlation between labels and predicted classes; see ``MatthewsCorrelation``.
  public static var matthewsCorrelation: MatthewsCorrelation { MatthewsCorrelation() }

  /// The correlation between labels and predicted classes; see ``MatthewsCorrelation``.
  ///
  /// - Parameter threshold: The threshold that a single output must exceed to predict class 1; 0.5 by
  ///   default.
  public static func matthewsCorrelation(threshold: Float = 0.5) -> MatthewsCorrelation {
    MatthewsCorrelation(threshold: threshold)
  }
}
