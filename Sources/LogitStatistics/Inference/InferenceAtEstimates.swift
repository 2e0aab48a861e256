import Logit

extension FittedRegression {
  /// The gradient of the mean loss below which given coefficients count as the maximum.
  private static let maximumGradient = 1e-8

  /// Takes coefficients that were estimated elsewhere, perhaps from other rows or with a penalty, and works
  /// out their errors from the likelihood of these rows there.
  ///
  /// With β not at the maximum, the information I(β) = Xᵀ W X still gives the errors of a likelihood whose
  /// maximum is near; robust errors are the sandwich of I(β) and the scores at β. Likelihood-ratio tests and
  /// information criteria belong to a maximum, and are `nil` elsewhere.
  ///
  /// - Parameters:
  ///   - design: The columns.
  ///   - outcome: What is explained.
  ///   - slopes: The coefficients of the columns, `[classes but the base, columns]`.
  ///   - intercepts: The constants, `[classes but the base]`.
  ///   - options: The level, what errors come from, and weights; tests and profiles are not worked out.
  /// - Throws: `LogitError` for rows that cannot be used, and where columns follow from each other.
  package init(
    _ design: RegressionDesign, _ outcome: RegressionOutcome, slopes: [[Double]], intercepts: [Double],
    options: RegressionOptions = RegressionOptions()
  ) throws {
    let rows = try RegressionRows(design, outcome, options)
    let (problem, units) = try RegressionProblem.inAnyUnits(rows, iterationLimit: options.iterationLimit)
    let basis = try RegressionBasis(problem.rows, problem.moments)
    if let column = basis.aliased.first {
      throw LogitError.invalidOption(
        name: "The column \"\(design.columnNames[column])\" of these rows",
        value: "a combination of the others", expected: "one that says something of its own")
    }
    try rows.checkCoefficients(slopes, intercepts, operation: "The errors of given coefficients")
    let point = zip(slopes, intercepts).flatMap { slopes, intercept in
      basis.working(units?.multiplied(slopes) ?? slopes, intercept: intercept)
    }
    let fit = try RegressionFit(problem.rows, basis, at: point, isMaximum: { $0 <= Self.maximumGradient })
    let estimates = try RegressionEstimates(fit, options.standardErrors)
    let table = try InferenceTable(
      problem, fit, estimates, level: options.level, standardErrors: .init(options))
    (self.problem, self.options, self.fit, self.estimates, firth) = (problem, options, fit, estimates, nil)
    self.units = units
    end = fit.state == .converged ? .maximum : .given
    inference = table.inference(
      nullLogLikelihood: try problem.nullLogLikelihood(isCancelled: { false }),
      logLikelihood: fit.logLikelihood, isSeparated: false)
    if case .maximum = end {
      inference.compareLikelihoods(coefficientCount: fit.coefficientCount, problem.rows)
    }
    inference.areGiven = true
    multiplyBack()
  }
}

extension RegressionBasis {
  /// The working coefficients of a predictor, whose coefficients of ``columns`` and constant are given: T γ =
  /// β.
  fileprivate func working(_ slopes: [Double], intercept: Double) -> [Double] {
    var result = columns.map { slopes[$0] }
    solveSlopes(&result)
    guard hasIntercept else { return result }
    let last = width - 1
    var rest = intercept
    for k in 0..<last { rest -= transform[last * width + k] * result[k] }
    return result + [rest / transform[last * width + last]]
  }
}

extension RegressionFit {
  /// What is true of the likelihood at given working coefficients.
  fileprivate init(
    _ rows: RegressionRows, _ basis: RegressionBasis, at point: [Double], isMaximum: (Double) -> Bool
  ) throws {
    let draft = try RegressionFit(
      rows, basis, point: point, logLikelihood: 0, information: [], isConverged: false, iterationCount: 0,
      gradientNorm: 0)
    var evaluation = LinearEvaluation()
    try draft.problem().evaluate([.gradient, .hessian], at: draft.full(point), into: &evaluation)
    let places = Self.places(draft.model, basis)
    let (full, weight) = (draft.model.coefficientCount, evaluation.weight)
    try self.init(
      rows, basis, point: point, logLikelihood: rows.logConstant - evaluation.meanLoss * weight,
      information: places.flatMap { i in places.map { evaluation.hessian[i * full + $0] * weight } },
      isConverged: isMaximum(evaluation.gradientNorm), iterationCount: 0,
      gradientNorm: evaluation.gradientNorm)
  }
}

extension RegressionRows {
  /// Checks that given coefficients are of these classes, but for the base, and of these columns.
  func checkCoefficients(_ slopes: [[Double]], _ intercepts: [Double], operation: String) throws {
    let (count, width) = (classCount - 1, design.columnCount)
    guard slopes.count == count, intercepts.count == count, slopes.allSatisfy({ $0.count == width }) else {
      throw LogitError.shapeMismatch(
        operation: operation, expected: "[\(count), \(width)] coefficients",
        found: [slopes.count, slopes.first?.count ?? 0], remedy: "give one for each column")
    }
  }
}
