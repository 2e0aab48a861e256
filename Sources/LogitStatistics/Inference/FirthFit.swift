import Logit

/// A fit by Firth's penalized likelihood, with its tests and intervals, as R's `logistf` gives them.
///
/// The likelihood is worked out in working columns. log det I depends on the units of the columns: in the design's own it
/// is log det I = log det I(working) − 2 log |det T|, which is what is reported.
struct FirthFit: Sendable {
  let problem: RegressionProblem
  let fit: RegressionFit
  /// The maximum in working columns.
  private let found: FirthRegression.Fit
  private let regression: FirthRegression
  /// −log |det T|: from the working columns' ½ log det I to the design's own.
  private let unitTerm: Double

  init(_ problem: RegressionProblem, _ basis: RegressionBasis) throws {
    let rows = problem.rows
    let shares = (0..<rows.rowCount).map(rows.share)
    regression = try FirthRegression(
      x: Self.workingColumns(basis), shares: shares, weights: rows.totals, offsets: rows.offsets,
      hasIntercept: basis.hasIntercept)
    found = try regression.fit()
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
    holding: [(direction: [Double], value: Double)], from start: [Double]? = nil
  ) throws -> FirthRegression.Fit {
    try regression.fit(holding: holding, from: start)
  }

  /// Twice the fall of the penalized likelihood where some coefficients are held at 0.
  ///
  /// - Returns: `nil` if a search did not converge.
  private func fall(_ indices: [Int]) throws -> Double? {
    let held = try maximize(holding: indices.map { (fit.combination(0, $0), 0) }, from: fit.point)
    guard found.isConverged, held.isConverged else { return nil }
    return max(2 * (penalized - held.penalizedLogLikelihood), 0)
  }

  /// The table: tests and intervals are those of the penalized likelihood ratio, if they are asked for.
  func inference(
    _ estimates: RegressionEstimates, level: Double, comparesLikelihoods: Bool
  ) throws -> LogisticInference {
    let table = try InferenceTable(problem, fit, estimates, level: level, standardErrors: .firth)
    let slopes = table.slopes
    var inference = table.inference(
      nullLogLikelihood: try problem.nullLogLikelihood { false }, logLikelihood: fit.logLikelihood,
      isSeparated: false)
    inference.compareLikelihoods(coefficientCount: fit.coefficientCount, problem.rows)
    inference.penalizedLogLikelihood = penalized + unitTerm + problem.rows.logConstant
    guard comparesLikelihoods else {
      inference.likelihoodRatio = nil
      return inference
    }
    inference.interval = .profile
    inference.likelihoodRatio =
      slopes.isEmpty
      ? nil : try fall(slopes).map { .init(statistic: $0, degreesOfFreedom: slopes.count) }
    let quantile = try ChiSquared.quantileOfOneDegree(level: level)
    for (line, place) in TableLine.all(fit).enumerated() {
      guard let index = place.index else { continue }
      try test(&inference.coefficients[line], index, fall: quantile)
    }
    return inference
  }

  private func test(_ line: inout LogisticInference.Coefficient, _ index: Int, fall quantile: Double) throws {
    (line.statistic, line.pValue, line.confidenceLow, line.confidenceHigh) = (nil, nil, nil, nil)
    guard let error = line.standardError, let statistic = try fall([index]) else { return }
    line.statistic = statistic
    line.pValue = ChiSquared.upperTail(statistic, degreesOfFreedom: 1)
    let direction = fit.combination(0, index)
    let limits = try regression.limits(of: direction, at: found, standardError: error, fall: quantile)
    (line.confidenceLow, line.confidenceHigh) = (limits.low, limits.high)
  }

  /// The penalized likelihood-ratio test of each term, its columns held at 0, with the terms that it is marginal to.
  func termTests() throws -> [LogisticInference.TermTest] {
    try problem.rows.design.terms.map { term in
      let own = fit.basis.columns.indices.filter { term.columns.contains(fit.basis.columns[$0]) }
      let factors = Set(term.factors)
      let relatives = problem.rows.design.terms.filter { Set($0.factors).isStrictSuperset(of: factors) }
      let related = fit.basis.columns.indices.filter { place in
        relatives.contains { $0.columns.contains(fit.basis.columns[place]) }
      }
      guard !own.isEmpty else { return .init(term: term.name, kind: .likelihoodRatio, test: nil) }
      guard let base = related.isEmpty ? 0 : try fall(related),
        let whole = try fall((own + related).sorted())
      else { return .init(term: term.name, kind: .likelihoodRatio, test: nil) }
      let statistic = max(whole - base, 0)
      return .init(
        term: term.name, kind: .likelihoodRatio,
        test: .init(statistic: statistic, degreesOfFreedom: own.count))
    }
  }
}
