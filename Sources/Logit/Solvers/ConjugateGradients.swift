/// Conjugate gradients for the Newton step: an approximate solution d of H d = −g, over products of the
/// Hessian with vectors.
struct ConjugateGradients {
  /// The step.
  private(set) var direction: [Double]
  /// The number of products that the last step took.
  private(set) var productCount = 0
  private var residual: [Double]
  private var preconditioned: [Double]
  private var conjugate: [Double]

  /// Takes the memory for vectors of some length.
  init(count: Int) {
    direction = [Double](repeating: 0, count: count)
    residual = direction
    preconditioned = direction
    conjugate = direction
  }

  /// Lowers the quadratic model q(d) = gᵀd + ½ dᵀH d, until the last product lowered it by less than `ratio`
  /// times what the products did on average, or no entry of the residual is above `floor`.
  ///
  /// - Parameters:
  ///   - problem: Whose Hessian H is meant.
  ///   - point: Where, with the gradient g.
  ///   - preconditioner: An approximation of H; none is the identity.
  ///   - ratio: From 0 to 1.
  ///   - floor: Where the residual is small enough.
  ///   - evaluation: Memory.
  ///   - isCancelled: Asked before each product.
  /// - Returns: Whether it was not cancelled.
  mutating func solve(
    _ problem: LinearProblem, at point: SearchPoint, _ preconditioner: inout Preconditioner?,
    ratio: Double, floor: Double, _ evaluation: inout LinearEvaluation, isCancelled: () -> Bool
  ) throws -> Bool {
    Vectors.fill(&direction, 0)
    Vectors.copy(point.gradient, into: &residual)
    Vectors.scale(&residual, by: -1)
    precondition(&preconditioner, problem)
    Vectors.copy(preconditioned, into: &conjugate)
    var slope = Vectors.dot(residual, preconditioned)
    var decrease = 0.0
    productCount = 0
    // In exact arithmetic as many products as coefficients are enough; rounding may take more.
    while productCount < 2 * direction.count + 10, slope > 0 {
      if isCancelled() { return false }
      try problem.evaluate(.product, at: point.coefficients, direction: conjugate, into: &evaluation)
      problem.removeCommonShifts(&evaluation.product)
      productCount += 1
      let curvature = Vectors.dot(conjugate, evaluation.product)
      // No curvature is left but rounding. The first direction still leads downhill.
      guard curvature > 0, curvature.isFinite else {
        if productCount == 1 { Vectors.copy(conjugate, into: &direction) }
        break
      }
      let step = slope / curvature
      Vectors.add(step, conjugate, to: &direction)
      Vectors.add(-step, evaluation.product, to: &residual)
      let part = step * slope
      decrease += part
      if Double(productCount) * part <= ratio * decrease || Vectors.largestAbsolute(residual) <= floor {
        break
      }
      precondition(&preconditioner, problem)
      let next = Vectors.dot(residual, preconditioned)
      Vectors.scale(&conjugate, by: next / slope, plus: preconditioned)
      slope = next
    }
    return true
  }

  private mutating func precondition(_ preconditioner: inout Preconditioner?, _ problem: LinearProblem) {
    if preconditioner == nil {
      Vectors.copy(residual, into: &preconditioned)
    } else {
      preconditioner?.solve(residual, into: &preconditioned)
      // A diagonal is another one for each class, and may bring a common shift in.
      if case .diagonal? = preconditioner { problem.removeCommonShifts(&preconditioned) }
    }
  }
}
