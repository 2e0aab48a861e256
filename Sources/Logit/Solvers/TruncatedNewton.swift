/// Newton's method whose steps are solved by conjugate gradients, only as exactly as they are worth: for
/// problems with so many coefficients that the Hessian, or its factor, costs too much.
///
/// Each step costs some products of the Hessian with a vector, each about one and a half passes for a
/// gradient. The products of a step end by Nash and Sofer's rule on the quadratic model, with a bound that
/// falls with the gradient, as Galli and Lin found best: far from the optimum few products are spent, near it
/// the step is nearly Newton's and the digits double. What a step is tried with is the objective; where that
/// no longer changes in `Double`, the gradient.
///
/// L. Galli, C.-J. Lin, A study on truncated Newton methods for linear classification, IEEE Transactions on
/// Neural Networks and Learning Systems 33 (2022). S. G. Nash, A. Sofer, Assessing a search direction within
/// a truncated-Newton method, Operations Research Letters 9 (1990).
package struct TruncatedNewton: DescentSearch {
  /// The bound of the stopping rule while the gradient is large.
  private static let largestRatio = 0.5
  /// What the objective must fall by, relative to what its slope promises (Armijo).
  private static let sufficientDecrease = 1e-4
  /// By how much a step is shortened at most before no better place is thought to exist.
  private static let halvingLimit = 50
  /// Where the residual needs not be smaller, relative to the tolerance.
  private static let floorShare = 0.1

  private let problem: LinearProblem
  private var current: SearchPoint
  private var trial: SearchPoint
  private var gradients: ConjugateGradients
  private var preconditioner: Preconditioner?
  private var schedule: PreconditionerSchedule
  private var evaluation = LinearEvaluation()
  /// Whether the last step was not shortened, so that the quadratic model holds that far.
  private var isFullStep = false

  package init(_ problem: LinearProblem) {
    self.problem = problem
    let zero = [Double](repeating: 0, count: problem.coefficientCount)
    current = SearchPoint(zero)
    trial = SearchPoint(zero)
    gradients = ConjugateGradients(count: zero.count)
    schedule = PreconditionerSchedule(problem)
  }

  package mutating func run(
    from start: [Double], tolerance: Double, iterationLimit: Int, isCancelled: () -> Bool
  ) throws -> LinearSearch {
    try current.begin(at: start, of: problem)
    try current.evaluate(problem, &evaluation)
    let firstNorm = current.gradientNorm
    var iterations = 0
    while true {
      if let end = current.end(
        after: iterations, tolerance: tolerance, iterationLimit: iterationLimit, isCancelled: isCancelled)
      {
        return current.result(iterations: iterations, end)
      }
      if schedule.isDue(gradientNorm: current.gradientNorm) {
        preconditioner = .matrix(try CurvaturePreconditioner(problem, at: current.coefficients))
        schedule.renewed(gradientNorm: current.gradientNorm)
      } else if problem.rows.hasCheapProducts {
        preconditioner = Preconditioner(diagonal: problem.curvatures(at: current.coefficients, &evaluation))
      }
      let wentOn = try gradients.solve(
        problem, at: current, &preconditioner,
        ratio: isFullStep
          ? Self.largestRatio * min(1, (current.gradientNorm / firstNorm).squareRoot()) : Self.largestRatio,
        floor: Self.floorShare * tolerance, &evaluation, isCancelled: isCancelled)
      guard wentOn else { return current.result(iterations: iterations, .interrupted) }
      schedule.spent(gradients.productCount)
      let slope = Vectors.dot(current.gradient, gradients.direction)
      guard try searchLine(slope) else {
        // What the step promised is less than the objective's last digits.
        let isRounding = -slope <= SearchPoint.valueRounding * current.value
        return current.result(iterations: iterations, isRounding ? .converged : .stalled)
      }
      iterations += 1
    }
  }

  /// Moves along the direction to a better place; whether there was one.
  private mutating func searchLine(_ slope: Double) throws -> Bool {
    guard slope < 0 else { return false }
    let rounding = SearchPoint.valueRounding * current.value
    var step = 1.0
    for _ in 0..<Self.halvingLimit {
      Vectors.combine(current.coefficients, step, gradients.direction, into: &trial.coefficients)
      try trial.evaluate(problem, &evaluation)
      let rise = trial.value - current.value
      let isBelow = rise < -rounding && rise <= Self.sufficientDecrease * step * slope
      // Within rounding the objective cannot tell better from worse.
      let isBetter = rise.magnitude <= rounding && trial.gradientNorm < current.gradientNorm
      if trial.isFinite, isBelow || isBetter {
        swap(&current, &trial)
        isFullStep = step == 1
        return true
      }
      if -step * slope <= rounding { return false }
      step /= 2
    }
    return false
  }
}

/// When a preconditioner is worth being worked out.
///
/// It costs a pass over the rows with p / 2 multiplications for each element. A product has 3 for each
/// predictor, and what loading rows costs besides; measured (784 columns, AVX-512), as many products take the
/// same time as p / (6 · (6 + predictors)). Those it must save before it pays.
private struct PreconditionerSchedule {
  /// What the gradient has to fall by before another preconditioner may be much better than the last.
  private static let worthwhileFall = 0.1

  private let isPossible: Bool
  private let cost: Int
  private var productCount = 0
  private var norm = Double.infinity

  init(_ problem: LinearProblem) {
    let model = problem.model
    isPossible = !problem.rows.hasCheapProducts && CurvaturePreconditioner.isAffordable(model)
    cost = model.coefficientsPerPredictor / (6 * (6 + model.predictorCount)) + 1
  }

  /// Whether one is due, given the products since the last.
  func isDue(gradientNorm: Double) -> Bool {
    guard isPossible else { return false }
    return norm == .infinity || productCount > cost && gradientNorm < Self.worthwhileFall * norm
  }

  mutating func renewed(gradientNorm: Double) {
    norm = gradientNorm
    productCount = 0
  }

  mutating func spent(_ products: Int) { productCount += products }
}
