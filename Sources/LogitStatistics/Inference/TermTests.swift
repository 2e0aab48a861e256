import Logit

/// Tests of each term against the model without it, and without the terms that it is marginal to (type II).
struct TermTests {
  let problem: RegressionProblem
  let fit: RegressionFit
  let estimates: RegressionEstimates
  /// The log likelihood of the whole model; `nil` if no maximum was found.
  let logLikelihood: Double?
  let isCancelled: () -> Bool

  /// The tests of all terms.
  func tests(_ kind: RegressionOptions.TermTest) throws -> [LogisticInference.TermTest] {
    try TestedTerm.all(problem.rows.design).map { term in
      LogisticInference.TermTest(term: term.name, kind: kind, test: try test(term, kind))
    }
  }

  private func test(
    _ term: TestedTerm, _ kind: RegressionOptions.TermTest
  ) throws -> LogisticInference.Test? {
    switch kind {
    case .wald: try term.test(problem, fit) { estimates.wald($0) }
    case .likelihoodRatio: try likelihoodRatio(term)
    case .score: try score(term)
    }
  }

  private func likelihoodRatio(_ term: TestedTerm) throws -> LogisticInference.Test? {
    let without = try RegressionBasis(problem.rows, problem.moments, columns: term.others)
    var (with, larger) = (fit.basis, logLikelihood)
    if !term.related.isEmpty {
      with = try RegressionBasis(problem.rows, problem.moments, columns: term.larger)
      larger = try problem.supremum(with, near: fit, isCancelled: isCancelled)
    }
    let degrees = (with.columns.count - without.columns.count) * fit.predictorCount
    guard degrees > 0 else { return nil }
    guard let larger, let smaller = try problem.supremum(without, near: fit, isCancelled: isCancelled) else {
      return nil
    }
    return LogisticInference.Test(statistic: max(2 * (larger - smaller), 0), degreesOfFreedom: degrees)
  }

  /// Rao's: Uᵀ I⁻¹ U with the gradient and the information of the model with the term, at the fit without it.
  private func score(_ term: TestedTerm) throws -> LogisticInference.Test? {
    // The term's columns last, so that the model without it is that of the first working columns.
    let with = try RegressionBasis(problem.rows, problem.moments, columns: term.others + term.own.sorted())
    let without = try RegressionBasis(problem.rows, problem.moments, columns: term.others)
    let shared = without.columns.count
    let degrees = (with.columns.count - shared) * fit.predictorCount
    guard degrees > 0 else { return nil }
    var restricted: [Double] = []
    if without.width > 0 {
      let fit = try problem.fit(with.first(shared), isCancelled: isCancelled)
      guard fit.state == .converged else { return nil }
      restricted = fit.point
    }
    let start = with.extend(restricted, shared: shared, predictors: fit.predictorCount)
    let model = try RegressionFit.model(problem.rows, with)
    let place = try RegressionFit(
      problem.rows, with, from: start, iterationLimit: 0, isCancelled: { false })
    guard let factor = Cholesky(place.information, order: place.coefficientCount) else { return nil }
    var evaluation = LinearEvaluation()
    try place.problem().evaluate(.gradient, at: place.full(place.point), into: &evaluation)
    var gradient = RegressionFit.places(model, with).map { evaluation.gradient[$0] * evaluation.weight }
    factor.solveLower(&gradient)
    return LogisticInference.Test(
      statistic: gradient.reduce(0) { $0 + $1 * $1 }, degreesOfFreedom: degrees)
  }
}

extension RegressionBasis {
  /// The basis of the first of these columns.
  func first(_ count: Int) -> RegressionBasis { RegressionBasis(self, first: count) }

  /// Working coefficients of the first columns, with 0 for the others.
  func extend(_ point: [Double], shared: Int, predictors: Int) -> [Double] {
    let constant = hasIntercept ? 1 : 0
    let width = shared + constant
    var result: [Double] = []
    for k in 0..<predictors {
      let own = point.isEmpty ? [] : point[k * width..<(k + 1) * width]
      result += own.prefix(shared)
      result += [Double](repeating: 0, count: active.count - shared)
      result += own.suffix(constant)
    }
    return result
  }
}
