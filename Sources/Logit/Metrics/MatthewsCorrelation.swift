/// The correlation between labels and predicted classes, from -1 to 1: 0 for guessing, however unbalanced the
/// classes are.
///
/// A row predicts the class of its largest output; with one output, class 1 above the threshold. 0 where it
/// is 0 / 0. The state holds the confusion matrix. Follows scikit-learn's `matthews_corrcoef`.
public struct MatthewsCorrelation: Metric, Equatable {
  /// The name it is reported under.
  public let name: String
  /// What a single output must be above to predict class 1.
  public let threshold: Float

  /// Configures the metric.
  ///
  /// - Parameters:
  ///   - threshold: What a single output must be above to predict class 1; 0.5 by default.
  ///   - name: The name it is reported under, `"matthews_correlation"` by default.
  public init(threshold: Float = 0.5, name: String = "matthews_correlation") {
    self.name = name
    self.threshold = threshold
  }

  /// More is better.
  public var isBetterWhenHigher: Bool? { true }

  /// Checks the threshold.
  public func validate() throws {
    // Outputs may be logits, so any number will do.
    try checks.requireFinite(Double(threshold), "threshold")
  }

  /// Nothing: the confusion matrix is made with the first batch.
  public var initialState: [Double] { [] }

  /// Adds a batch.
  public func update(
    _ state: inout [Double], labels: Span<Float>, predictions: Span<Float>, weights: Span<Float>,
    units: Int
  ) {
    ConfusionMatrix.add(
      to: &state, labels: labels, predictions: predictions, weights: weights, units: units,
      threshold: threshold)
  }

  /// The correlation; 0 before the first row.
  public func result(_ state: [Double]) -> Double {
    ConfusionMatrix(counts: state).matthewsCorrelation
  }
}

extension Metric where Self == MatthewsCorrelation {
  /// The correlation between labels and predicted classes; see ``MatthewsCorrelation``.
  public static func matthewsCorrelation(threshold: Float = 0.5) -> MatthewsCorrelation {
    MatthewsCorrelation(threshold: threshold)
  }
}
