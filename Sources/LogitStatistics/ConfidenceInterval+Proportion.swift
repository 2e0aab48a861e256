public import Logit

extension ConfidenceInterval {
  /// The interval of a proportion, such as an accuracy, by Wilson's score.
  ///
  ///     (p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
  ///
  /// for a share p of n trials and z = Φ⁻¹((1 + level)/2). Unlike p ± z·√(p(1 - p)/n), it is valid for few
  /// trials and for shares near 0 and 1, and stays within 0...1.
  ///
  /// - Parameters:
  ///   - successes: The number of successes, in 0...`trials`.
  ///   - trials: The number of trials; with none the interval is 0...1.
  ///   - level: The confidence, above 0 and below 1; 0.95 by default.
  /// - Returns: The interval.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  ///
  /// Follows statsmodels' `proportion_confint(method="wilson")`. Source: E. B. Wilson, "Probable inference,
  /// the law of succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927).
  public static func wilson(
    successes: Int, trials: Int, level: Double = 0.95
  ) throws(LogitError) -> ConfidenceInterval {
    guard trials >= 0, (0...trials).contains(successes) else {
      throw LogitError.invalidOption(
        name: "The number of successes", value: "\(successes)", expected: "in 0...\(max(trials, 0))")
    }
    let n = Double(trials)
    return try wilson(share: trials == 0 ? 0.5 : Double(successes) / n, trials: n, level: level)
  }

  /// The interval of a share `p` of `n` trials, neither of which need be whole.
  static func wilson(share p: Double, trials n: Double, level: Double) throws(LogitError)
    -> ConfidenceInterval
  {
    let z = try StandardNormal.twoSidedQuantile(level: level)
    guard n > 0 else { return ConfidenceInterval(lower: 0, upper: 1, level: level) }
    let square = z * z / n
    let center = (p + square / 2) / (1 + square)
    let half = (p * (1 - p) * square + square * square / 4).squareRoot() / (1 + square)
    return ConfidenceInterval(
      lower: p == 0 ? 0 : max(center - half, 0), upper: p == 1 ? 1 : min(center + half, 1), level: level)
  }
}
