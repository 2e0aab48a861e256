/// The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno: steps made of gradients alone, with
/// the curvature that the last ones showed.
///
/// Each step costs a pass for a gradient, seldom two. The matrix that the last steps correct is the inverse
/// of ``CurvaturePreconditioner`` at the start, where it can be had, which makes the steps few; else a
/// multiple of the identity. Along a step the slope decides (the objective is convex), by the approximate
/// conditions of Hager and Zhang: they hold where the objective no longer changes in `Double`, so the
/// gradient falls to its own rounding.
///
/// J. Nocedal, Updating quasi-Newton matrices with limited storage, Mathematics of Computation 35 (1980). W.
/// W. Hager, H. Zhang, A new conjugate gradient method with guaranteed descent and an efficient line search,
/// SIAM Journal on Optimization 16 (2005).
package struct LimitedMemoryBFGS: DescentSearch {
  /// Hager and Zhang's δ and σ: what a step must lower the objective by, and the slope it may leave, both
  /// relative to the slope at its beginning.
  private static let (decrease, remainder) = (0.1, 0.9)
  private static let trialLimit = 60
  /// Steps without a smaller gradient, where the objective no longer changes, after which rounding is
  /// reached.
  private static let patience = 20

  private let problem: LinearProblem
  private var current: SearchPoint
  private var trial: SearchPoint
  /// The point with the smallest gradient since the objective no longer changes.
  private var best: SearchPoint
  private var stepsSinceBest = 0
  private var pairs: CurvaturePairs
  private var direction: [Double]
  private var preconditioner: CurvaturePreconditioner?
  private var evaluation = LinearEvaluation()

  package init(_ problem: LinearProblem) {
    self.problem = problem
    direction = [Double](repeating: 0, count: problem.coefficientCount)
    current = SearchPoint(direction)
    trial = SearchPoint(direction)
    best = SearchPoint(direction)
    pairs = CurvaturePairs(length: direction.count)
  }

  package mutating func run(
    from start: [Double], tolerance: Double, iterationLimit: Int, isCancelled: () -> Bool
  ) throws -> LinearSearch {
    try current.begin(at: start, of: problem)
    try current.evaluate(problem, &evaluation)
    if CurvaturePreconditioner.isAffordable(problem.model), current.gradientNorm > tolerance {
      preconditioner = try CurvaturePreconditioner(problem, at: current.coefficients)
    }
    var iterations = 0
    while true {
      if let end = current.end(
        after: iterations, tolerance: tolerance, iterationLimit: iterationLimit, isCancelled: isCancelled)
      {
        return current.result(iterations: iterations, end)
      }
      let slope = pairs.direction(at: current.gradient, &preconditioner, into: &direction)
      let isWithinRounding = -slope <= SearchPoint.valueRounding * current.value
      if try searchLine(slope) {
        iterations += 1
        if endsInRounding(isWithinRounding) { return best.result(iterations: iterations, .converged) }
      } else if pairs.isEmpty {
        return current.result(iterations: iterations, isWithinRounding ? .converged : .stalled)
      } else {
        pairs.removeAll()
      }
    }
  }

  /// Whether the steps have led nowhere for a while, judged by the gradient where the objective cannot.
  private mutating func endsInRounding(_ isWithinRounding: Bool) -> Bool {
    guard isWithinRounding else {
      stepsSinceBest = 0
      best.gradientNorm = .infinity
      return false
    }
    stepsSinceBest += 1
    if current.gradientNorm < best.gradientNorm {
      best.copy(current)
      stepsSinceBest = 0
    }
    return stepsSinceBest >= Self.patience
  }

  /// Moves along the direction to a better place; whether there was one.
  ///
  /// The objective is convex along the line, so where its slope is negative the minimum is farther on, and
  /// where it is positive, before: two steps between which it changes its sign enclose the minimum.
  private mutating func searchLine(_ slope: Double) throws -> Bool {
    guard slope < 0 else { return false }
    var (low, lowSlope) = (0.0, slope)
    var (high, highSlope) = (Double.infinity, Double.infinity)
    // Without a preconditioner the first direction has no length of its own.
    var step = pairs.isEmpty && preconditioner == nil ? min(1, 1 / (-slope).squareRoot()) : 1.0
    for _ in 0..<Self.trialLimit {
      Vectors.combine(current.coefficients, step, direction, into: &trial.coefficients)
      try trial.evaluate(problem, &evaluation)
      let trialSlope = trial.isFinite ? Vectors.dot(trial.gradient, direction) : .infinity
      if isLowEnough(step, slope, trialSlope) {
        if trialSlope >= Self.remainder * slope {
          pairs.append(from: current, to: trial)
          swap(&current, &trial)
          return true
        }
        (low, lowSlope) = (step, trialSlope)
      } else {
        (high, highSlope) = (step, trialSlope)
      }
      let next = Self.between(low, lowSlope, high, highSlope)
      if next == low || next == high { return false }
      step = next
    }
    return false
  }

  private func isLowEnough(_ step: Double, _ slope: Double, _ trialSlope: Double) -> Bool {
    guard trial.isFinite else { return false }
    let rise = trial.value - current.value
    if rise <= Self.decrease * step * slope { return true }
    return rise <= SearchPoint.valueRounding * current.value
      && trialSlope <= (2 * Self.decrease - 1) * slope
  }

  /// Where the slope would be 0 if it were a straight line, kept away from the ends; beyond the lower end
  /// while there is no upper one.
  private static func between(
    _ low: Double, _ lowSlope: Double, _ high: Double, _ highSlope: Double
  ) -> Double {
    guard high.isFinite else { return 4 * low }
    guard highSlope.isFinite, highSlope > 0 else { return low + (high - low) / 2 }
    let share = -lowSlope / (highSlope - lowSlope)
    return low + (high - low) * min(max(share, 0.1), 0.9)
  }
}
