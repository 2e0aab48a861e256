import Logit

/// What is left of a fit whose classes a hyperplane separates: the limits of its coefficients and of its likelihood.
///
/// Along a separating direction the rows beside the hyperplane come to have likelihood 1, and what decides the other
/// coefficients are the rows on it. Their maximum gives the limits of the likelihood and of the coefficients that it
/// determines (Albert and Anderson 1984; Geyer 2009).
struct SeparatedFit: Sendable {
  let separation: Separation
  /// Where separated coefficients go, in the order of the fit's coefficients; `nil` of finite ones.
  let signs: [Int?]
  /// The supremum of the log likelihood.
  let logLikelihood: Double
  let estimates: RegressionEstimates
  /// Whether the search among the rows on the hyperplane ended at a maximum.
  let isSettled: Bool

  /// Curvature along which a coefficient may run away: so many times less than the mean curvature.
  private static let suspicion = 1e5

  /// Looks for separation if a fit gives reason to.
  ///
  /// - Returns: `nil` if classes overlap, or it cannot be settled.
  init?(_ fit: RegressionFit, isCancelled: () -> Bool) throws {
    guard fit.coefficientCount > 0, Self.isSuspicious(fit) else { return nil }
    let search = try SeparatedRows(fit.rows)
    switch search.separation.kind {
    case .none, .notSettled: return nil
    case .quasi, .complete: break
    }
    separation = search.separation
    signs = Self.signs(fit, separation)
    guard let limit = try search.limit(of: fit, isCancelled: isCancelled) else {
      // No row is left, and every likelihood is 1.
      logLikelihood = 0
      isSettled = true
      estimates = RegressionEstimates(values: signs.map { _ in nil }, signs: signs, covariance: nil)
      return
    }
    logLikelihood = limit.logLikelihood
    isSettled = limit.state == .converged
    estimates = LimitEstimates(limit, signs: signs).estimates
  }

  /// Whether the search did not end at an optimum, or the likelihood is nearly flat in some direction.
  private static func isSuspicious(_ fit: RegressionFit) -> Bool {
    guard fit.state == .converged else { return fit.state != .interrupted }
    let order = fit.coefficientCount
    guard let factor = Cholesky(fit.information, order: order) else { return true }
    let largest = (0..<order).reduce(0) { max($0, fit.information[$1 * (order + 1)]) }
    for index in 0..<order {
      var unit = [Double](repeating: 0, count: order)
      unit[index] = 1
      factor.solveLower(&unit)
      if unit.reduce(0, { $0 + $1 * $1 }) * largest > suspicion { return true }
    }
    return false
  }

  /// The signs of separated coefficients, against the base class.
  private static func signs(_ fit: RegressionFit, _ separation: Separation) -> [Int?] {
    // The search has the first class at 0; so has every fit that it is asked about.
    (0..<fit.predictorCount).flatMap { k -> [Int?] in
      let limits = separation.coefficients[k]
      let columns = fit.basis.columns.map { limits[$0].sign }
      return columns + (fit.basis.hasIntercept ? [separation.intercepts[k].sign] : [])
    }
  }
}

extension Separation.Limit {
  /// 1 or −1 of a coefficient that runs away.
  fileprivate var sign: Int? { self == .finite ? nil : rawValue }
}
