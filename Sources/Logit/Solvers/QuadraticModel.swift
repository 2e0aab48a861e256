/// The quadratic model of a mean loss near some coefficients, g·d + ½ dᵀHd, and its minimum together with a
/// penalty.
///
/// The minimum is found by coordinate descent on H (Friedman, Hastie and Tibshirani 2010, "covariance updates"),
/// and where that takes more sweeps than a factorization costs, by Newton's step on the coefficients that are not
/// 0 and not at a bound, up to where the first of them becomes 0 or reaches its bound.
struct QuadraticModel {
  /// H, `[coefficients, coefficients]`.
  private(set) var hessian: [Double]
  /// The number of coefficients.
  let count: Int
  private var slopes: [Double] = []

  init(hessian: [Double], count: Int) {
    self.hessian = hessian
    self.count = count
  }

  /// Moves coefficients to the minimum.
  ///
  /// - Parameters:
  ///   - gradient: g, of the loss alone.
  ///   - coefficients: Where the model was made.
  ///   - terms: What holds for each coefficient.
  ///   - tolerance: The largest breach of the model's optimality conditions that is left.
  /// - Returns: The minimum.
  mutating func minimum(
    gradient: [Double], from coefficients: [Double], terms: [ElasticPenalty.Term], tolerance: Double
  ) -> [Double] {
    var point = coefficients
    slopes = gradient
    for _ in 0..<100 {
      let freeCount = max(point.lazy.filter { $0 != 0 }.count, 1)
      // So many sweeps take as long as a factorization.
      if sweep(&point, terms, limit: max(20, freeCount / 12), tolerance: tolerance) { break }
      stepOnFree(&point, terms)
    }
    return point
  }

  /// Takes in what the gradient turned out to change by over a step (Broyden, Fletcher, Goldfarb, Shanno): H
  /// follows the loss without another pass over the rows.
  mutating func update(step: [Double], change: [Double]) {
    var product = [Double](repeating: 0, count: count)
    for j in 0..<count where step[j] != 0 { add(row: j, times: step[j], to: &product) }
    var (curvature, expected) = (0.0, 0.0)
    for j in 0..<count {
      curvature += step[j] * change[j]
      expected += step[j] * product[j]
    }
    guard expected > 0, curvature > 1e-3 * expected, curvature < 1e3 * expected else { return }
    hessian.withUnsafeMutableBufferPointer { hessian in
      for i in 0..<count {
        let (a, b) = (change[i] / curvature, -product[i] / expected)
        guard a != 0 || b != 0 else { continue }
        let row = i * count
        for j in 0..<count { hessian[row + j] += a * change[j] + b * product[j] }
      }
    }
  }

  // MARK: - Coordinate descent

  /// - Returns: Whether the tolerance was reached.
  private mutating func sweep(
    _ point: inout [Double], _ terms: [ElasticPenalty.Term], limit: Int, tolerance: Double
  ) -> Bool {
    let count = count
    return hessian.withUnsafeBufferPointer { hessian in
      slopes.withUnsafeMutableBufferPointer { slopes in
        terms.withUnsafeBufferPointer { terms in
          point.withUnsafeMutableBufferPointer { point in
            for _ in 0..<limit {
              var largest = 0.0
              for j in 0..<count {
                let breach = terms[j].breach(point[j], slope: slopes[j])
                largest = max(largest, breach)
                guard breach > 0 else { continue }
                let row = j * count
                let target = terms[j].minimum(
                  from: point[j], slope: slopes[j], curvature: hessian[row + j])
                let step = target - point[j]
                guard step != 0 else { continue }
                point[j] = target
                for i in 0..<count { slopes[i] += step * hessian[row + i] }
              }
              if largest <= tolerance { return true }
            }
            return false
          }
        }
      }
    }
  }

  private func add(row: Int, times factor: Double, to vector: inout [Double]) {
    let (start, count) = (row * count, count)
    hessian.withUnsafeBufferPointer { hessian in
      vector.withUnsafeMutableBufferPointer { vector in
        for i in 0..<count { vector[i] += factor * hessian[start + i] }
      }
    }
  }

