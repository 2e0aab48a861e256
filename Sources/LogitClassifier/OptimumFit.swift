import Logit
import LogitData

/// A model without hidden layers, fitted to the optimum of one matrix of features.
struct OptimumFit {
  /// The regression, whose λ is chosen.
  let regression: LogisticRegression
  /// The last layer, of which there is no other.
  let head: ClassHead

  /// - Parameters:
  ///   - options: The penalty and the solver.
  ///   - lambda: The penalty's strength.
  init(_ options: OptimumOptions, lambda: Double, head: ClassHead) {
    var regression = LogisticRegression(penalty: options.penalty.withLambda(lambda))
    regression.solver = options.solver
    // Features come encoded: numbers have deviation 1 already, and categories are penalized as they are.
    regression.standardizes = false
    (self.regression, self.head) = (regression, head)
  }

  /// The same fit with another λ.
  func withLambda(_ lambda: Double) -> OptimumFit {
    var regression = regression
    regression.penalty = regression.penalty.withLambda(lambda)
    return OptimumFit(regression: regression, head: head)
  }

  /// The same fit for other classes.
  func withHead(_ head: ClassHead) -> OptimumFit { OptimumFit(regression: regression, head: head) }

  private init(regression: LogisticRegression, head: ClassHead) {
    (self.regression, self.head) = (regression, head)
  }

  /// Finds the optimum.
  ///
  /// - Parameters:
  ///   - rows: The rows, of which each class has one.
  ///   - classWeights: The weight of each class, by its number; `nil` if all rows count once.
  ///   - start: Where to begin; `nil` to begin at 0.
  ///   - isCancelled: Whether to end with what has been reached.
  /// - Throws: As `LogisticRegression.fit`.
  func fit(
    _ rows: LabeledMatrix, classWeights: [Int: Float]?, from start: LogisticModel? = nil,
    isCancelled: () -> Bool = { false }
  ) throws -> LogisticModel {
    let weights = classWeights.map { weights in
      let ofClass = (0..<head.classCount).map { Double(weights[$0] ?? 1) }
      return rows.classes.map { ofClass[Int($0)] }
    }
    return try regression.fit(
      rows.features, rows.classes, classCount: head.classCount, weights: weights, from: start,
      isCancelled: isCancelled)
  }
}

extension ClassHead {
  /// A model of this layer alone.
  ///
  /// - Parameters:
  ///   - estimates: Its weights.
  ///   - penalty: The penalty that it was fitted with, λ chosen, which is the layer's; none by default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a weight beyond single precision.
  func model(_ estimates: LinearEstimates, penalty: LogisticRegression.Penalty = .none) throws -> Sequential {
    var model = try model(inputCount: estimates.featureCount, penalty: penalty)
    try model.setWeights(estimates.weights())
    return model
  }

  /// A model of this layer alone whose weights are yet to be set.
  func model(inputCount: Int, penalty: LogisticRegression.Penalty) throws -> Sequential {
    var model = try Sequential(
      [Input(shape: [inputCount]), layer(kernelRegularizer: Self.regularizer(penalty))] as [any Layer],
      seed: 0)
    try model.compile(optimizer: .adam(), loss: loss, metrics: [.accuracy])
    return model
  }

  /// The penalty as that of a layer, whose factor of squares is not halved.
  private static func regularizer(_ penalty: LogisticRegression.Penalty) -> (any Regularizer)? {
    guard let lambda = penalty.lambda, lambda > 0 else { return nil }
    let (l1, l2) = (lambda * penalty.l1Ratio, lambda * (1 - penalty.l1Ratio) / 2)
    return l1 == 0 ? .l2(l2) : l2 == 0 ? .l1(l1) : .l1l2(l1: l1, l2: l2)
  }
}
