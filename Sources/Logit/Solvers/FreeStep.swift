/// Newton's step on some of a quadratic model's coefficients: the solution of (H + diag(s)) d = r over them.
///
/// By conjugate gradients, with the diagonal as preconditioner: where columns are not too much alike a few products with
/// H do, and each reads H once. Where they do not, H is factored, from then on at once.
struct FreeStep {
  /// The number of coefficients of the last step.
  private(set) var count = 0
  /// Whether the last step leaves out directions in which H is 0 up to rounding.
  private(set) var isPartial = false
  /// Whether conjugate gradients took too long.
  private var needsFactor = false
  /// A factor, and the coefficients that it is of.
  private var factor: (indices: [Int], factor: Cholesky)?

  /// Lets go of what was learned of another H.
  mutating func forget() { factor = nil }

  /// Solves the system.
  ///
  /// - Parameters:
  ///   - indices: The coefficients, ascending.
  ///   - residual: r.
  ///   - squares: s.
  ///   - tolerance: The largest entry of the residual that is left, by conjugate gradients.
  ///   - hessian: H.
  /// - Returns: d.
  mutating func solve(
    _ indices: [Int], _ residual: [Double], squares: [Double], tolerance: Double, _ hessian: HessianRows
  ) -> [Double] {
    count = indices.count
    isPartial = false
    if !needsFactor {
      let diagonal = zip(indices, squares).map { hessian.diagonal($0) + $1 }
      let numbers = indices.map { Int32($0) }
      if let found = conjugateGradients(
        residual, diagonal: diagonal, squares: squares, tolerance: tolerance, limit: max(20, count / 12),
        product: { vector in
          let all = hessian.product(numbers, vector)
          return indices.map { all[$0] }
        })
      {
        return found
      }
      needsFactor = true
    }
    return factored(indices, residual, squares, hessian)
  }

  /// - Returns: `nil` if the most products did not do.
  private func conjugateGradients(
    _ start: [Double], diagonal: [Double], squares: [Double], tolerance: Double, limit: Int,
    product: ([Double]) -> [Double]
  ) -> [Double]? {
    guard diagonal.allSatisfy({ $0 > 0 }) else { return nil }
    var solution = [Double](repeating: 0, count: start.count)
    var residual = start
    var scaled = zip(start, diagonal).map { $0 / $1 }
    var direction = scaled
    var size = Vectors.dot(residual, scaled)
    for _ in 0..<limit {
      if Vectors.largestAbsolute(residual) <= tolerance { return solution }
      var image = product(direction)
      for place in image.indices { image[place] += squares[place] * direction[place] }
      let curvature = Vectors.dot(direction, image)
      guard curvature > 0, curvature.isFinite else { return nil }
      let length = size / curvature
      Vectors.add(length, direction, to: &solution)
      Vectors.add(-length, image, to: &residual)
      for place in residual.indices { scaled[place] = residual[place] / diagonal[place] }
      let next = Vectors.dot(residual, scaled)
      Vectors.scale(&direction, by: next / size, plus: scaled)
      size = next
    }
    return Vectors.largestAbsolute(residual) <= tolerance ? solution : nil
  }

  private mutating func factored(
    _ indices: [Int], _ residual: [Double], _ squares: [Double], _ hessian: HessianRows
  ) -> [Double] {
    var solution = residual
    if let factor, factor.indices == indices {
      factor.factor.solve(&solution)
      return solution
    }
    let count = indices.count
    var matrix = [Double](repeating: 0, count: count * count)
    for (a, i) in indices.enumerated() {
      for (b, j) in indices.enumerated() { matrix[a * count + b] = hessian[i, j] }
      matrix[a * count + a] += squares[a]
    }
    if let found = Cholesky(matrix, order: count, least: 1e-13) {
      factor = (indices, found)
      found.solve(&solution)
    } else {
      SymmetricSystem.solve(&matrix, &solution)
      isPartial = true
    }
    return solution
  }
}