  // MARK: - Newton's step

  private mutating func stepOnFree(_ point: inout [Double], _ terms: [ElasticPenalty.Term]) {
    let free = (0..<count).filter { j in
      let term = terms[j]
      return (point[j] != 0 || term.absolute == 0) && point[j] > term.lower && point[j] < term.upper
    }
    guard !free.isEmpty else { return }
    var step = free.map { j in
      let sign = point[j] > 0 ? 1.0 : point[j] < 0 ? -1.0 : 0
      return -(slopes[j] + terms[j].square * point[j] + terms[j].absolute * sign)
    }
    var matrix = [Double](repeating: 0, count: free.count * free.count)
    for (a, i) in free.enumerated() {
      for (b, j) in free.enumerated() { matrix[a * free.count + b] = hessian[i * count + j] }
      matrix[a * free.count + a] += terms[i].square
    }
    if let factor = Cholesky(matrix, order: free.count, least: 1e-13) {
      factor.solve(&step)
    } else {
      SymmetricSystem.solve(&matrix, &step)
    }
    // Beyond the first coefficient that becomes 0 or reaches its bound, the function is another one.
    var (length, first) = (1.0, Int?.none)
    for (a, j) in free.enumerated() {
      let end = limit(point[j], step[a], terms[j])
      let reach = (end - point[j]) / step[a]
      if step[a] != 0, reach < length { (length, first) = (reach, a) }
    }
    for (a, j) in free.enumerated() {
      let old = point[j]
      point[j] = a == first ? limit(old, step[a], terms[j]) : old + length * step[a]
      if point[j] != old { add(row: j, times: point[j] - old, to: &slopes) }
    }
  }

  /// How far a coefficient may go in a direction.
  private func limit(_ beta: Double, _ step: Double, _ term: ElasticPenalty.Term) -> Double {
    if step > 0 { return beta < 0 && term.absolute > 0 ? min(0, term.upper) : term.upper }
    return beta > 0 && term.absolute > 0 ? max(0, term.lower) : term.lower
  }
}

/// Systems with a symmetric matrix that has no negative eigenvalue.
enum SymmetricSystem {
  /// Solves A x = b by Cholesky's factorization; directions in which A is 0 up to rounding are left as they are.
  ///
  /// - Parameters:
  ///   - matrix: A, `[count, count]`; overwritten.
  ///   - vector: b, overwritten with x.
  static func solve(_ matrix: inout [Double], _ vector: inout [Double]) {
    let count = vector.count
    matrix.withUnsafeMutableBufferPointer { a in
      vector.withUnsafeMutableBufferPointer { b in
        // a[k, k...] becomes row k of R, A = RᵀR.
        for k in 0..<count {
          let diagonal = a[k * count + k]
          // The diagonal as it was is kept nowhere; what is left of it is compared with the part taken away.
          var removed = 0.0
          for i in 0..<k { removed += a[i * count + k] * a[i * count + k] }
          guard diagonal > 1e-13 * (diagonal + removed) else {
            for j in k..<count { a[k * count + j] = 0 }
            continue
          }
          let root = diagonal.squareRoot()
          for j in k..<count { a[k * count + j] /= root }
          for i in k + 1..<max(count, k + 1) {
            let factor = a[k * count + i]
            guard factor != 0 else { continue }
            for j in i..<count { a[i * count + j] -= factor * a[k * count + j] }
          }
        }
        for k in 0..<count {
          let pivot = a[k * count + k]
          guard pivot > 0 else {
            b[k] = 0
            continue
          }
          b[k] /= pivot
          for j in k + 1..<max(count, k + 1) { b[j] -= a[k * count + j] * b[k] }
        }
        for k in stride(from: count - 1, through: 0, by: -1) {
          guard a[k * count + k] > 0 else { continue }
          var rest = b[k]
          for j in k + 1..<max(count, k + 1) { rest -= a[k * count + j] * b[j] }
          b[k] = rest / a[k * count + k]
        }
      }
    }
  }
}
