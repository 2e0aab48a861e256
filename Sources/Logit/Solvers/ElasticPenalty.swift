/// The penalty of the elastic net and the range of each column's coefficients:
///
///     λ Σⱼ fⱼ (ρ |uⱼ βⱼ| + (1 − ρ)/2 (uⱼ βⱼ)²),   lowerⱼ ≤ βⱼ ≤ upperⱼ
///
/// for coefficients β of columns as they are shifted and scaled; u turns them into those that the penalty is
/// meant for, and is 1 where these are the same. Intercepts are free.
package struct ElasticPenalty: Sendable {
  /// λ.
  package var lambda: Double
  /// ρ, the share of the penalty that is on absolute values.
  package let l1Ratio: Double
  /// f of each column; a column with an infinite one is left out.
  package let factors: [Double]
  /// u of each column.
  private let units: [Double]?
  /// The range of each column's coefficients; 0 is within.
  package let bounds: [ClosedRange<Double>]

  /// - Parameters:
  ///   - lambda: λ, finite and not negative.
  ///   - l1Ratio: ρ, from 0 to 1.
  ///   - factors: f of each column, not negative; 1 each by default. A column whose factor is infinite is
  ///     left out.
  ///   - units: u of each column, finite and not negative; 1 each by default.
  ///   - bounds: The range of each column's coefficients, as scaled, 0 within; none by default.
  ///   - columnCount: The number of columns.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` or
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)``.
  package init(
    lambda: Double, l1Ratio: Double, factors: [Double]? = nil, units: [Double]? = nil,
    bounds: [ClosedRange<Double>]? = nil, columnCount: Int
  ) throws(LogitError) {
    try LogitError.require(lambda >= 0 && lambda.isFinite, "lambda", lambda, "finite and not negative")
    try LogitError.require(l1Ratio >= 0 && l1Ratio <= 1, "l1Ratio", l1Ratio, "from 0 to 1")
    try Self.checkCount(factors?.count, "penalty factors", columnCount)
    try Self.checkCount(units?.count, "units", columnCount)
    try Self.checkCount(bounds?.count, "bounds", columnCount)
    for (column, factor) in (factors ?? []).enumerated() {
      try LogitError.require(factor >= 0, "The penalty factor of column \(column)", factor, "not negative")
    }
    for (column, range) in (bounds ?? []).enumerated() {
      try LogitError.require(
        range.contains(0) && !range.lowerBound.isNaN && !range.upperBound.isNaN,
        "The bounds of column \(column)", range, "a range that contains 0")
    }
    self.lambda = lambda
    self.l1Ratio = l1Ratio
    self.units = units
    let factors = factors ?? [Double](repeating: 1, count: columnCount)
    let bounds =
      bounds ?? [ClosedRange<Double>](repeating: (-Double.infinity)...Double.infinity, count: columnCount)
    self.bounds = zip(bounds, factors).map { $1 == .infinity ? 0...0 : $0 }
    self.factors = factors.map { $0 == .infinity ? 1 : $0 }
  }

  private static func checkCount(_ count: Int?, _ name: String, _ columnCount: Int) throws(LogitError) {
    guard let count, count != columnCount else { return }
    throw .shapeMismatch(
      operation: "A penalty", expected: "\(columnCount) \(name), one a column", found: [count],
      remedy: "give one for each column")
  }

  /// What holds for one coefficient.
  struct Term {
    /// λ f ρ.
    var absolute = 0.0
    /// λ f (1 − ρ).
    var square = 0.0
    var lower = -Double.infinity
    var upper = Double.infinity

    /// The penalty on a coefficient.
    func value(_ beta: Double) -> Double { absolute * abs(beta) + square / 2 * beta * beta }

    /// How fast the objective falls where the coefficient moves, in the direction that is allowed and
    /// steeper; 0 at the optimum. This is the breach of the optimality conditions (Karush, Kuhn and Tucker).
    ///
    /// - Parameters:
    ///   - beta: The coefficient.
    ///   - slope: The derivative of the mean loss.
    func breach(_ beta: Double, slope: Double) -> Double {
      let smooth = slope + square * beta
      let right = smooth + (beta >= 0 ? absolute : -absolute)
      let left = smooth + (beta > 0 ? absolute : -absolute)
      return max(beta < upper ? -right : 0, beta > lower ? left : 0, 0)
    }

    /// The coefficient where ½ h (t − β)² + slope (t − β) and the penalty are smallest together; β itself
    /// where that is nowhere.
    func minimum(from beta: Double, slope: Double, curvature: Double) -> Double {
      let total = curvature + square
      guard total > 0 else {
        guard breach(beta, slope: slope) > 0 else { return beta }
        let end = slope > absolute ? lower : slope < -absolute ? upper : min(max(0, lower), upper)
        return end.isFinite ? end : beta
      }
      let pull = curvature * beta - slope
      let shrunk = pull > absolute ? pull - absolute : pull < -absolute ? pull + absolute : 0
      return min(max(shrunk / total, lower), upper)
    }
  }

  /// What holds for the coefficients of a column.
  func term(column: Int) -> Term {
    let (strength, unit) = (lambda * factors[column], units?[column] ?? 1)
    return Term(
      absolute: strength * l1Ratio * unit, square: strength * (1 - l1Ratio) * unit * unit,
      lower: bounds[column].lowerBound, upper: bounds[column].upperBound)
  }
}
