import Logit

/// The covariance of estimates as V = A Aᵀ, by which no digits are lost where estimates nearly determine each other.
///
/// Row c of A belongs to coefficient c. A standard error is the length of a row; tests of several coefficients come
/// from a QR factorization of their rows.
struct EstimateCovariance: Sendable {
  /// The number of estimates.
  let count: Int
  /// The columns of A.
  let rank: Int
  /// A, `[count, rank]`.
  let factor: [Double]

  /// - Parameter factor: A, `[count, rank]`.
  init(factor: [Double], count: Int, rank: Int) {
    (self.factor, self.count, self.rank) = (factor, count, rank)
  }

  /// The length of the row of an estimate.
  func standardError(_ index: Int) -> Double { self[index, index].squareRoot() }

  /// The covariance of two estimates.
  subscript(i: Int, j: Int) -> Double {
    var sum = 0.0
    for k in 0..<rank { sum += factor[i * rank + k] * factor[j * rank + k] }
    return sum
  }

  /// The error of a combination of estimates.
  func standardError(of combination: [Double]) -> Double {
    var sum = 0.0
    for k in 0..<rank {
      var product = 0.0
      for i in 0..<count where combination[i] != 0 { product += combination[i] * factor[i * rank + k] }
      sum += product * product
    }
    return sum.squareRoot()
  }

  /// bᵀ V⁻¹ b of some estimates b; `nil` if their covariance is singular.
  func wald(_ estimates: [Double], _ indices: [Int]) -> Double? {
    guard let triangle = triangle(indices) else { return nil }
    // Rᵀ y = b, and b V⁻¹ b = |y|².
    let order = indices.count
    var solution = [Double](repeating: 0, count: order)
    for i in 0..<order {
      var rest = estimates[i] / triangle.lengths[i]
      for k in 0..<i { rest -= triangle.columns[i][k] * solution[k] }
      solution[i] = rest / triangle.columns[i][i]
    }
    return solution.reduce(0) { $0 + $1 * $1 }
  }

  /// log det of the correlations of some estimates; `nil` if they are singular.
  func logDeterminantOfCorrelations(_ indices: [Int]) -> Double? {
    guard let triangle = triangle(indices) else { return nil }
    return 2 * triangle.columns.indices.reduce(0) { $0 + naturalLogarithm(abs(triangle.columns[$1][$1])) }
  }

  /// R with V = Rᵀ R of estimates divided by their errors, by Gram-Schmidt with each row projected twice.
  private func triangle(_ indices: [Int]) -> (columns: [[Double]], lengths: [Double])? {
    guard indices.count <= rank else { return nil }
    var (basis, columns, lengths): ([[Double]], [[Double]], [Double]) = ([], [], [])
    for index in indices {
      var row = Array(factor[index * rank..<(index + 1) * rank])
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0, length.isFinite else { return nil }
      for k in 0..<rank { row[k] /= length }
      var column = [Double](repeating: 0, count: basis.count)
      for _ in 0..<2 {
        for (k, other) in basis.enumerated() {
          let product = zip(row, other).reduce(0) { $0 + $1.0 * $1.1 }
          for l in 0..<rank { row[l] -= product * other[l] }
          column[k] += product
        }
      }
      let left = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard left > 1e-12 else { return nil }
      basis.append(row.map { $0 / left })
      columns.append(column + [left])
      lengths.append(length)
    }
    return (columns, lengths)
  }
}

extension EstimateCovariance {
  /// The inverse of the information, in the design's own units: row c of A is (L⁻¹ t)ᵀ with t the combination that the
  /// coefficient is, and L the Cholesky factor.
  ///
  /// - Parameter isWorking: Whether the working coefficients' is wanted instead.
  /// - Returns: `nil` if the information is singular.
  init?(modelOf fit: RegressionFit, isWorking: Bool = false) {
    guard let factor = Cholesky(fit.information, order: fit.coefficientCount) else { return nil }
    self.init(fit, isWorking) { factor.solveLower(&$0) }
  }

  /// The sandwich C M C with the inverse information C and the squared scores M.
  ///
  /// - Returns: `nil` if the information is singular.
  init?(sandwichOf fit: RegressionFit, scores: [Double], isWorking: Bool = false) {
    let order = fit.coefficientCount
    guard let factor = Cholesky(fit.information, order: order) else { return nil }
    // Fewer clusters than coefficients leave M singular.
    let root = Cholesky.semidefiniteFactor(scores, order: order, least: 1e-13)
    self.init(fit, isWorking) { vector in
      factor.solve(&vector)
      var product = [Double](repeating: 0, count: order)
      for i in 0..<order { for k in 0...i { product[k] += root[i * order + k] * vector[i] } }
      vector = product
    }
  }

  private init(_ fit: RegressionFit, _ isWorking: Bool, _ transform: (inout [Double]) -> Void) {
    let width = fit.basis.width
    var values: [Double] = []
    for predictor in 0..<fit.predictorCount {
      for index in 0..<width {
        var row = isWorking ? fit.unit(predictor, index) : fit.combination(predictor, index)
        transform(&row)
        values += row
      }
    }
    self.init(factor: values, count: fit.coefficientCount, rank: fit.coefficientCount)
  }
}
