import Logit

/// Makes probabilities those of rows in which classes are as frequent as they truly are, where a model was
/// trained on others: rows were sampled by class, or classes were weighted.
///
///     // Half of the rows of a case-control study are sick; of the population three in a hundred are.
///     let correction = try PriorCorrection(trained: [0.5, 0.5], actual: [0.97, 0.03])
///
/// With πₖ the true share of class k and τₖ the one that was trained on,
///
///     pₖ ∝ pₖ · πₖ/τₖ
///
/// which assumes that the rows of a class are the same in both. Of logistic regression it moves the intercept
/// alone.
///
/// Sources: M. Saerens, P. Latinne and C. Decaestecker, "Adjusting the outputs of a classifier to new a
/// priori probabilities", Neural Computation 14 (2002); G. King and L. Zeng, "Logistic regression in rare
/// events data", Political Analysis 9 (2001).
public struct PriorCorrection: Sendable, Equatable {
  /// The share of each class among the rows trained on, by weight.
  public let trained: [Double]
  /// The true share of each class.
  public let actual: [Double]

  /// Takes shares.
  ///
  /// - Parameters:
  ///   - trained: The share of each class among the rows trained on, by weight, above 0.
  ///   - actual: The true share of each class, above 0. Both sum to 1, to nine decimals.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for shares that do not meet these conditions.
  public init(trained: [Double], actual: [Double]) throws {
    try LogitError.require(
      trained.count >= 2 && trained.count == actual.count, "number of shares", actual.count,
      "\(max(trained.count, 2))")
    for shares in [trained, actual] {
      for share in shares {
        try LogitError.require(share > 0 && share < 1, "share of a class", share, "above 0 and below 1")
      }
      let sum = shares.reduce(0, +)
      try LogitError.require(abs(sum - 1) <= 1e-9, "sum of the shares of classes", sum, "1")
    }
    (self.trained, self.actual) = (trained, actual)
  }

  /// πₖ/τₖ for each class.
  var ratios: [Double] { zip(actual, trained).map { $0 / $1 } }
}
