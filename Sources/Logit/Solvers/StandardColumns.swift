/// How columns are shifted and scaled while a regression is fitted, and what that does to penalties and
/// coefficients.
///
/// With an intercept columns are shifted by their means and divided by their deviations. Without one a shift
/// would change the model, so they are divided by the root of their mean square alone. Columns that can have
/// no coefficient (constant ones beside an intercept, ones that others explain) are multiplied by 0, with a
/// penalty of 1 in place of their own: every solver then leaves their coefficients at exactly 0.
struct StandardColumns {
  let moments: ColumnMoments
  let hasIntercept: Bool
  /// What is subtracted from each column.
  let shift: [Double]
  /// What the difference is multiplied by; 0 of a column without a coefficient.
  private(set) var scale: [Double]
  /// Columns without a coefficient, in order.
  private(set) var excluded: [Int] = []

  init(_ moments: ColumnMoments, hasIntercept: Bool) {
    self.moments = moments
    self.hasIntercept = hasIntercept
    shift = hasIntercept ? moments.means : [Double](repeating: 0, count: moments.means.count)
    scale = (hasIntercept ? moments.deviations : moments.rootMeanSquares).map { $0 > 0 ? 1 / $0 : 0 }
    excluded = scale.indices.filter { scale[$0] == 0 }
  }

  /// Takes more columns out.
  mutating func exclude(_ columns: [Int]) {
    for column in columns { scale[column] = 0 }
    excluded = scale.indices.filter { scale[$0] == 0 }
  }

  /// The penalties of scaled coefficients, one a column.
  ///
  /// - Parameters:
  ///   - lambda: λ of the coefficients that the regression's penalty is on.
  ///   - regression: What λ is multiplied by in each column, and what columns are divided by.
  func penalties(_ lambda: Double, _ regression: LogisticRegression) -> [Double] {
    let (factors, units) = (regression.penaltyFactors, units(regression))
    return scale.indices.map { j in
      scale[j] == 0 ? 1 : lambda * (factors?[j] ?? 1) * units[j] * units[j]
    }
  }

  /// What turns each scaled coefficient into the one that a penalty is meant for: that of the column divided
  /// by its deviation, or by what the regression says, or of the column as it is.
  func units(_ regression: LogisticRegression) -> [Double] {
    scale.indices.map { j in
      if regression.standardizes { return hasIntercept ? 1 : moments.deviations[j] * scale[j] }
      return scale[j] * (regression.penaltyDivisors?[j] ?? 1)
    }
  }

  /// From coefficients in the columns' units to scaled ones, `[predictors, columns then intercept]`.
  func scaled(_ coefficients: Tensor<Double>, _ intercepts: [Double]) -> [Double] {
    let count = scale.count
    return intercepts.indices.flatMap { k in
      let own = (0..<count).map { coefficients[k * count + $0] }
      let columns = (0..<count).map { scale[$0] == 0 ? 0 : own[$0] / scale[$0] }
      guard hasIntercept else { return columns }
      let included = (0..<count).filter { scale[$0] != 0 || moments.deviations[$0] == 0 }
      return columns + [intercepts[k] + included.reduce(0) { $0 + own[$1] * shift[$1] }]
    }
  }

  /// From scaled coefficients to those in the columns' units.
  func unscaled(_ scaled: [Double], predictors: Int) throws -> (
    coefficients: Tensor<Double>, intercepts: [Double]
  ) {
    let (count, width) = (scale.count, scale.count + (hasIntercept ? 1 : 0))
    var (coefficients, intercepts): ([Double], [Double]) = ([], [])
    for k in 0..<predictors {
      let own = (0..<count).map { scaled[k * width + $0] * scale[$0] }
      coefficients += own
      intercepts.append(hasIntercept ? scaled[k * width + count] - Self.product(own, shift) : 0)
    }
    return (try Tensor(coefficients, shape: [predictors, count]), intercepts)
  }

  /// Σ xⱼ yⱼ as if with twice the digits (Ogita, Rump and Oishi 2005, Dot2): large means times coefficients
  /// may cancel.
  private static func product(_ x: [Double], _ y: [Double]) -> Double {
    var (sum, rest) = (0.0, 0.0)
    for (a, b) in zip(x, y) {
      let term = a * b
      let next = sum + term
      let part = next - sum
      rest += ((sum - (next - part)) + (term - part)) + (-term).addingProduct(a, b)
      sum = next
    }
    return sum + rest
  }
}
