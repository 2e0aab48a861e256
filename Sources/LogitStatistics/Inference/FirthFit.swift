import Logit

/// A fit by Firth's penalized likelihood, with its tests and intervals, as R's `logistf` gives them.
///
/// The likelihood is worked out in working columns. log det I depends on the units of the columns: in the
/// design's own it is log det I = log det I(working) − 2 log |det T|, which is what is reported.
struct FirthFit: Sendable {
  let problem: RegressionProblem
  let fit: RegressionFit
  /// The maximum in working columns.
  private let found: FirthRegression.Fit
  private let regression: FirthRegression
  /// −log |det T|: from the working columns' ½ log det I to the design's own.
  private let unitTerm: Double

  init(_ problem: RegressionProblem, _ basis: RegressionBasis, isCancelled: () -> Bool) throws {
    let rows = problem.rows
    let shares = (0..<rows.rowCount).map(rows.share)
    regression = try FirthRegression(
      x: Self.workingColumns(basis), shares: shares, weights: rows.totals, offsets: rows.offsets,
      hasIntercept: basis.hasIntercept)
    found = try regression.fit(iterationLimit: problem.iterationLimit, isCancelled: isCancelled)
    fit = try RegressionFit(
      rows, basis, point: found.coefficients, logLikelihood: found.logLikelihood + rows.logConstant,
      information: found.information, isConverged: found.isConverged, iterationCount: found.iterationCount,
      gradientNorm: found.gradientNorm)
    self.problem = problem
    let width = basis.width
    unitTerm = -(0..<width).reduce(0) { $0 + naturalLogarithm(abs(basis.transform[$1 * width + $1])) }
  }

  /// The penalized log likelihood in working columns.
  var penalized: Double { found.penalizedLogLikelihood }

  /// The working columns without the constant, `[rows, columns]`.
  private static func workingColumns(_ basis: RegressionBasis) -> Tensor<Double> {
    let (count, rowCount) = (basis.active.count, basis.matrix.shape[0])
    return Tensor(unsafeUninitializedShape: [rowCount, count]) { target in
      let room = Numbers(count: basis.width)
      RowLoader.with(basis) { loader in
        for row in 0..<rowCount {
          loader.load(row, into: room.base)
          for j in 0..<count { target[row * count + j] = room.base[j] }
        }
      }
    }
  }

  /// The maximum with combinations of coefficients held; the penalty stays that of all columns.
  func maximize(
    holding: [(direction: [Double], value: Double)], from start: [Double], isCancelled: () -> Bool
  ) throws -> FirthRegression.Fit {
    try regression.fit(
      holding: holding, from: start, near: found, iterationLimit: problem.iterationLimit,
      isCancelled: isCancelled)
  }

  /// Twice the fall of the penalized likelihood where some coefficients are held at 0.
  ///
  /// - Returns: `nil` if a search did not converge.
  private func fall(_ indices: [Int], _ isCancelled: () -> Bool) throws -> Double? {
    guard found.isConverged else { return nil }
    let held = try maximize(
      holding: indices.map { (fit.combination(0, $0), 0) }, from: fit.point, isCancelled: isCancelled)
    return held.isConverged ? max(2 * (penalized - held.penalizedLogLikelihood), 0) : nil
  }

  /// The table: tests and intervals are those of the penalized likelihood ratio, if options ask for them.
  func inference(
    _ estimates: RegressionEstimates, _ options: RegressionOptions, isCancelled: () -> Bool
  ) throws -> LogisticInference {
    let table = try InferenceTable(problem, fit, estimates, level: options.level, standardErrors: .firth)
    let slopes = table.slopes
    var inference = table.inference(
      nullLogLikelihood: try problem.nullLogLikelihood(isCancelled: isCancelled),
      logLikelihood: fit.logLikelihood, isSeparated: false)
    if found.isConverged {
      inference.compareLikelihoods(coefficientCount: fit.coefficientCount, problem.rows)
    }
    inference.likelihoodRatio = nil
    inference.penalizedLogLikelihood = penalized + unitTerm + problem.rows.logConstant
    guard options.comparesPenalizedLikelihoods || options.profiles else { return inference }
    inference.interval = .profile
    if !slopes.isEmpty {
      inference.likelihoodRatio = try fall(slopes, isCancelled).map {
        .init(statistic: $0, degreesOfFreedom: slopes.count)
      }
    }
    let quantile = try ChiSquared.quantileOfOneDegree(level: options.level)
    for (line, place) in TableLine.all(fit).enumerated() {
      guard let index = place.index else { continue }
      try test(&inference.coefficients[line], index, fall: quantile, isCancelled)
    }
    return inference
  }

  private func test(
    _ line: inout LogisticInference.Coefficient, _ index: Int, fall quantile: Double,
    _ isCancelled: () -> Bool
  ) throws {
    (line.statistic, line.pValue, line.confidenceLow, line.confidenceHigh) = (nil, nil, nil, nil)
    guard let error = line.standardError, let statistic = try fall([index], isCancelled) else { return }
    line.statistic = statistic
    line.pValue = ChiSquared.upperTail(statistic, degreesOfFreedom: 1)
    let limits = try regression.limits(
      of: fit.combination(0, index), at: found, standardError: error, fall: quantile,
      iterationLimit: problem.iterationLimit, isCancelled: isCancelled)
    (line.confidenceLow, line.confidenceHigh) = (limits.low, limits.high)
  }

  /// The penalized likelihood-ratio test of each term, its columns held at 0, with the terms that it is
  /// marginal to.
  func termTests(_ isCancelled: () -> Bool) throws -> [LogisticInference.TermTest] {
    try TestedTerm.all(problem.rows.design).map { term in
      LogisticInference.TermTest(
        term: term.name, kind: .likelihoodRatio,
        test: try term.test(problem, fit) { try fall($0, isCancelled) })
    }
  }
}
