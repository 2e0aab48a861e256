extension LogisticRegression {
  /// Finds the optimum on a thread of its own, and returns at once; `fit` for an app or a server.
  ///
  ///     let job = LogisticRegression().training(x, classes)
  ///     let model = try await job.value
  ///
  /// A cancelled job ends between two steps of the search. ``Job/value`` then throws, and ``Job/reached`` is
  /// the model with the last coefficients, whose ``LogisticModel/solution`` is `interrupted`; a fit that
  /// begins from it goes on from there.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  /// - Returns: The job, which has begun. Its value is what `fit` returns, and throws what `fit` throws.
  public func training(
    _ x: Tensor<Float>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, from start: LogisticModel? = nil
  ) -> Job<LogisticModel, SearchProgress> {
    Job(search: { isCancelled in
      let model = try fit(
        x, classes, classCount: classCount, weights: weights, offsets: offsets, from: start,
        isCancelled: isCancelled)
      return (model, model.solution.state)
    })
  }

  /// Finds the optimum for features in double precision on a thread of its own; see the other `training`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  /// - Returns: The job, which has begun. Its value is what `fit` returns, and throws what `fit` throws.
  public func training(
    _ x: Tensor<Double>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, from start: LogisticModel? = nil
  ) -> Job<LogisticModel, SearchProgress> {
    Job(search: { isCancelled in
      let model = try fit(
        x, classes, classCount: classCount, weights: weights, offsets: offsets, from: start,
        isCancelled: isCancelled)
      return (model, model.solution.state)
    })
  }
}
