import Logit

/// A search for a maximum of the penalized likelihood, with combinations of coefficients held.
///
/// Newton steps d with (I + S) d = gradient. I is minus the second derivative of the likelihood, exactly,
/// since the link is canonical. S stands for minus that of the penalty, whose exact form costs a cube of the
/// columns for each row: it is learned from how the penalty's gradient changes between steps (symmetric
/// rank-one updates), which makes the search converge superlinearly where Fisher scoring, S = 0, is linear.
/// Scoring is what is left where I + S is not positive definite or a step fails.
///
/// Source of the structured update: J. E. Dennis, D. M. Gay and R. E. Welsch, "An Adaptive Nonlinear
/// Least-Squares Algorithm", ACM Transactions on Mathematical Software 7 (1981), 348-368.
struct FirthSearch {
  private static let halvingLimit = 40
  /// The longest step of a coefficient, times the size of its column; logistf's `maxstep`.
  private static let longestStep = 5.0
  /// The largest gradient at a maximum, as a share of the sum of weights.
  private static let gradientTolerance = 1e-10
  /// The longest step that is left at a maximum, in standard errors.
  private static let stepTolerance = 1e-9
  /// The longest step that counts as a maximum where rounding ends the search.
  private static let roundedStepTolerance = 1e-6
  /// The share of what the gradient promises that a step must gain.
  private static let leastGain = 1e-4

  private let rows: FirthRows
  private let held: HeldCombinations
  private let iterationLimit: Int
  private var evaluator: FirthEvaluator
  /// S, `[columns, columns]`; `nil` for 0.
  private var penaltyCurvature: [Double]?

  init(_ rows: FirthRows, _ held: HeldCombinations, iterationLimit: Int) throws {
    (self.rows, self.held, self.iterationLimit) = (rows, held, iterationLimit)
    evaluator = try FirthEvaluator(rows)
  }

  /// Climbs from a start, which need not keep to what is held.
  ///
  /// - Parameters:
  ///   - hills: Maxima that have been found.
  ///   - isCancelled: Asked before each step.
  /// - Returns: `nil` if there is no way from the start, or it leads onto one of these hills.
  mutating func maximum(
    from start: FirthStart, hills: [FirthRegression.Fit], isCancelled: () -> Bool
  ) -> FirthRegression.Fit? {
    guard var state = firstState(start), !isOnHill(state, hills) else { return nil }
    penaltyCurvature = start.penaltyCurvature
    evaluator.addGradient(to: &state)
    var iteration = 0
    while true {
      var step = newtonStep(state)
      if step == nil, penaltyCurvature != nil {
        penaltyCurvature = nil
        step = newtonStep(state)
      }
      guard let step else { return fit(state, iteration, isConverged: false) }
      let isSteep = largest(step.gradient) > Self.gradientTolerance * rows.weightSum
      if !isSteep && step.decrement <= Self.stepTolerance { return fit(state, iteration, isConverged: true) }
      guard iteration < iterationLimit, !isCancelled() else {
        return fit(state, iteration, isConverged: false)
      }
      iteration += 1
      if let next = climb(from: state, step) {
        if isOnHill(next, hills) { return nil }
        learn(from: state, to: next)
        state = next
      } else if penaltyCurvature != nil {
        penaltyCurvature = nil
      } else {
        return fit(state, iteration, isConverged: step.decrement <= Self.roundedStepTolerance)
      }
    }
  }

  private mutating func isOnHill(_ state: FirthState, _ hills: [FirthRegression.Fit]) -> Bool {
    for hill in hills where hill.isConverged && hill.hillRadius > 0 {
      let difference = zip(state.coefficients, hill.coefficients).map { $0 - $1 }
      if evaluator.reach(of: difference) < hill.hillRadius { return true }
    }
    return false
  }

  private func fit(_ state: FirthState, _ iterationCount: Int, isConverged: Bool) -> FirthRegression.Fit {
    let gradient = held.step(held.components(state.gradient))
    return FirthRegression.Fit(
      coefficients: state.coefficients, penalizedLogLikelihood: state.value,
      logLikelihood: state.logLikelihood,
      information: state.information, isOnlyMaximum: isConverged && state.isOnlyMaximum,
      hillRadius: state.hillRadius, penaltyScore: state.penaltyScore, penaltyCurvature: penaltyCurvature,
      iterationCount: iterationCount,
      gradientNorm: largest(gradient) / rows.weightSum, isConverged: isConverged)
  }

  private func largest(_ vector: [Double]) -> Double { vector.reduce(0) { max($0, abs($1)) } }
}

// MARK: - Steps

extension FirthSearch {
  private struct Step {
    /// Along the free directions, `[columns]`.
    var gradient: [Double]
    var direction: [Double]
    /// The root of gradient times direction: the step's length in standard errors.
    var decrement: Double
  }

