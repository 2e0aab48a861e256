import Logit

/// A regression that has been fitted, with its rows, from which more can be worked out.
///
///     let fit = try FittedRegression(design, .classes(y, names: ["no", "yes"]))
///     print(fit.inference)
///     let rows = try fit.influence()
///
/// The likelihood is maximized by Newton's method over all rows in double precision, down to rounding;
/// standard errors come from its curvature there, or from the rows' scores. The numbers do not depend on the
/// number of threads.
public struct FittedRegression: Sendable {
  /// The table of coefficients and all that was asked for.
  public internal(set) var inference: LogisticInference

  let problem: RegressionProblem
  let options: RegressionOptions
  let fit: RegressionFit
  let estimates: RegressionEstimates
  /// The penalized likelihood, of a fit by Firth's method.
  let firth: FirthFit?
  let end: End
  /// What columns of extreme units were divided by; `nil` if there are none. ``problem`` has the scaled ones.
  let units: ColumnUnits?

  /// What the estimates are.
  enum End: Sendable {
    /// The maximum of the likelihood.
    case maximum
    /// What separated classes come near.
    case limit(SeparatedFit)
    /// A point that was given, at which the likelihood is not largest.
    case given
    /// The point at which a search ended early.
    case unfinished
  }

  /// Whether the log likelihood is a maximum, or a supremum that separated classes come near.
  var isSettled: Bool {
    switch end {
    case .maximum, .limit: true
    case .given, .unfinished: false
    }
  }

  /// Whether the estimates are a maximum in finite coefficients.
  var isMaximum: Bool { if case .maximum = end { true } else { false } }

  /// The names of the classes in groups within which estimates are finite against each other; empty unless
  /// classes are separated.
  package var finiteGroups: [[String]] {
    guard case .limit(let separated) = end else { return [] }
    return separated.finiteGroups(baseClass: fit.rows.baseClass).map { $0.map { fit.rows.classNames[$0] } }
  }

  /// Fits a regression.
  ///
  /// - Parameters:
  ///   - design: The columns.
  ///   - outcome: What is explained, one a row.
  ///   - options: How it is fitted, and what else is worked out.
  ///   - isCancelled: Asked before each step of a fit; a search that it ends is not converged.
  /// - Throws: `LogitError` for rows and options that cannot be used.
  public init(
    _ design: RegressionDesign, _ outcome: RegressionOutcome,
    options: RegressionOptions = RegressionOptions(),
    isCancelled: () -> Bool = { false }
  ) throws {
    let rows = try RegressionRows(design, outcome, options)
    try Self.check(options, rows)
    let (problem, units) = try RegressionProblem.inAnyUnits(rows, iterationLimit: options.iterationLimit)
    let basis = try RegressionBasis(problem.rows, problem.moments)
    try LogitError.require(
      basis.width > 0, "The number of coefficients", 0,
      "at least 1: every column is 0, and there is no constant")
    (self.problem, self.options, self.units) = (problem, options, units)
    if options.usesFirthPenalty {
      let firth = try FirthFit(problem, basis, isCancelled: isCancelled)
      (fit, estimates, self.firth) = (firth.fit, try RegressionEstimates(firth.fit, .model), firth)
      end = firth.fit.state == .converged ? .maximum : .unfinished
      inference = try firth.inference(estimates, options, isCancelled: isCancelled)
    } else {
      // Marginal effects, which may be asked for later, need the slopes.
      let fit = try problem.fit(
        basis, wanted: ScoreSquares.wanted(options.standardErrors, rows).union(.slopes),
        isCancelled: isCancelled)
      let separated = try SeparatedFit(fit, isCancelled: isCancelled)
      let estimates =
        try separated.map { Self.limits($0, options) } ?? RegressionEstimates(fit, options.standardErrors)
      (self.fit, self.estimates, firth) = (fit, estimates, nil)
      end =
        if let separated {
          separated.isSettled ? .limit(separated) : .unfinished
        } else {
          fit.state == .converged ? .maximum : .unfinished
        }
      inference = try Self.inference(problem, fit, estimates, separated, options, isCancelled)
    }
    try addTests(isCancelled)
    if options.profiles && firth == nil { try addProfileIntervals(isCancelled) }
    multiplyBack()
  }

  /// Puts the table into the columns' own units.
  mutating func multiplyBack() {
    guard let units else { return }
    inference.multiply(back: units, hasIntercept: fit.basis.hasIntercept)
    inference.addToPenalized(units, columns: fit.basis.columns)
  }

  private static func check(_ options: RegressionOptions, _ rows: RegressionRows) throws {
    _ = try StandardNormal.twoSidedQuantile(level: options.level)
    guard options.usesFirthPenalty else { return }
    try LogitError.require(
      rows.classCount == 2, "The number of classes with Firth's penalty", rows.classCount,
      "2; fit more classes without the penalty")
    try LogitError.require(
      options.standardErrors == .model, "The kind of standard errors with Firth's penalty",
      LogisticInference.StandardErrors(standardErrors: options.standardErrors).rawValue,
      "that of the model, since robust ones are not defined for it")
  }

