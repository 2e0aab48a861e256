import Logit

/// What robust errors and marginal effects need of two classes' rows at a fit's estimates, in working
/// coefficients.
struct RowSums: Sendable {
  /// What of this was worked out: squared scores, slopes.
  let wanted: WantedSums
  /// Σ w.
  let weight: Double
  /// Σ w p q.
  let curvature: Double
  /// Σ w p q (q − p) z, `[width]`, or empty.
  let slopes: [Double]
  /// Σ (w (t − p))² z zᵀ, `[width, width]`, or empty.
  let scores: [Double]

  init(_ evaluation: LinearEvaluation, _ wanted: WantedSums, _ basis: RegressionBasis) {
    (self.wanted, weight) = (wanted, evaluation.weight)
    curvature = evaluation.weight * evaluation.meanCurvature
    let (places, stored) = (basis.places, evaluation.scores.count)
    slopes = wanted.contains(.slopes) ? places.map { evaluation.weight * evaluation.slopes[$0] } : []
    let count = basis.scale.count + (basis.hasIntercept ? 1 : 0)
    scores = stored > 0 ? places.flatMap { i in places.map { evaluation.scores[i * count + $0] } } : []
  }
}

extension RegressionFit {
  /// Sums over the rows by their own weights, of two classes: those that the search left, or of one more
  /// pass.
  func rowSums(_ wanted: WantedSums) throws -> RowSums {
    if let sums, sums.wanted.isSuperset(of: wanted) { return sums }
    var evaluation = LinearEvaluation()
    try problem().evaluate(wanted, at: full(point), into: &evaluation)
    return RowSums(evaluation, wanted, basis)
  }

  /// The information at the estimates to rounding, as leverages need it, of which some are exactly 1.
  func informationHere() throws -> [Double] {
    guard isBeforeLastStep else { return information }
    var evaluation = LinearEvaluation()
    try problem().evaluate(.hessian, at: full(point), into: &evaluation)
    let (places, count) = (Self.places(model, basis), model.coefficientCount)
    return places.flatMap { i in places.map { evaluation.hessian[i * count + $0] * evaluation.weight } }
  }
}
