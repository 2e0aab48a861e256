extension Sequential {
  /// Finds the optimum of a convex model on a thread of its own, and returns at once;
  /// ``fit(_:_:solver:sampleWeight:classWeight:isCancelled:)`` for an app or a server.
  ///
  ///     let job = model.training(x, y, solver: .automatic)
  ///     let (trained, solution) = try await job.value
  ///
  /// This model stays as it is. A cancelled job ends between two steps of the search. ``Job/value`` then
  /// throws, and ``Job/reached`` is the model with the last coefficients, and a solution that is
  /// `interrupted`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`.
  ///   - y: The labels, as the loss wants them; whole classes, not shares.
  ///   - solver: The method; `.automatic` chooses by the size of the problem.
  ///   - sampleWeight: How much each row counts, `[rows]`; once each by default.
  ///   - classWeight: How much the rows of each class count; not together with `sampleWeight`.
  /// - Returns: The job, which has begun. Its value is the model at the optimum, and how the search ended; it
  ///   throws what `fit` throws.
  public func training(
    _ x: Tensor<Float>, _ y: Tensor<Float>, solver: LogisticRegression.Solver,
    sampleWeight: Tensor<Float>? = nil, classWeight: [Int: Float]? = nil
  ) -> Job<(model: Sequential, solution: LinearSolution), SearchProgress> {
    let beginning = self
    return Job(search: { isCancelled in
      var model = beginning
      let solution = try model.fit(
        x, y, solver: solver, sampleWeight: sampleWeight, classWeight: classWeight, isCancelled: isCancelled)
      return ((model, solution), solution.state)
    })
  }
}
