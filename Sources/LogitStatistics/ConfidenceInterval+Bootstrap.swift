import Logit

extension ConfidenceInterval {
  /// The interval of any statistic, by the bootstrap: samples are drawn from the rows with replacement, and
  /// the interval holds the share `level` of the statistic's values on them.
  ///
  ///     let interval = try ConfidenceInterval.bootstrap(count: labels.count, seed: 7) { rows in
  ///       ...
  ///     }
  ///
  /// Each sample's rows are NumPy's `default_rng(seed).integers(0, count, count)`, one call per sample, and
  /// the ends are quantiles with linear interpolation, as NumPy's `quantile`.
  ///
  /// - Parameters:
  ///   - count: The number of rows, at least 1.
  ///   - resamples: The number of samples, at least 2; 1000 by default.
  ///   - level: The confidence, above 0 and below 1; 0.95 by default.
  ///   - seed: The seed of the random numbers; 0 by default.
  ///   - statistic: Computes the statistic of some rows, counted from 0, each as often as it was drawn.
  ///     Samples with the value NaN are ignored; if all are NaN, so are the ends.
  /// - Returns: The interval.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range, and what the
  ///   statistic throws.
  ///
  /// Source: B. Efron, "Nonparametric standard errors and confidence intervals", Can. J. Stat. 9 (1981), the
  /// percentile method.
  public static func bootstrap(
    count: Int, resamples: Int = 1000, level: Double = 0.95, seed: UInt64 = 0,
    statistic: ([Int]) throws -> Double
  ) throws -> ConfidenceInterval {
    for (name, value, least) in [
      ("The number of rows", count, 1), ("The number of samples", resamples, 2),
    ] where value < least {
      throw LogitError.invalidOption(name: name, value: "\(value)", expected: "at least \(least)")
    }
    guard level > 0 && level < 1 else {
      throw LogitError.invalidOption(
        name: "The confidence level", value: "\(level)", expected: "above 0 and below 1")
    }
    var generator = RandomGenerator(seed: seed)
    var values: [Double] = []
    for _ in 0..<resamples {
      let value = try statistic(generator.integers(in: 0..<count, count: count).scalars)
      if !value.isNaN { values.append(value) }
    }
    values.sort()
    return ConfidenceInterval(
      lower: values.sortedQuantile((1 - level) / 2), upper: values.sortedQuantile((1 + level) / 2),
      level: level)
  }
}

extension [Double] {
  /// A quantile of ascending values, interpolated between two; NaN if there are none.
  fileprivate func sortedQuantile(_ p: Double) -> Double {
    guard !isEmpty else { return .nan }
    let place = p * Double(count - 1)
    let index = Swift.min(Int(place), count - 1)
    let next = Swift.min(index + 1, count - 1)
    return self[index] + (place - Double(index)) * (self[next] - self[index])
  }
}