  /// The estimates of separated classes; their errors are those of the curvature only.
  private static func limits(_ separated: SeparatedFit, _ options: RegressionOptions) -> RegressionEstimates {
    var estimates = separated.estimates
    if options.standardErrors != .model { estimates.covariance = nil }
    return estimates
  }

  private static func inference(
    _ problem: RegressionProblem, _ fit: RegressionFit, _ estimates: RegressionEstimates,
    _ separated: SeparatedFit?, _ options: RegressionOptions, _ isCancelled: () -> Bool
  ) throws -> LogisticInference {
    let table = try InferenceTable(
      problem, fit, estimates, level: options.level, standardErrors: .init(options))
    var inference = table.inference(
      nullLogLikelihood: try problem.nullLogLikelihood(isCancelled: isCancelled),
      logLikelihood: separated?.logLikelihood ?? fit.logLikelihood, isSeparated: separated != nil)
    if separated?.isSettled ?? (fit.state == .converged) {
      inference.compareLikelihoods(coefficientCount: fit.coefficientCount, problem.rows)
    }
    if let separated {
      inference.separated = separated.list(fit)
      inference.markSigns()
    }
    if case .cluster(let clusters, _) = options.standardErrors, inference.clusterCount == nil {
      inference.clusterCount = try RowGroups(clusters: clusters, rows: problem.rows).count
    }
    return inference
  }
}

// MARK: - For predictions

extension FittedRegression {
  /// The coefficients for predicting, in original units, `[classes but the base, columns]`: 0 of an aliased
  /// column, large and finite of a separated one (where the search no longer changed the likelihood).
  public var slopes: [[Double]] {
    slopes(perSteps: [Double](repeating: 1, count: problem.rows.design.columnCount))
  }

  /// How much the linear predictors change where a column does by a step, `[classes but the base, columns]`:
  /// ``slopes`` times the steps, also where a slope is beyond double precision, as one in a unit of 10⁻³⁰⁸ may be.
  ///
  /// - Parameter steps: One for each column.
  /// - Returns: The changes.
  public func slopes(perSteps steps: [Double]) -> [[Double]] {
    (0..<fit.predictorCount).map { k in
      var slopes = [Double](repeating: 0, count: problem.rows.design.columnCount)
      for (value, column) in zip(fit.coefficients(of: k), fit.basis.columns) {
        slopes[column] = value * steps[column].scaled(by: -(units?.exponents[column] ?? 0))
      }
      return slopes
    }
  }

  /// The columns that the regression was worked out with, in any units.
  package var design: RegressionDesign { problem.rows.design }

  /// The constants for predicting, `[classes but the base]`; 0 without constants.
  public var intercepts: [Double] {
    (0..<fit.predictorCount).map { k in
      fit.basis.hasIntercept ? fit.coefficients(of: k)[fit.basis.width - 1] : 0
    }
  }

  /// The linear predictors at a point near the columns' means, `[classes but the base]`.
  ///
  /// ``intercepts`` and ``slopes`` give the same but for rounding, which is large where a column is far from 0
  /// beside its deviation: the constant and the slope's part then cancel.
  ///
  /// - Parameter point: A value for each column of the design.
  /// - Returns: The linear predictors.
  public func linearPredictors(at point: [Double]) -> [Double] {
    let basis = fit.basis
    guard basis.hasIntercept && !basis.isOrthogonal else {
      return zip(slopes(perSteps: point), intercepts).map { parts, intercept in parts.reduce(intercept, +) }
    }
    let point = units?.scaled(point) ?? point
    return (0..<fit.predictorCount).map { k in
      let working = fit.point[k * basis.width..<(k + 1) * basis.width]
      return zip(working, basis.columns).reduce(working[working.endIndex - 1]) { sum, part in
        let (weight, column) = part
        return sum + weight * (basis.scale[column] * (point[column] - basis.shift[column]))
      }
    }
  }
}

extension LogisticInference.StandardErrors {
  /// The errors that an option asks for.
  init(standardErrors: RegressionOptions.StandardErrors) {
    var options = RegressionOptions()
    options.standardErrors = standardErrors
    self.init(options)
  }
}

extension SeparatedFit {
  /// The separated coefficients, for the table.
  func list(_ fit: RegressionFit) -> [LogisticInference.Separated] {
    let rows = fit.rows
    return TableLine.all(fit).compactMap { line in
      guard let index = line.index, let sign = signs[index] else { return nil }
      let pair = separation.pairs.first { $0.first == 0 && $0.second == line.predictor + 1 }
      return LogisticInference.Separated(
        term: line.term(rows.design), className: rows.classNames[fit.classIndex(of: line.predictor)],
        sign: sign, isSignDetermined: areSignsDetermined[index],
        isComplete: (pair?.kind ?? separation.kind) == .complete)
    }
  }
}
