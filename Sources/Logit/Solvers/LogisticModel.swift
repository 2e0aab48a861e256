/// A fitted logistic or softmax regression: the coefficients in the columns' own units, and how sure it is
/// that they are the optimum.
///
/// The linear predictor of a row is zₖ = interceptₖ + Σⱼ coefficientₖⱼ xⱼ. Of two classes P(second) = 1 / (1 +
/// exp(−z)); of more, P(k) = exp(zₖ) / Σₗ exp(zₗ).
public struct LogisticModel: Sendable {
  /// The number of classes, at least 2.
  public let classCount: Int
  /// The coefficients, `[predictors, columns]`: one row for two classes, else one a class.
  public let coefficients: Tensor<Double>
  /// The constants, one a predictor; 0 if none are fitted.
  public let intercepts: [Double]
  /// Columns that others explain exactly, in the order of the columns; their coefficients are 0. Only without
  /// a penalty.
  public let aliased: [Int]
  /// The weighted mean of each column.
  public let means: [Double]
  /// The weighted deviation (1/n) of each column; 0 of a constant one.
  public let deviations: [Double]
  /// How the search for the optimum ended.
  public let solution: LinearSolution

  /// Describes a fitted model.
  package init(
    classCount: Int, coefficients: Tensor<Double>, intercepts: [Double], aliased: [Int], means: [Double],
    deviations: [Double], solution: LinearSolution
  ) {
    self.classCount = classCount
    self.coefficients = coefficients
    self.intercepts = intercepts
    self.aliased = aliased
    self.means = means
    self.deviations = deviations
    self.solution = solution
  }

  /// The number of sets of coefficients: 1 for two classes, else one a class.
  public var predictorCount: Int { intercepts.count }
}
