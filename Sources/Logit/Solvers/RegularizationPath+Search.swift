extension LogisticRegression {
  /// Finds the optima along a path of penalties.
  ///
  /// The share ρ is that of the regression's ``penalty``, whose λ does not count. By default the sequence of
  /// λ is glmnet's: it begins with the smallest λ at which all penalized coefficients are 0,
  ///
  ///     maxⱼ |∂ mean loss / ∂βⱼ| / (fⱼ max(ρ, 0.001)),   at intercepts and columns without a penalty,
  ///
  /// falls in equal ratios, and ends early once the deviance explained is above 0.999, where nothing but
  /// certainty grows. A sequence that is given is sorted, and all of it is fitted. Unlike glmnet, the path
  /// does not end where the deviance explained changes little. Each search begins at the optimum before.
  ///
  /// As in glmnet the ``penaltyFactors`` are scaled to sum up to the number of columns. A column whose factor
  /// is infinite is left out (and counts as 1 in that sum).
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - lambdas: Each λ, finite and not negative, in any order; glmnet's sequence by default.
  ///   - lambdaCount: The length of that sequence, at least 1.
  ///   - lambdaMinRatio: Its last λ as a share of its first, above 0 and below 1; 1e-4 by default, and 1e-2
  ///     where there are fewer rows than columns.
  ///   - isCancelled: Asked before each step; where it says yes, the path ends there, its last fit
  ///     `interrupted`.
  /// - Throws: ``LogitError`` for data or options that cannot be used.
  public func path(
    _ x: Tensor<Float>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, lambdas: [Double]? = nil, lambdaCount: Int = 100,
    lambdaMinRatio: Double? = nil, isCancelled: () -> Bool = { false }
  ) throws -> RegularizationPath {
    let data = PathData(
      matrix: .float(x), classes: classes, classCount: classCount, weights: weights, offsets: offsets)
    let sequence = LambdaSequence(given: lambdas, count: lambdaCount, minRatio: lambdaMinRatio)
    return try path(data, sequence, pool: .shared(), isCancelled: isCancelled)
  }

  /// Finds the optima along a path of penalties for features in double precision; see the other `path`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - lambdas: Each λ, finite and not negative, in any order; glmnet's sequence by default.
  ///   - lambdaCount: The length of that sequence, at least 1.
  ///   - lambdaMinRatio: Its last λ as a share of its first, above 0 and below 1; 1e-4 by default, and 1e-2
  ///     where there are fewer rows than columns.
  ///   - isCancelled: Asked before each step; where it says yes, the path ends there, its last fit
  ///     `interrupted`.
  /// - Throws: ``LogitError`` for data or options that cannot be used.
  public func path(
    _ x: Tensor<Double>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, lambdas: [Double]? = nil, lambdaCount: Int = 100,
    lambdaMinRatio: Double? = nil, isCancelled: () -> Bool = { false }
  ) throws -> RegularizationPath {
    let data = PathData(
      matrix: .double(x), classes: classes, classCount: classCount, weights: weights, offsets: offsets)
    let sequence = LambdaSequence(given: lambdas, count: lambdaCount, minRatio: lambdaMinRatio)
    return try path(data, sequence, pool: .shared(), isCancelled: isCancelled)
  }

  func path(
    _ data: PathData, _ sequence: LambdaSequence, pool: ThreadPool, isCancelled: () -> Bool = { false }
  ) throws -> RegularizationPath {
    try Kernels.validateEnvironment()
    try sequence.check()
    try LogitError.require(
      tolerance >= 0 && tolerance.isFinite, "tolerance", tolerance, "finite and not negative")
    if let iterationLimit {
      try LogitError.require(iterationLimit >= 1, "iterationLimit", iterationLimit, "at least 1")
    }
    let problem = try PathProblem(self, data)
    return try problem.path(self, sequence, pool: pool, isCancelled: isCancelled)
  }
}

/// Rows and what belongs to them.
struct PathData {
  var matrix: DenseRows.Matrix
  var classes: [Int32]
  var classCount: Int?
  var weights: [Double]?
  var offsets: Tensor<Double>?
}
