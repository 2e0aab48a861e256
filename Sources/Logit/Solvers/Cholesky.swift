import LogitFiles

/// The factor L of a symmetric positive definite matrix A = L Lᵀ.
///
/// Rows of L are worked out from products of rows that lie contiguously in memory, four rows by four at a
/// time over blocks of 64, all in one fixed order, so the factor has the same bits everywhere.
package struct Cholesky: Sendable {
  /// Columns that are finished together.
  private static let blockLength = 64

  /// The order of the matrix.
  package let order: Int
  /// L, `[order, order]`; what is above the diagonal is of no meaning.
  package private(set) var factor: [Double]

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - matrix: A, `[order, order]`; only its lower triangle is read.
  ///   - order: The number of its rows.
  ///   - least: A pivot that is not above this share of the diagonal's element counts as 0.
  /// - Returns: `nil` if there is such a pivot: then the matrix is not positive definite to rounding.
  package init?(_ matrix: [Double], order: Int, least: Double = 1e-15) {
    guard matrix.count == order * order else {
      programmingError("A square matrix has order times order elements")
    }
    self.order = order
    factor = matrix
    let failed = Self.run(&factor, order) { pivot, diagonal, _ in pivot > least * diagonal }
    if failed { return nil }
  }

  /// Which columns of a Gram matrix are combinations of columns before them: those of which less than a share
  /// is left when the others are taken out. They are passed over.
  ///
  /// - Parameters:
  ///   - gram: `[order, order]`.
  ///   - least: The share of the square of a column that must be left.
  package static func dependentColumns(_ gram: [Double], order: Int, least: Double) -> [Int] {
    var factor = gram
    var dependent: [Int] = []
    _ = run(&factor, order) { pivot, diagonal, column in
      if pivot > least * diagonal { return true }
      dependent.append(column)
      return nil
    }
    return dependent
  }

  /// The factor of a Gram matrix of rows of which some may be combinations of others: their pivots are 0, and
  /// so is the rest of that column of L.
  ///
  /// - Returns: L, `[order, order]`, zeros above the diagonal.
  package static func semidefiniteFactor(_ gram: [Double], order: Int, least: Double) -> [Double] {
    var factor = gram
    _ = run(&factor, order) { pivot, diagonal, _ in pivot > least * diagonal ? true : nil }
    for i in 0..<order { for j in (i + 1)..<max(order, i + 1) { factor[i * order + j] = 0 } }
    return factor
  }

  /// Solves A x = b in place.
  package func solve(_ vector: inout [Double]) {
    solveLower(&vector)
    let n = order
    factor.withUnsafeBufferPointer { factor in
      vector.withUnsafeMutableBufferPointer { vector in
        guard let l = factor.baseAddress, let x = vector.baseAddress else { return }
        // Lᵀ from the last row on: each row of L is read once, in order.
        for i in stride(from: n - 1, through: 0, by: -1) {
          x[i] /= l[i * n + i]
          let (row, value) = (l + i * n, x[i])
          for j in 0..<i { x[j] -= row[j] * value }
        }
      }
    }
  }

  /// Solves L x = b in place.
  package func solveLower(_ vector: inout [Double]) {
    guard vector.count == order else {
      programmingError("The vector has as many elements as the matrix has rows")
    }
    let n = order
    factor.withUnsafeBufferPointer { factor in
      vector.withUnsafeMutableBufferPointer { vector in
        guard let l = factor.baseAddress, let x = vector.baseAddress else { return }
        for i in 0..<n { x[i] = (x[i] - Self.product(l + i * n, x, i)) / l[i * n + i] }
      }
    }
  }

  /// L⁻ᵀ, `[order, order]`, zeros below the diagonal: A⁻¹ is its product with its transpose.
  package var inverseTransposed: [Double] {
    let n = order
    var result = [Double](repeating: 0, count: n * n)
    factor.withUnsafeBufferPointer { factor in
      result.withUnsafeMutableBufferPointer { result in
        guard let l = factor.baseAddress, let first = result.baseAddress else { return }
        // Row i is column i of L⁻¹, which is 0 above its diagonal.
        for i in 0..<n {
          let x = first + i * n
          x[i] = 1 / l[i * n + i]
          for j in (i + 1)..<max(n, i + 1) {
            x[j] = -Self.product(l + j * n + i, x + i, j - i) / l[j * n + j]
          }
        }
      }
    }
    return result
  }

  /// Factors in place, block by block of columns.
  ///
  /// - Parameter judge: Is given a pivot, the diagonal's element and its index. False ends the work; nil
  ///   leaves a column of zeros.
  /// - Returns: Whether the work was ended.
  private static func run(
    _ matrix: inout [Double], _ n: Int, judge: (Double, Double, Int) -> Bool?
  ) -> Bool {
    let diagonal = (0..<n).map { matrix[$0 * n + $0] }
    return matrix.withUnsafeMutableBufferPointer { buffer in
      guard let a = buffer.baseAddress else { return false }
      for start in stride(from: 0, to: n, by: blockLength) {
        let end = min(start + blockLength, n)
        subtractProducts(a, n, start, end)
        for j in start..<end {
          let row = a + j * n
          let pivot = row[j] - product(row + start, row + start, j - start)
          guard let isPivot = judge(pivot, diagonal[j], j) else {
            for i in j..<n { a[i * n + j] = 0 }
            continue
          }
          guard isPivot, pivot.isFinite else { return true }
          let root = pivot.squareRoot()
          row[j] = root
          for i in (j + 1)..<max(n, j + 1) {
            let other = a + i * n
            other[j] = (other[j] - product(other + start, row + start, j - start)) / root
          }
        }
      }
      return false
    }
  }

  /// Takes the products with the finished columns out of a block of columns.
  private static func subtractProducts(_ a: UnsafeMutablePointer<Double>, _ n: Int, _ start: Int, _ end: Int)
  {
    guard start > 0 else { return }
    for i in stride(from: start, to: n, by: 4) {
      for j in stride(from: start, to: min(end, i + 4), by: 4) {
        if i + 4 <= n && j + 4 <= end {
          DotProducts.subtract(a + i * n, a + j * n, stride: n, count: start, from: a + i * n + j)
        } else {
          for k in i..<min(i + 4, n) {
            for l in j..<min(j + 4, end) { a[k * n + l] -= product(a + k * n, a + l * n, start) }
          }
        }
      }
    }
  }

  /// A sum of products in eight lanes, folded at the end.
  private static func product(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double
  {
    DotProducts.product(x, y, count)
  }
}
