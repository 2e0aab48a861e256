import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Chi-squared distributions.
public enum ChiSquared {
  /// The probability of a value above `x`: Q(k/2, x/2), the upper incomplete gamma function over Γ(k/2).
  ///
  /// Up to 100 degrees of freedom it is a sum of positive terms,
  ///
  ///     Q(½, y) = erfc(√y),  Q(1, y) = e⁻ʸ,  Q(a + 1, y) = Q(a, y) + yᵃ e⁻ʸ / Γ(a + 1),
  ///
  /// so it keeps about 13 digits in the far tail, down to 1e-300; beyond it is Temme's expansion, whose work
  /// does not grow with k, and keeps about 12.
  ///
  /// - Parameters:
  ///   - x: The value; the probability of less than 0 is 0.
  ///   - degreesOfFreedom: k, at least 1.
  /// - Returns: A probability in 0...1, or NaN for a value that is none or fewer than 1 degree of freedom.
  public static func upperTail(_ x: Double, degreesOfFreedom: Int) -> Double {
    guard degreesOfFreedom >= 1, !x.isNaN else { return .nan }
    guard x > 0 else { return 1 }
    guard x < .infinity else { return 0 }
    let y = x / 2
    let shape = Double(degreesOfFreedom) / 2
    guard shape <= leastShape else { return max(0, min(1, upperTail(ofShape: shape, above: y))) }
    let isOdd = !degreesOfFreedom.isMultiple(of: 2)
    var sum = isOdd ? erfc(y.squareRoot()) : exp(-y)
    var order = isOdd ? 0.5 : 1
    let logarithm = log(y)
    while order < shape {
      sum += exp(order * logarithm - y - logarithmOfGamma(order + 1))
      order += 1
    }
    return min(sum, 1)
  }

  /// The value that is exceeded with probability 1 − `level` by the square of a normal variable: 3.84 for
  /// 0.95.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` unless `level` is above 0 and below 1.
  static func quantileOfOneDegree(level: Double) throws(LogitError) -> Double {
    let quantile = try StandardNormal.twoSidedQuantile(level: level)
    return quantile * quantile
  }
}

/// log |Γ(x)|, without the sign that C's `lgamma` leaves in a global variable.
func logarithmOfGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}
