/// Which columns are exact combinations of the intercept and of columns before them, and of which.
///
/// The Gram matrix of standardized columns, in double precision, says of most columns that they are not: the
/// share of their square that the earlier ones leave is well above rounding. Of the others the distance is
/// measured by a pass over the rows, with one refinement, since the Gram matrix has only half the digits.
struct CollinearityScan {
  /// All columns, those that are constant with the scale 0.
  let standardized: StandardizedRows
  /// The columns that depend on no earlier ones.
  let kept: [Int]
  /// The Cholesky factor of the Gram matrix of those.
  let factor: SkippingCholesky
  /// Of each column left out the kept columns and their factors, standardized.
  let combinations: [Int: [(column: Int, factor: Double)]]

  /// The distance from the span of earlier columns, in deviations, at which a column is one of their
  /// combinations.
  static let tolerance = 1e-7
  /// The most that the rounding of `Float` values adds to it.
  static let roundingLimit = 1e-5

  init(_ standardized: StandardizedRows) {
    self.standardized = standardized
    let columnCount = standardized.columns.count
    let plain = standardized
    var gram = [Double](repeating: 0, count: columnCount * columnCount)
    gram.withUnsafeMutableBufferPointer { gram in
      guard let base = gram.baseAddress else { return }
      plain.forEach(plain.rows) { _, row in
        var line = base
        for a in 0..<columnCount {
          let value = row[a]
          for b in 0...a { line[b] += value * row[b] }
          line += columnCount
        }
      }
    }
    var combinations: [Int: [(column: Int, factor: Double)]] = [:]
    let count = Double(max(standardized.rows.count, 1))
    factor = SkippingCholesky(gram, size: columnCount, tolerance: 0, doubt: 1e-8) { column, kept, factors in
      let measured = Self.distance(column, kept, factors, plain, gram)
      guard measured.distance <= measured.tolerance else {
        return measured.distance * measured.distance * count / gram[column * columnCount + column]
      }
      combinations[column] = zip(kept, measured.factors).map { ($0, $1) }
      return nil
    }
    for column in 0..<columnCount where gram[column * columnCount + column] == 0 { combinations[column] = [] }
    kept = factor.kept
    self.combinations = combinations
  }

  /// The root mean square of what a combination of kept columns leaves of a column, the improved factors, and
  /// the distance that counts as none.
  private static func distance(
    _ column: Int, _ kept: [Int], _ factors: [Double], _ rows: StandardizedRows, _ gram: [Double]
  ) -> (distance: Double, tolerance: Double, factors: [Double]) {
    let columnCount = rows.columns.count
    var sub = [Double](repeating: 0, count: kept.count * kept.count)
    for (a, i) in kept.enumerated() {
      for (b, j) in kept.enumerated() where b <= a { sub[a * kept.count + b] = gram[i * columnCount + j] }
    }
    let factor = SkippingCholesky(sub, size: kept.count, tolerance: 0)
    var factors = factors
    var square = 0.0
    for round in 0..<2 {
      var gradient = [Double](repeating: 0, count: kept.count)
      square = 0
      rows.forEach(rows.rows) { _, row in
        var rest = row[column]
        for (position, j) in kept.enumerated() { rest -= factors[position] * row[j] }
        square += rest * rest
        for (position, j) in kept.enumerated() { gradient[position] += rest * row[j] }
      }
      guard round == 0, factor.rank == kept.count else { break }
      factor.solveLower(&gradient)
      factor.solveUpper(&gradient)
      for position in factors.indices { factors[position] += gradient[position] }
    }
    let distance = (square / Double(max(rows.rows.count, 1))).squareRoot()
    return (distance, max(tolerance, rounding(column, kept, factors, rows)), factors)
  }

  /// What rounding the column and those of its combination to `Float` may leave, in the column's deviations.
  private static func rounding(
    _ column: Int, _ kept: [Int], _ factors: [Double], _ rows: StandardizedRows
  ) -> Double {
    guard case .float = rows.matrix else { return 0 }
    func size(_ j: Int) -> Double { 1 + (rows.shift[j] * rows.scale[j]).magnitude }
    var sum = size(column)
    for (position, j) in kept.enumerated() { sum += factors[position].magnitude * size(j) }
    return min(roundingLimit, sum * Double(Float.ulpOfOne) / 2)
  }
}
