/// A Cholesky factor L of a symmetric matrix A = L Lᵀ, for systems with several right sides.
struct TriangularFactor {
  /// The least pivot, relative to the diagonal element it comes from, that is more than rounding.
  private static let leastPivot = 1e-13

  private let size: Int
  /// L, `[size, size]`; what is above the diagonal is not used.
  private var elements: [Double]
  private var inverses: [Double]

  /// Factors a matrix.
  ///
  /// A pivot that is 0 up to rounding is replaced with the diagonal element, or with 1: then L Lᵀ is another
  /// matrix, still positive definite, which does for a preconditioner.
  ///
  /// - Parameter matrix: `[size, size]`, symmetric.
  init(_ matrix: [Double], size: Int) {
    self.size = size
    elements = matrix
    inverses = [Double](repeating: 0, count: size)
    inverses.withUnsafeMutableBufferPointer { inverses in
      elements.withUnsafeMutableBufferPointer { elements in
        for i in 0..<size {
          func row(_ i: Int, _ count: Int) -> UnsafeBufferPointer<Double> {
            UnsafeBufferPointer(rebasing: elements[i * size..<i * size + count])
          }
          for j in 0..<i {
            elements[i * size + j] =
              (elements[i * size + j] - Vectors.dot(row(i, j), row(j, j))) * inverses[j]
          }
          let diagonal = elements[i * size + i]
          var pivot = diagonal - Vectors.dot(row(i, i), row(i, i))
          if !(pivot > Self.leastPivot * diagonal) { pivot = diagonal > 0 ? diagonal : 1 }
          elements[i * size + i] = pivot.squareRoot()
          inverses[i] = 1 / elements[i * size + i]
        }
      }
    }
  }

  /// Solves A x = b in place for eight right sides at once, one in each lane.
  func solve(_ lanes: UnsafeMutableBufferPointer<SIMD8<Double>>) {
    elements.withUnsafeBufferPointer { elements in
      for i in 0..<size {
        var (even, odd) = (lanes[i], SIMD8<Double>.zero)
        var j = 0
        while j + 2 <= i {
          let place = i * size + j
          even -= elements[place] * lanes[j]
          odd += elements[place + 1] * lanes[j + 1]
          j += 2
        }
        if j < i { even -= elements[i * size + j] * lanes[j] }
        lanes[i] = (even - odd) * inverses[i]
      }
      for i in (0..<size).reversed() {
        let solved = lanes[i] * inverses[i]
        lanes[i] = solved
        for j in 0..<i { lanes[j] -= elements[i * size + j] * solved }
      }
    }
  }
}
