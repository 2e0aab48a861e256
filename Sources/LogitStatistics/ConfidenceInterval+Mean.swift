public import Logit

extension ConfidenceInterval {
  /// The interval of a mean, by the normal approximation: x̄ ± z·s/√n, with s² = Σ(x - x̄)²/(n - 1).
  ///
  /// Valid for a few dozen values or more, unless they are very skewed; otherwise see
  /// ``bootstrap(count:resamples:level:seed:statistic:)``.
  ///
  /// - Parameters:
  ///   - values: Independent values, at least 2; with fewer the interval is unbounded.
  ///   - level: The confidence, above 0 and below 1; 0.95 by default.
  /// - Returns: The interval.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a level out of range.
  ///
  /// Follows statsmodels' `DescrStatsW(values).zconfint_mean()`.
  public static func mean(of values: [Double], level: Double = 0.95) throws(LogitError) -> ConfidenceInterval
  {
    let mean = values.reduce(0, +) / Double(values.count)
    return try .mean(
      mean, squares: values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }, count: values.count, level: level)
  }

  /// The interval of a mean whose sum of squared deviations is known.
  static func mean(
    _ mean: Double, squares: Double, count: Int, level: Double
  ) throws(LogitError) -> ConfidenceInterval {
    let z = try StandardNormal.twoSidedQuantile(level: level)
    guard count >= 2 else {
      return ConfidenceInterval(lower: -.infinity, upper: .infinity, level: level)
    }
    let n = Double(count)
    let half = z * (squares / (n - 1) / n).squareRoot()
    return ConfidenceInterval(lower: mean - half, upper: mean + half, level: level)
  }
}
