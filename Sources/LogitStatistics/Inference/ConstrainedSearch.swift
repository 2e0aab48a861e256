import Logit

/// The maximum of a likelihood with a combination of coefficients held at a value.
///
/// Newton's method on the plane aᵀγ = v: with H the Hessian and g the gradient of the mean loss, the step is
/// −H⁻¹g + H⁻¹a (aᵀH⁻¹g + v − aᵀγ) / aᵀH⁻¹a. It is halved until the loss falls.
struct ConstrainedSearch: Sendable {
  private static let armijo = 1e-4
  /// What a step may promise, as a share of the mean loss, where rounding ends a search.
  private static let roundedGain = 1e-12

  private let fit: RegressionFit
  private let problem: LinearProblem
  private let places: [Int]
  private let iterationLimit: Int

  /// - Parameter weights: What rows count, where only some are looked at; as in the fit by default.
  init(_ fit: RegressionFit, weights: [Double]? = nil, iterationLimit: Int) throws {
    (self.fit, self.iterationLimit) = (fit, iterationLimit)
    problem = try fit.problem(weights: weights)
    places = RegressionFit.places(fit.model, fit.basis)
  }

  /// - Parameters:
  ///   - combination: a, `[coefficients]`.
  ///   - value: v.
  ///   - start: Where to begin, on the plane or off it.
  ///   - isCancelled: Asked before each step; never says yes by default.
  /// - Returns: The log likelihood at the end, and the working coefficients; `nil` if that is no maximum to
  ///   rounding.
  func maximize(
    holding combination: [Double], at value: Double, from start: [Double],
    isCancelled: () -> Bool = { false }
  ) throws -> (logLikelihood: Double, point: [Double])? {
    var point = start
    var (here, there) = (LinearEvaluation(), LinearEvaluation())
    try evaluate([.gradient, .hessian], point, &here)
    guard let first = step(here, combination, value - Self.dot(combination, point)) else { return nil }
    // Onto the plane first, by the part of the step that leads there.
    point = zip(point, first.onto).map(+)
    try evaluate([.gradient, .hessian], point, &here)
    for _ in 0..<iterationLimit {
      guard !isCancelled(), here.value.isFinite,
        let step = step(here, combination, value - Self.dot(combination, point))
      else { return nil }
      let promised = step.promised
      var (length, isBetter) = (1.0, false)
      while length > 1e-10 {
        let next = zip(point, step.along).map { $0 + length * $1 }
        try evaluate([.gradient, .hessian], next, &there)
        isBetter = there.value <= here.value - Self.armijo * length * promised
        if isBetter || promised < 1e-14 * abs(here.value) {
          if there.value <= here.value {
            point = next
            swap(&here, &there)
          }
          break
        }
        length /= 2
      }
      if promised < 1e-15 * max(abs(here.value), 1e-300) { return end(here, point) }
      // No step is better: rounding is all that is left, or the search is stuck.
      if !isBetter { return promised <= Self.roundedGain * abs(here.value) ? end(here, point) : nil }
    }
    return nil
  }

  private func end(_ here: LinearEvaluation, _ point: [Double]) -> (logLikelihood: Double, point: [Double]) {
    (fit.rows.logConstant - here.meanLoss * here.weight, point)
  }

  private func evaluate(_ wanted: WantedSums, _ point: [Double], _ evaluation: inout LinearEvaluation) throws
  {
    try problem.evaluate(wanted, at: fit.full(point), into: &evaluation)
  }

  /// The step along the plane, the one onto it, and what the first promises.
  private func step(
    _ here: LinearEvaluation, _ combination: [Double], _ distance: Double
  ) -> (along: [Double], onto: [Double], promised: Double)? {
    let full = fit.model.coefficientCount
    let hessian = places.flatMap { i in places.map { here.hessian[i * full + $0] } }
    guard let factor = factor(hessian) else { return nil }
    let gradient = places.map { here.gradient[$0] }
    var (newton, normal) = (gradient, combination)
    factor.solve(&newton)
    factor.solve(&normal)
    let size = Self.dot(combination, normal)
    guard size > 0, size.isFinite else { return nil }
    let pull = Self.dot(combination, newton) / size
    let along = zip(newton, normal).map { -$0 + $1 * pull }
    let onto = normal.map { $0 * (distance / size) }
    return (zip(along, onto).map(+), onto, max(-Self.dot(gradient, along), 0))
  }

  /// Factors a Hessian; where it is singular to rounding, with a raised diagonal.
  private func factor(_ hessian: [Double]) -> Cholesky? {
    let order = places.count
    if let factor = Cholesky(hessian, order: order) { return factor }
    let largest = (0..<order).reduce(0) { max($0, hessian[$1 * (order + 1)]) }
    var share = 1e-12
    while share < 1 {
      var raised = hessian
      for i in 0..<order { raised[i * (order + 1)] += share * max(hessian[i * (order + 1)], 1e-6 * largest) }
      if let factor = Cholesky(raised, order: order) { return factor }
      share *= 100
    }
    return nil
  }

  private static func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
}
