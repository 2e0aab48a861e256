/// A column that is a linear combination of others.
struct LinearDependence {
  /// The column.
  let column: Int
  /// The columns it is made of, with what each is multiplied by; none is a combination of the others.
  let terms: [(column: Int, factor: Double)]

  /// Below this share of its variance, what a column has of its own counts as nothing.
  private static let tolerance = 1e-10
  /// Factors of a standardized column below this count as 0.
  private static let leastFactor = 1e-6

  /// Finds columns that are combinations of those before them.
  ///
  /// Cholesky's factorization of the correlations, in which a column with nothing of its own is passed over, as R's `lm`
  /// does, so that of equals the first stays.
  ///
  /// - Parameter columns: Rows of each column, with mean 0 and a mean square of 1.
  /// - Returns: The dependences that these rows show, with factors of the standardized columns.
  static func all(in columns: [[Double]]) -> [LinearDependence] {
    var (kept, factor, found): ([Int], [[Double]], [LinearDependence]) = ([], [], [])
    for index in columns.indices {
      // row · rowᵀ of the factor are the correlations with the columns kept.
      var row: [Double] = []
      row.reserveCapacity(kept.count + 1)
      for (place, other) in kept.enumerated() {
        var value = product(columns[index], columns[other])
        for k in 0..<place { value -= row[k] * factor[place][k] }
        row.append(value / factor[place][place])
      }
      let own = row.reduce(1) { $0 - $1 * $1 }
      if own > tolerance {
        factor.append(row + [own.squareRoot()])
        kept.append(index)
      } else {
        let factors = solve(factor, row)
        let terms = zip(kept, factors).filter { abs($1) > leastFactor }.map { (column: $0, factor: $1) }
        found.append(LinearDependence(column: index, terms: terms))
      }
    }
    return found
  }

  /// The mean product.
  static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        for row in left.indices { sum += left[row] * right[row] }
      }
    }
    return sum / Double(max(left.count, 1))
  }

  /// Solves Lᵀ·x = y for a lower triangular L.
  private static func solve(_ factor: [[Double]], _ y: [Double]) -> [Double] {
    var x = y
    for place in x.indices.reversed() {
      for later in place + 1..<max(x.count, place + 1) { x[place] -= factor[later][place] * x[later] }
      x[place] /= factor[place][place]
    }
    return x
  }
}
