/// An approximation of the Hessian whose systems are cheap to solve, for conjugate gradients.
enum Preconditioner {
  /// The curvature of all coefficients of a class together.
  case matrix(CurvaturePreconditioner)
  /// The Hessian's own diagonal, which for sparse columns is most of it.
  case diagonal([Double])

  /// The least share of the largest curvature that counts as one: rounding may leave less than nothing.
  private static let leastShare = 1e-14

  /// The diagonal of a problem's Hessian.
  init?(diagonal curvatures: [Double]?) {
    guard let curvatures, let largest = curvatures.max(), largest > 0, largest.isFinite else { return nil }
    self = .diagonal(curvatures.map { max($0, Self.leastShare * largest) })
  }

  /// solution = M⁻¹ residual, both `[free predictors, columns then intercept]`.
  mutating func solve(_ residual: [Double], into solution: inout [Double]) {
    switch self {
    case .matrix(var matrix):
      // Taken out and put back, so that its memory has one owner.
      self = .diagonal([])
      matrix.solve(residual, into: &solution)
      self = .matrix(matrix)
    case .diagonal(let diagonal):
      for index in residual.indices { solution[index] = residual[index] / diagonal[index] }
    }
  }
}
