/// Where a search stands: coefficients, with the objective and its gradient there.
struct SearchPoint {
  /// `[free predictors, columns then intercept]`, without a common shift of the classes.
  var coefficients: [Double]
  /// As long as the coefficients.
  var gradient: [Double]
  var value = Double.infinity
  var meanLoss = Double.infinity
  /// The largest entry of the gradient.
  var gradientNorm = Double.infinity

  /// A place that was not evaluated yet.
  init(_ coefficients: [Double]) {
    self.coefficients = coefficients
    gradient = [Double](repeating: 0, count: coefficients.count)
  }

  /// Moves to the start of a search.
  mutating func begin(at start: [Double], of problem: LinearProblem) throws(LogitError) {
    try problem.check(start, "coefficients to start from")
    coefficients = start
    problem.removeCommonShifts(&coefficients)
  }

  /// Whether the linear predictors stayed in the range of `Double`.
  var isFinite: Bool { value.isFinite && gradientNorm.isFinite }

  /// Works out the objective and its gradient.
  mutating func evaluate(_ problem: LinearProblem, _ evaluation: inout LinearEvaluation) throws {
    try problem.evaluate(.gradient, at: coefficients, into: &evaluation)
    value = evaluation.value
    meanLoss = evaluation.meanLoss
    Vectors.copy(evaluation.gradient, into: &gradient)
    problem.removeCommonShifts(&gradient)
    gradientNorm = Vectors.largestAbsolute(gradient)
  }

  /// Becomes the same as another point, in its own memory.
  mutating func copy(_ other: SearchPoint) {
    Vectors.copy(other.coefficients, into: &coefficients)
    Vectors.copy(other.gradient, into: &gradient)
    (value, meanLoss, gradientNorm) = (other.value, other.meanLoss, other.gradientNorm)
  }

  /// Why a search ends here before another step; `nil` if it goes on.
  func end(after iterations: Int, tolerance: Double, iterationLimit: Int, isCancelled: () -> Bool)
    -> LinearSolution.State?
  {
    if gradientNorm <= tolerance { return .converged }
    if !isFinite { return .stalled }
    if iterations >= iterationLimit { return .iterationLimit }
    return isCancelled() ? .interrupted : nil
  }

  /// What a search that ends here gives.
  func result(iterations: Int, _ state: LinearSolution.State) -> LinearSearch {
    LinearSearch(
      coefficients: coefficients, value: value, meanLoss: meanLoss, gradientNorm: gradientNorm,
      iterations: iterations, state: state)
  }

  /// By how much, relative to it, the objective may change from rounding alone: a few units in the last place
  /// of a sum over rows.
  static let valueRounding = 1e-14
}
