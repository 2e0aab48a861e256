import Logit
import LogitData
import LogitStatistics

/// A model without hidden layers, fitted to the optimum of one matrix of features.
struct OptimumFit {
  /// The penalty, whose λ is chosen, and the solver.
  let options: OptimumOptions
  /// The last layer, of which there is no other.
  let head: ClassHead

  /// What was found.
  struct Found {
    /// The weights as features are encoded.
    let estimates: LinearEstimates
    /// How the search ended.
    let solution: LinearSolution
    /// The columns that it was made with.
    let design: EncodedDesign
    /// The features that have no estimate, since others explain them.
    let aliased: [Int]
  }

  /// - Parameters:
  ///   - options: The penalty and the solver.
  ///   - lambda: The penalty's strength.
  init(_ options: OptimumOptions, lambda: Double, head: ClassHead) {
    var options = options
    options.penalty = options.penalty.withLambda(lambda)
    (self.options, self.head) = (options, head)
  }

  /// The penalty, λ chosen.
  var penalty: LogisticRegression.Penalty { options.penalty }

  /// The same fit with another λ.
  func withLambda(_ lambda: Double) -> OptimumFit { OptimumFit(options, lambda: lambda, head: head) }

  /// The same fit for other classes.
  func withHead(_ head: ClassHead) -> OptimumFit { OptimumFit(options: options, head: head) }

  private init(options: OptimumOptions, head: ClassHead) { (self.options, self.head) = (options, head) }

  /// Finds the optimum.
  ///
  /// - Parameters:
  ///   - rows: The rows, of which each class has one.
  ///   - features: What encoded them.
  ///   - classWeights: The weight of each class, by its number; `nil` if all rows count once.
  ///   - start: Where to begin; `nil` to begin at 0.
  ///   - isCancelled: Whether to end with what has been reached.
  /// - Throws: As `LogisticRegression.fit`, and for penalty factors and bounds of columns that are no
  ///   features.
  func fit(
    _ rows: LabeledMatrix, _ features: FeatureSpace, classWeights: [Int: Float]?,
    from start: LinearEstimates? = nil, isCancelled: () -> Bool = { false }
  ) throws -> Found {
    let weights = rows.weights(classWeights)
    let design = EncodedDesign(options.design, features, rows: rows)
    var regression = try design.regression(
      penalty, features, ratio: weights?.squareShare ?? 1 / Double(max(rows.classes.count, 1)),
      deviations: options.design.scaling == .numbers ? rows.weightedDeviations() : nil)
    regression.solver = options.solver
    let begin = start.map { design.start($0) }
    let offsets = design.offsets(rows)
    let model =
      switch design.matrix(rows) {
      case .float(let x):
        try regression.fit(
          x, rows.classes, classCount: head.classCount, weights: weights, offsets: offsets, from: begin,
          isCancelled: isCancelled)
      case .double(let x):
        try orthogonal(x, rows, features, design, weights, offsets, regression, isCancelled)
          ?? regression.fit(
            x, rows.classes, classCount: head.classCount, weights: weights, offsets: offsets, from: begin,
            isCancelled: isCancelled)
      }
    return Found(
      estimates: design.estimates(model.coefficients, model.intercepts), solution: model.solution,
      design: design, aliased: model.aliased.compactMap { $0 < design.kept.count ? design.kept[$0] : nil })
  }

  /// The optimum without a penalty where columns nearly explain each other; `nil` otherwise.
  private func orthogonal(
    _ x: Tensor<Double>, _ rows: LabeledMatrix, _ features: FeatureSpace, _ design: EncodedDesign,
    _ weights: [Double]?, _ offsets: Tensor<Double>?, _ regression: LogisticRegression,
    _ isCancelled: () -> Bool
  ) throws -> LogisticModel? {
    guard penalty.lambda == 0, options.design.bounds.isEmpty, options.design.penaltyFactors.isEmpty,
      options.solver == .automatic || options.solver == .newton
    else { return nil }
    let units = features.units
    let ofColumns = (0..<x.shape[1]).map { column in
      column < design.kept.count && design.kept[column] != features.offsetFeature
        ? units[design.kept[column]] : nil
    }
    guard
      try FeaturePrecision.isNearlyExplained(
        .double(x), units: ofColumns, weights: weights, least: OrthogonalMaximum.leastShare)
    else { return nil }
    let columns = ofColumns.indices.filter { ofColumns[$0] != nil || $0 >= design.kept.count }
    return try OrthogonalMaximum.fit(
      x, rows.classes, classCount: head.classCount, weights: weights, offsets: offsets, columns: columns,
      hasIntercept: regression.fitsIntercept, isCancelled: isCancelled)
  }
}

extension [Double] {
  /// Σw² / (Σw)².
  fileprivate var squareShare: Double {
    let sum = reduce(0, +)
    return sum > 0 ? reduce(0) { $0 + $1 * $1 } / (sum * sum) : 0
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
