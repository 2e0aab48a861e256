import Logit

/// What is left of a fit whose classes a hyperplane separates: the limits of its coefficients and of its
/// likelihood.
///
/// Along a separating direction the rows beside the hyperplane come to have likelihood 1, and what decides
/// the other coefficients are the rows on it. Their maximum gives the limits of the likelihood and of the
/// coefficients that it determines (Albert and Anderson 1984; Geyer 2009).
struct SeparatedFit: Sendable {
  let separation: Separation
  /// Where separated coefficients go, in the order of the fit's coefficients; `nil` of finite ones.
  let signs: [Int?]
  /// Whether they go there whichever separating direction is taken; `nil` where that is not known.
  let areSignsDetermined: [Bool?]
  /// The supremum of the log likelihood.
  let logLikelihood: Double
  let estimates: RegressionEstimates
  /// Whether the search among the rows on the hyperplane ended at a maximum.
  let isSettled: Bool
  /// Whether each row is on a hyperplane between its class and another.
  let isOnPlane: [Bool]
  /// The fit of these rows; `nil` if there is none.
  let limit: LimitEstimates?

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
    areSignsDetermined = Self.areSignsDetermined(fit, separation)
    isOnPlane = search.isOnPlane
    guard let limit = try search.limit(of: fit, isCancelled: isCancelled) else {
      // No row is left, and every likelihood is 1.
      (self.limit, logLikelihood, isSettled) = (nil, 0, true)
      estimates = RegressionEstimates(
        values: signs.map { _ in nil }, signs: signs, point: fit.point, covariance: nil)
      return
    }
    logLikelihood = limit.logLikelihood
    isSettled = limit.state == .converged
    let found = LimitEstimates(limit, signs: signs)
    (self.limit, estimates) = (found, found.estimates)
  }

  /// Whether the search did not end at an optimum, or the likelihood is nearly flat in some direction.
  private static func isSuspicious(_ fit: RegressionFit) -> Bool {
    guard fit.state == .converged else { return fit.state != .interrupted }
    let order = fit.coefficientCount
    guard let factor = Cholesky(fit.information, order: order) else { return true }
    let largest = (0..<order).reduce(0) { max($0, fit.information[$1 * (order + 1)]) }
    // The variance of a coefficient is the square of a row.
    let rows = factor.inverseTransposed
    return (0..<order).contains { index in
      rows[index * order..<(index + 1) * order].reduce(0) { $0 + $1 * $1 } * largest > suspicion
    }
  }

  /// The classes in groups within which estimates are finite against each other, by the classes' numbers.
  func finiteGroups(baseClass: Int) -> [[Int]] {
    // The search has the base class first.
    separation.finiteGroups.map { group in
      group.map { $0 == 0 ? baseClass : $0 <= baseClass ? $0 - 1 : $0 }.sorted()
    }
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

extension SeparatedFit {
  /// Whether the signs of separated coefficients, against the base class, are those of all separating directions.
  private static func areSignsDetermined(_ fit: RegressionFit, _ separation: Separation) -> [Bool?] {
    let all = separation.areSignsDetermined(against: 0)
    return (0..<fit.predictorCount).flatMap { k -> [Bool?] in
      fit.basis.columns.map { all[k][$0] } + (fit.basis.hasIntercept ? [all[k][all[k].count - 1]] : [])
    }
  }
}

extension Separation.Limit {
  /// 1 or −1 of a coefficient that runs away.
  fileprivate var sign: Int? { self == .finite ? nil : rawValue }
}