  /// `nil` if I + S is not positive definite.
  private func newtonStep(_ state: FirthState) -> Step? {
    let gradient = held.components(state.gradient)
    let curvature = penaltyCurvature.map { zip(state.information, $0).map { $0 + $1 } } ?? state.information
    guard let factor = Cholesky(held.reduced(curvature), order: gradient.count) else { return nil }
    var direction = gradient
    factor.solve(&direction)
    let gain = HeldCombinations.product(gradient, direction)
    guard gain.isFinite, gain >= 0 else { return nil }
    return Step(
      gradient: held.step(gradient), direction: held.step(direction), decrement: gain.squareRoot())
  }

  /// The first of the step, its half, its quarter that gains enough; `nil` if none does.
  private mutating func climb(from state: FirthState, _ step: Step) -> FirthState? {
    let longest = zip(step.direction, rows.sizes).reduce(0) { max($0, abs($1.0) * $1.1) }
    var share = longest > Self.longestStep ? Self.longestStep / longest : 1
    let (value, gain) = (state.value, step.decrement * step.decrement)
    let rounding = 8 * max(abs(value), abs(state.logLikelihood)).ulp
    for _ in 0..<Self.halvingLimit {
      let coefficients = zip(state.coefficients, step.direction).map { $0 + share * $1 }
      if coefficients == state.coefficients { return nil }
      if var next = evaluator.state(at: coefficients) {
        if next.value >= value + Self.leastGain * share * gain, share * gain > rounding {
          evaluator.addGradient(to: &next)
          return next
        }
        if share * gain <= 64 * rounding, next.value >= value - 64 * rounding {
          // The gain is no more than rounding, but the gradient still tells whether it is nearer.
          evaluator.addGradient(to: &next)
          return isFlatter(next, than: state) ? next : nil
        }
      }
      share /= 2
    }
    return nil
  }

  private func isFlatter(_ next: FirthState, than state: FirthState) -> Bool {
    func square(_ state: FirthState) -> Double {
      var direction = held.components(state.gradient)
      let gradient = direction
      Cholesky(held.reduced(state.information), order: gradient.count)?.solve(&direction)
      return HeldCombinations.product(gradient, direction)
    }
    return square(next) < 0.25 * square(state)
  }

  private mutating func learn(from state: FirthState, to next: FirthState) {
    penaltyCurvature = next.penaltyCurvature(
      after: penaltyCurvature, coefficients: state.coefficients, penaltyScore: state.penaltyScore)
  }
}

// MARK: - Starts

extension FirthSearch {
  /// The start, moved to where the held combinations have their values: β − I⁻¹Aᵀ(A I⁻¹Aᵀ)⁻¹ (Aβ − c), where
  /// the likelihood is least smaller to second order.
  private mutating func firstState(_ start: FirthStart) -> FirthState? {
    let (start, near) = (start.coefficients, start.factor)
    if held.directions.isEmpty { return evaluator.state(at: start) }
    let excess = held.excess(at: start)
    let isHeld = zip(excess, held.directions).allSatisfy { excess, direction in
      abs(excess) <= 1e-9 * zip(direction, start).reduce(0) { $0 + abs($1.0 * $1.1) }
    }
    // Only rounding is left to be taken out, for which any direction does, or a state is needed for its
    // information.
    let factor = isHeld ? nil : near ?? evaluator.state(at: start)?.factor
    return moved(start, excess, by: factor).flatMap { evaluator.state(at: $0) }
  }

  private func moved(_ start: [Double], _ excess: [Double], by factor: Cholesky?) -> [Double]? {
    let images = held.directions.map { direction in
      var image = direction
      factor?.solve(&image)
      return image
    }
    let products = held.directions.flatMap { direction in
      images.map { HeldCombinations.product(direction, $0) }
    }
    guard let small = Cholesky(products, order: excess.count) else { return nil }
    var shares = excess
    small.solve(&shares)
    var moved = start
    for (share, image) in zip(shares, images) {
      for j in moved.indices { moved[j] -= share * image[j] }
    }
    return moved
  }
}

/// Where a search begins.
struct FirthStart: Sendable {
  let coefficients: [Double]
  /// The factor of the information there or not far away; `nil` if it is not known.
  let factor: Cholesky?
  /// What is known of minus the second derivative of the penalty there; `nil` for nothing.
  let penaltyCurvature: [Double]?

  init(_ coefficients: [Double], factor: Cholesky? = nil) {
    (self.coefficients, self.factor, penaltyCurvature) = (coefficients, factor, nil)
  }

  /// - Parameter near: A fit that is not far away.
  init(_ coefficients: [Double], near: FirthRegression.Fit?) {
    self.coefficients = coefficients
    factor = near.flatMap { Cholesky($0.information, order: coefficients.count) }
    penaltyCurvature = near?.penaltyCurvature
  }
}
