/// Columns that are nearly a combination of each other: the data hardly separate their coefficients.
///
/// Reference: D. A. Belsley, E. Kuh and R. E. Welsch, Regression Diagnostics (1980), chapter 3, here of
/// centered columns, so that the origin of a column's scale does not matter.
public struct NearCollinearity: Sendable, Hashable {
  /// The condition index: the square root of the largest eigenvalue of the correlations over this one.
  public let conditionIndex: Double
  /// The columns involved: those with more than half of their coefficient's variance in this direction.
  public let columns: [Int]

  /// The condition index from which on columns are named.
  public static let conditionLimit = 30.0
  /// The most columns with a high variance inflation among which groups are looked for.
  public static let columnLimit = 300
}

/// Variance inflations and groups of columns that are nearly dependent.
struct Nearness {
  let inflations: [Double]
  let groups: [NearCollinearity]

  /// The inflation below which a column cannot have a part in a group: with a condition index κ some column's
  /// is at least about κ²/p, so this is well below.
  private static let inflationLimit = 5.0

  init(_ scan: CollinearityScan) {
    let rank = scan.factor.rank
    let factor = scan.factor
    // 1/(1 − R²) is the diagonal of the inverse correlations; column j of L⁻¹ has its squares.
    var inflations = [Double](repeating: 0, count: rank)
    let count = Double(max(scan.standardized.rows.count, 1))
    for j in 0..<rank {
      var unit = [Double](repeating: 0, count: rank)
      unit[j] = 1
      factor.solveLower(&unit)
      inflations[j] = count * unit.reduce(0) { $0 + $1 * $1 }
    }
    self.inflations = inflations
    let suspects = inflations.indices.filter { inflations[$0] > Self.inflationLimit }
    guard suspects.count > 1, suspects.count <= NearCollinearity.columnLimit else {
      groups = []
      return
    }
    // The correlations of the suspects, from the factor.
    var correlations = [Double](repeating: 0, count: suspects.count * suspects.count)
    let rows = suspects.map { factor.row($0) }
    for a in suspects.indices {
      for b in suspects.indices {
        correlations[a * suspects.count + b] = zip(rows[a], rows[b]).reduce(0) { $0 + $1.0 * $1.1 } / count
      }
    }
    let eigen = SymmetricEigen(correlations, size: suspects.count)
    let largest = eigen.values.max() ?? 1
    var shares = [Double](repeating: 0, count: suspects.count)
    for k in eigen.values.indices {
      for a in suspects.indices { shares[a] += eigen.weight(a, k, largest) }
    }
    groups = eigen.values.indices.compactMap { k in
      let index = (largest / max(eigen.values[k], largest * 1e-15)).squareRoot()
      guard index > NearCollinearity.conditionLimit else { return nil }
      let columns = suspects.indices.filter { eigen.weight($0, k, largest) > 0.5 * shares[$0] }
        .map { scan.kept[suspects[$0]] }
      return columns.count > 1 ? NearCollinearity(conditionIndex: index, columns: columns) : nil
    }.sorted { $0.conditionIndex > $1.conditionIndex }
  }
}

/// Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations.
struct SymmetricEigen {
  let values: [Double]
  /// `[size, size]`, one vector a column.
  let vectors: [Double]

  init(_ matrix: [Double], size: Int) {
    var (a, v) = (matrix, [Double](repeating: 0, count: size * size))
    for i in 0..<size { v[i * size + i] = 1 }
    let total = matrix.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<40 {
      var off = 0.0
      for i in 0..<size { for j in 0..<i { off += a[i * size + j] * a[i * size + j] } }
      if off <= 1e-30 * total { break }
      for p in 0..<size {
        for q in p + 1..<max(size, p + 1) where a[p * size + q] != 0 {
          Self.rotate(&a, &v, p, q, size)
        }
      }
    }
    values = (0..<size).map { a[$0 * size + $0] }
    vectors = v
  }

  /// The part of a coefficient's variance that an eigenvector carries, up to a factor.
  func weight(_ row: Int, _ column: Int, _ largest: Double) -> Double {
    let value = vectors[row * values.count + column]
    return value * value / max(values[column], largest * 1e-15)
  }

  private static func rotate(_ a: inout [Double], _ v: inout [Double], _ p: Int, _ q: Int, _ size: Int) {
    let theta = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
    let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in 0..<size {
      let (x, y) = (a[k * size + p], a[k * size + q])
      a[k * size + p] = c * x - s * y
      a[k * size + q] = s * x + c * y
    }
    for k in 0..<size {
      let (x, y) = (a[p * size + k], a[q * size + k])
      a[p * size + k] = c * x - s * y
      a[q * size + k] = s * x + c * y
      let (f, g) = (v[k * size + p], v[k * size + q])
      v[k * size + p] = c * f - s * g
      v[k * size + q] = s * f + c * g
    }
  }
}
