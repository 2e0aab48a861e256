import Logit

/// The search for a limit of a profile of the penalized likelihood that moves the limit and all other
/// coefficients together, without maximizing anything on its way.
///
/// At a limit v of aᵀβ the sum ℓ* has fallen to a given value c, and its gradient is along a: g + λ a = 0.
/// With D about minus the second derivative, a step solves both to second order,
///
///     d = D⁻¹ (g + λ a),    λ² = (2 (ℓ* − c) + gᵀD⁻¹g) / aᵀD⁻¹a,
///
/// where λ is positive above the estimate and negative below. The first step leads to the Wald limit. Some
/// five steps reach a limit, where a maximum at each of a few values of v takes as many for each of these.
///
/// What is found is a point where the gradient is along a. Whether it is the largest ℓ* at its v is the
/// caller's to see.
///
/// Source: D. J. Venzon and S. H. Moolgavkar, "A Method for Computing Profile-Likelihood-Based Confidence
/// Intervals", Applied Statistics 37 (1988), 87-94.
struct FirthLimitSearch {
  /// The length of the step that is left at a limit, in standard errors.
  private static let tolerance = 1e-9
  private static let stepLimit = 20
  /// The longest step, in standard errors, times that to the Wald limit.
  private static let longestStep = 4.0

  private let fit: FirthRegression.Fit
  private let direction: [Double]
  private let target: Double
  private var evaluator: FirthEvaluator
  /// About minus the second derivative of the penalty.
  private var penaltyCurvature: [Double]?

  /// - Parameters:
  ///   - rows: The rows.
  ///   - direction: a.
  ///   - fit: The maximum with nothing held.
  ///   - fall: How far 2 ℓ* falls from there, above 0.
  init(_ rows: FirthRows, of direction: [Double], at fit: FirthRegression.Fit, fall: Double) throws {
    (self.fit, self.direction) = (fit, direction)
    target = fit.penalizedLogLikelihood - fall / 2
    evaluator = try FirthEvaluator(rows)
  }

  /// Where ℓ* has its value on one side of the estimate, and its gradient is along a.
  ///
  /// - Parameters:
  ///   - sign: 1 above the estimate, −1 below.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The coefficients; `nil` if steps do not lead there.
  mutating func point(sign: Double, isCancelled: () -> Bool) -> [Double]? {
    penaltyCurvature = fit.penaltyCurvature
    let zero = [Double](repeating: 0, count: direction.count)
    guard
      let first = step(
        fit.information, gradient: zero, value: fit.penalizedLogLikelihood, sign: sign)
    else { return nil }
    var (step, coefficients, penaltyScore) = (first, fit.coefficients, fit.penaltyScore)
    for _ in 0..<Self.stepLimit where !isCancelled() {
      let next = zip(coefficients, step.direction).map { $0 + $1 }
      if step.length <= Self.tolerance { return next }
      guard var state = evaluator.state(at: next) else { return nil }
      evaluator.addGradient(to: &state)
      penaltyCurvature = state.penaltyCurvature(
        after: penaltyCurvature, coefficients: coefficients, penaltyScore: penaltyScore)
      guard
        let following = self.step(
          state.information, gradient: state.gradient, value: state.value, sign: sign),
        following.length <= Self.longestStep * first.length
      else { return nil }
      (step, coefficients, penaltyScore) = (following, next, state.penaltyScore)
    }
    return nil
  }

  private struct Step {
    var direction: [Double]
    /// √(dᵀ D d): in standard errors.
    var length: Double
  }

  /// `nil` if D is not positive definite, or what it says never comes to the value.
  private func step(_ information: [Double], gradient: [Double], value: Double, sign: Double) -> Step? {
    let curvature = penaltyCurvature.map { zip(information, $0).map { $0 + $1 } } ?? information
    guard let factor = Cholesky(curvature, order: direction.count) else { return nil }
    var (newton, along) = (gradient, direction)
    factor.solve(&newton)
    factor.solve(&along)
    let size = HeldCombinations.product(direction, along)
    let square = (2 * (value - target) + HeldCombinations.product(gradient, newton)) / size
    guard size > 0, square >= 0, square.isFinite else { return nil }
    let lambda = sign * square.squareRoot()
    let step = zip(newton, along).map { $0 + lambda * $1 }
    let pull = zip(gradient, direction).map { $0 + lambda * $1 }
    return Step(direction: step, length: max(HeldCombinations.product(step, pull), 0).squareRoot())
  }
}
