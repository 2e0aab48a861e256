package import Logit

/// The maximum of the likelihood over columns that nearly explain each other, which a Hessian in their own
/// units loses from sight.
///
/// The columns are made orthogonal, as R's `glm` does, and left out only where less than 10⁻¹¹ of their
/// deviation is left; see ``OrthogonalColumns``.
package enum OrthogonalMaximum {
  private static let iterationLimit = 200

  /// What is left of a column's square, below which columns are better made orthogonal.
  package static let leastShare = RegressionBasis.leastShare

  /// Finds the maximum.
  ///
  /// - Parameters:
  ///   - x: The columns, `[rows, columns]`, finite.
  ///   - classes: The number of each row's class.
  ///   - classCount: The number of classes, each of which has a row with weight.
  ///   - weights: How much each row counts; `nil` if all count once.
  ///   - offsets: What is added to each row's linear predictor, of two classes; none by default.
  ///   - columns: The columns with coefficients, in the order in which later ones are left out; all by
  ///     default.
  ///   - hasIntercept: Whether there is a constant.
  ///   - isCancelled: Asked between steps.
  /// - Returns: The model, of several classes with coefficients whose sum is 0; `nil` if the columns are well
  ///   apart, so that nothing is gained.
  /// - Throws: `LogitError` for rows that cannot be used.
  package static func fit(
    _ x: Tensor<Double>, _ classes: [Int32], classCount: Int, weights: [Double]?,
    offsets: Tensor<Double>? = nil, columns: [Int]? = nil, hasIntercept: Bool, isCancelled: () -> Bool
  ) throws -> LogisticModel? {
    var options = RegressionOptions()
    (options.weights, options.offsets) = (weights, offsets?.scalars)
    let rows = try RegressionRows(
      RegressionDesign(x, hasIntercept: hasIntercept),
      .classes(classes, names: (0..<classCount).map { "\($0)" }), options)
    let problem = try RegressionProblem(rows, iterationLimit: iterationLimit)
    let basis = try RegressionBasis(rows, problem.moments, columns: columns)
    guard basis.isOrthogonal, basis.width > 0 else { return nil }
    return model(try problem.fit(basis, isCancelled: isCancelled), problem.moments)
  }

  private static func model(_ fit: RegressionFit, _ moments: ColumnMoments) -> LogisticModel {
    let (rows, basis) = (fit.rows, fit.basis)
    let (outputs, width) = (rows.classCount == 2 ? 1 : rows.classCount, rows.design.columnCount)
    var coefficients = [Double](repeating: 0, count: outputs * width)
    var intercepts = [Double](repeating: 0, count: outputs)
    for k in 0..<fit.predictorCount {
      let own = fit.coefficients(of: k)
      let output = outputs == 1 ? 0 : fit.classIndex(of: k)
      for (value, column) in zip(own, basis.columns) { coefficients[output * width + column] = value }
      if basis.hasIntercept { intercepts[output] = own[basis.width - 1] }
    }
    if outputs > 1 {
      for column in 0..<width {
        let mean = (0..<outputs).reduce(0) { $0 + coefficients[$1 * width + column] } / Double(outputs)
        for output in 0..<outputs { coefficients[output * width + column] -= mean }
      }
      let mean = intercepts.reduce(0, +) / Double(outputs)
      for output in 0..<outputs { intercepts[output] -= mean }
    }
    let meanLoss = (rows.logConstant - fit.logLikelihood) / rows.totalWeight
    return LogisticModel(
      classCount: rows.classCount,
      coefficients: Tensor(unsafeUninitializedShape: [outputs, width]) { values in
        for index in values.indices { values[index] = coefficients[index] }
      }, intercepts: intercepts, aliased: basis.aliased, means: moments.means,
      deviations: moments.deviations,
      solution: LinearSolution(
        solver: .newton, reason: "columns nearly explain each other, so it goes along orthogonal ones",
        state: fit.state, iterations: fit.iterationCount, objective: meanLoss, meanLoss: meanLoss, lambda: 0,
        l1Ratio: 0, gradientNorm: fit.gradientNorm, dualityGap: nil))
  }
}
