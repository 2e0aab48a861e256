import Logit

extension LogisticInference {
  /// The table of coefficients that were estimated elsewhere and whose errors are not known, such as those
  /// that a penalty pulled towards 0: estimates and log likelihoods, without errors, tests and intervals.
  ///
  /// Columns may follow from each other.
  ///
  /// - Parameters:
  ///   - slopes: The coefficients of the columns, `[classes but the base, columns]`.
  ///   - intercepts: The constants, `[classes but the base]`.
  ///   - design: The columns, with a constant.
  ///   - outcome: What is explained.
  ///   - options: The level, and weights; what errors would come from.
  /// - Throws: `LogitError` for rows that cannot be used.
  package init(
    withoutErrors slopes: [[Double]], intercepts: [Double], _ design: RegressionDesign,
    _ outcome: RegressionOutcome, options: RegressionOptions
  ) throws {
    let rows = try RegressionRows(design, outcome, options)
    let (problem, units) = try RegressionProblem.inAnyUnits(rows, iterationLimit: options.iterationLimit)
    let sets = rows.classNames.indices.filter { $0 != rows.baseClass }
    try rows.checkCoefficients(slopes, intercepts, operation: "The table of given coefficients")
    let evaluation = try problem.evaluation(slopes.map { units?.multiplied($0) ?? $0 }, intercepts)
    let lines = zip(sets, zip(intercepts, slopes)).flatMap { label, estimates in
      zip([RegressionDesign.interceptName] + design.columnNames, [estimates.0] + estimates.1).map {
        term, estimate in
        Coefficient(
          term: term, className: rows.classNames[label], estimate: estimate, isAliased: false)
      }
    }
    let none = lines.map { _ in lines.map { _ in nil as Double? } }
    self.init(
      classNames: rows.classNames, baseClass: rows.baseClass, observationCount: rows.observationCount,
      coefficients: lines, interval: .wald, level: options.level, standardErrors: .init(options),
      logLikelihood: rows.logConstant - evaluation.meanLoss * evaluation.weight,
      nullLogLikelihood: try problem.nullLogLikelihood(isCancelled: { false }),
      modelDegreesOfFreedom: sets.count * design.columnCount,
      residualDegreesOfFreedom: rows.observationCount - lines.count, isConverged: false, iterationCount: 0,
      gradientNorm: evaluation.gradientNorm, separated: [], aliased: [], covariance: none,
      centers: units?.multiplied(problem.moments.means) ?? problem.moments.means, centeredFactor: none)
  }
}

extension RegressionProblem {
  /// The mean loss and its gradient at coefficients of the columns, in standardized columns.
  fileprivate func evaluation(_ slopes: [[Double]], _ intercepts: [Double]) throws -> LinearEvaluation {
    let model = try LinearModel(
      rows.classCount == 2 ? .binary : .multinomial(classCount: rows.classCount, reference: rows.baseClass),
      columnCount: rows.design.columnCount)
    // A column that never changes has no deviation, and tells no more than the constant.
    let deviations = moments.deviations.map { $0 > 0 ? $0 : 1 }
    let data = try DenseRows(
      rows.matrix, labels: rows.labels, model: model, weights: rows.totals, shift: moments.means,
      scale: deviations.map { 1 / $0 })
    var point: [Double] = []
    for (slopes, intercept) in zip(slopes, intercepts) {
      var atMeans = intercept
      for (column, slope) in slopes.enumerated() {
        point.append(slope * deviations[column])
        atMeans += slope * moments.means[column]
      }
      point.append(atMeans)
    }
    var evaluation = LinearEvaluation()
    try LinearProblem(MemoryFold(data)).evaluate(.gradient, at: point, into: &evaluation)
    return evaluation
  }
}
