extension LogisticRegression {
  /// Finds the optima along a path of penalties on a thread of its own, and returns at once; `path` for an
  /// app or a server.
  ///
  ///     let job = LogisticRegression(penalty: .lasso()).trainingPath(x, classes)
  ///     let path = try await job.value
  ///
  /// A cancelled job ends between two steps of the search. ``Job/value`` then throws, and ``Job/reached`` is
  /// the path so far, the last of whose fits is `interrupted`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - lambdas: Each λ, finite and not negative, in any order; glmnet's sequence by default.
  ///   - lambdaCount: The length of that sequence, at least 1; 100 by default.
  ///   - lambdaMinRatio: Its last λ as a share of its first, above 0 and below 1; as for `path` by default.
  /// - Returns: The job, which has begun. Its value is what `path` returns, and throws what `path` throws.
  public func trainingPath(
    _ x: Tensor<Float>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, lambdas: [Double]? = nil, lambdaCount: Int = 100,
    lambdaMinRatio: Double? = nil
  ) -> Job<RegularizationPath, SearchProgress> {
    Job(search: { isCancelled in
      let path = try path(
        x, classes, classCount: classCount, weights: weights, offsets: offsets, lambdas: lambdas,
        lambdaCount: lambdaCount, lambdaMinRatio: lambdaMinRatio, isCancelled: isCancelled)
      return (path, path.states.last ?? .interrupted)
    })
  }

  /// Finds the optima along a path of penalties for features in double precision on a thread of its own; see
  /// the other `trainingPath`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - lambdas: Each λ, finite and not negative, in any order; glmnet's sequence by default.
  ///   - lambdaCount: The length of that sequence, at least 1; 100 by default.
  ///   - lambdaMinRatio: Its last λ as a share of its first, above 0 and below 1; as for `path` by default.
  /// - Returns: The job, which has begun. Its value is what `path` returns, and throws what `path` throws.
  public func trainingPath(
    _ x: Tensor<Double>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, lambdas: [Double]? = nil, lambdaCount: Int = 100,
    lambdaMinRatio: Double? = nil
  ) -> Job<RegularizationPath, SearchProgress> {
    Job(search: { isCancelled in
      let path = try path(
        x, classes, classCount: classCount, weights: weights, offsets: offsets, lambdas: lambdas,
        lambdaCount: lambdaCount, lambdaMinRatio: lambdaMinRatio, isCancelled: isCancelled)
      return (path, path.states.last ?? .interrupted)
    })
  }
}
