import Logit

/// The covariance of estimates as V = A Aᵀ, by which no digits are lost where estimates nearly determine each
/// other.
///
/// A = T B with the covariance B Bᵀ of the working coefficients. Row c of A belongs to coefficient c, and a
/// standard error is the length of a row. Tests of several coefficients are those of the working coefficients
/// that span the same directions, which are well conditioned however nearly the columns explain each other.
struct EstimateCovariance: Sendable {
  /// The number of estimates.
  let count: Int
  /// The columns of A.
  let rank: Int
  /// A, `[count, rank]`.
  let factor: [Double]
  /// B, `[count, rank]`.
  let working: [Double]
  private let basis: RegressionBasis

  /// What must be left of a direction without others, as a share of its length, for a test of them together.
  private static let leastShare = 1e-12
  /// The same of coefficients' directions, which are exact where columns nearly explain each other.
  private static let leastDirection = 1e-14

  /// - Parameters:
  ///   - working: B, `[count, rank]`.
  ///   - count: The number of estimates.
  ///   - rank: The columns of B.
  ///   - basis: What the coefficients of each predictor are made of.
  init(working: [Double], count: Int, rank: Int, _ basis: RegressionBasis) {
    let width = basis.width
    (self.count, self.rank, self.working, self.basis) = (count, rank, working, basis)
    var factor: [Double] = []
    factor.reserveCapacity(working.count)
    for first in stride(from: 0, to: working.count, by: max(width * rank, 1)) {
      factor += basis.transform.multiplied(
        rows: width, by: Array(working[first..<first + width * rank]), inner: width, width: rank)
    }
    self.factor = factor
  }

  /// Without the estimates that are not determined: their rows of A are 0.
  ///
  /// - Parameter isDetermined: One for each estimate.
  init(_ covariance: EstimateCovariance, where isDetermined: [Bool]) {
    (count, rank, working, basis) = (covariance.count, covariance.rank, covariance.working, covariance.basis)
    var factor = covariance.factor
    for index in 0..<count where !isDetermined[index] {
      for k in index * rank..<(index + 1) * rank { factor[k] = 0 }
    }
    self.factor = factor
  }

  /// The length of the row of an estimate.
  func standardError(_ index: Int) -> Double { product(index, index).squareRoot() }

  private func product(_ i: Int, _ j: Int) -> Double {
    factor.withUnsafeBufferPointer { factor in
      guard let base = factor.baseAddress else { return 0 }
      return DotProducts.product(base + i * rank, base + j * rank, rank)
    }
  }

  /// V, `[count, count]`.
  var matrix: [Double] {
    var matrix = [Double](repeating: 0, count: count * count)
    for i in 0..<count {
      for j in 0...i {
        let value = product(i, j)
        (matrix[i * count + j], matrix[j * count + i]) = (value, value)
      }
    }
    return matrix
  }

  /// The error of a combination of working coefficients.
  func standardError(ofWorking combination: [Double]) -> Double {
    combination.multiplied(rows: 1, by: working, inner: count, width: rank)
      .reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// bᵀ V⁻¹ b of some estimates b = Tγ; `nil` if their covariance is singular.
  ///
  /// With orthonormal directions U that span the estimates' rows of T it is (Uγ)ᵀ (U B Bᵀ Uᵀ)⁻¹ Uγ.
  ///
  /// - Parameters:
  ///   - point: γ, the working coefficients.
  ///   - indices: The places of the estimates.
  func wald(_ point: [Double], _ indices: [Int]) -> Double? {
    guard let directions = directions(indices), let spread = spread(directions) else { return nil }
    return spread.squaredLength(of: directions.product(point, width: 1))
  }

  /// log det of the covariance of some estimates; `nil` if it is singular.
  func logDeterminant(_ indices: [Int]) -> Double? {
    guard let directions = directions(indices), let spread = spread(directions) else { return nil }
    return 2 * (directions.logDeterminant + spread.logDeterminant)
  }

  /// U and the estimates' rows of T as combinations of it, the last first and constants behind all others: T
  /// is triangular but for the constant's row, so that U has no rounding where they span the last working
  /// coefficients, or all.
  private func directions(_ indices: [Int]) -> OrthogonalRows? {
    let width = basis.width
    var rows = [Double](repeating: 0, count: indices.count * count)
    func key(_ index: Int) -> (Int, Int) {
      (basis.hasIntercept && index % width == width - 1 ? 1 : 0, -index)
    }
    for (place, index) in indices.sorted(by: { key($0) < key($1) }).enumerated() {
      let (predictor, own) = (index / width, index % width)
      let first = place * count + predictor * width
      rows.replaceSubrange(first..<first + width, with: basis.row(own))
    }
    return OrthogonalRows(rows, count: indices.count, length: count, least: Self.leastDirection)
  }

  /// U B, whose product with its transpose is the covariance of Uγ.
  private func spread(_ directions: OrthogonalRows) -> OrthogonalRows? {
    guard directions.count <= rank else { return nil }
    return OrthogonalRows(
      directions.product(working, width: rank), count: directions.count, length: rank,
      least: Self.leastShare)
  }
}

extension EstimateCovariance {
  /// The inverse of the information: B = L⁻ᵀ with its Cholesky factor L.
  ///
  /// - Returns: `nil` if the information is singular.
  init?(modelOf fit: RegressionFit) {
    guard let factor = Cholesky(fit.information, order: fit.coefficientCount) else { return nil }
    self.init(
      working: factor.inverseTransposed, count: fit.coefficientCount, rank: fit.coefficientCount, fit.basis)
  }

  /// The sandwich C M C with the inverse information C and the squared scores M = N Nᵀ: B = C N.
  ///
  /// - Returns: `nil` if the information is singular.
  init?(sandwichOf fit: RegressionFit, scores: [Double]) {
    let order = fit.coefficientCount
    guard let factor = Cholesky(fit.information, order: order) else { return nil }
    // Fewer clusters than coefficients leave M singular.
    let root = Cholesky.semidefiniteFactor(scores, order: order, least: 1e-13)
    var working: [Double] = []
    working.reserveCapacity(order * order)
    for index in 0..<order {
      var row = fit.unit(index)
      factor.solve(&row)
      working += row.multiplied(rows: 1, by: root, inner: order, width: order)
    }
    self.init(working: working, count: order, rank: order, fit.basis)
  }
}
