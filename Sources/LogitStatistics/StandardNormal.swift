package import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The normal distribution with mean 0 and variance 1.
public enum StandardNormal {
  /// The probability of a value of at most `x`: Φ(x) = erfc(-x / √2) / 2.
  ///
  /// Accurate to a few units in the last place in the left tail, however small the probability.
  ///
  /// - Parameter x: The value.
  /// - Returns: A probability in 0...1.
  public static func cumulativeProbability(_ x: Double) -> Double { erfc(-x * 0.5.squareRoot()) / 2 }

  /// The probability of a value at least as far from 0 as `x`: erfc(|x| / √2), accurate however small it is.
  ///
  /// - Parameter x: The value.
  /// - Returns: A probability in 0...1.
  public static func twoSidedTail(_ x: Double) -> Double { erfc(abs(x) * 0.5.squareRoot()) }

  /// The value that is not exceeded with probability `p`: Φ⁻¹(p).
  ///
  /// - Parameter p: A probability in 0...1.
  /// - Returns: The value; -∞ for 0, ∞ for 1, and NaN for a number that is not a probability.
  ///
  /// Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied
  /// Statistics 37 (1988), PPND16, with a relative error of about 10⁻¹⁶.
  public static func quantile(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * Self.ratio(centralNumerator, centralDenominator, r)
    }
    guard p > 0 && p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let r = (-naturalLogarithm(min(p, 1 - p))).squareRoot()
    let magnitude =
      r <= 5
      ? ratio(middleNumerator, middleDenominator, r - 1.6) : ratio(tailNumerator, tailDenominator, r - 5)
    return q < 0 ? -magnitude : magnitude
  }

  /// The bound on the absolute value of a normal variable that holds with probability `level`: 1.96 for 0.95.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` unless `level` is above 0 and below 1.
  package static func twoSidedQuantile(level: Double) throws(LogitError) -> Double {
    guard level > 0 && level < 1 else {
      throw LogitError.invalidOption(
        name: "The confidence level", value: "\(level)", expected: "above 0 and below 1")
    }
    // Computed from the smaller tail, which keeps its digits when the level is near 1.
    return -quantile((1 - level) / 2)
  }

  /// The quotient of two polynomials, with coefficients from the highest power down.
  private static func ratio(_ numerator: [Double], _ denominator: [Double], _ x: Double) -> Double {
    numerator.reduce(0) { $0 * x + $1 } / denominator.reduce(0) { $0 * x + $1 }
  }

  // Coefficients of AS 241, from the highest power down.
  private static let centralNumerator = [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
  ]
  private static let centralDenominator = [
    5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
    5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1,
  ]
  private static let middleNumerator = [
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590,
    1.42343711074968357734,
  ]
  private static let middleDenominator = [
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
    2.05319162663775882187, 1,
  ]
  private static let tailNumerator = [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
    5.46378491116411436990, 6.65790464350110377720,
  ]
  private static let tailDenominator = [
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1,
  ]
}
