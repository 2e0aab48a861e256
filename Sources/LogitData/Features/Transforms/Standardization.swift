/// Centres and scales numbers in double precision, so that those learned from have mean 0 and variance 1:
///
/// `y = (x − mean) / deviation`
///
/// The unit of the numbers, and how far from 0 they lie, change nothing but the last bits: there is no least
/// deviation. Where all numbers learned from were the same, there is nothing to distinguish, and `y` is
/// 0. Numbers more than 2⁶⁰ deviations from the mean count as that far away, so that sums of them stay
///   finite.
///
///     let scale = Standardization(mean: 3, variance: 4)
///     scale(5.0)     // 1
///
/// ``ColumnNormalization`` is what Keras does instead.
public struct Standardization: Sendable, Equatable {
  /// The farthest from the mean that a number counts as, in deviations.
  public static let largest: Double = 0x1p60

  /// What is subtracted.
  let center: DoubleDouble
  /// The variance of the population, in units of 4 to the power of ``exponent``.
  let scaledVariance: Double
  /// 0, unless double precision does not hold the variance.
  let exponent: Int
  /// What is divided by; 0 if all numbers are the same.
  public let deviation: Double

  /// Scales with a known mean and variance.
  ///
  /// - Parameters:
  ///   - mean: A finite number.
  ///   - variance: At least 0 and finite.
  public init(mean: Double, variance: Double) {
    self.init(center: DoubleDouble(mean), variance: variance, exponent: 0)
  }

  init(center: DoubleDouble, variance: Double, exponent: Int) {
    self.center = center
    self.exponent = exponent
    scaledVariance = variance
    let deviation = Double(sign: .plus, exponent: exponent, significand: variance.squareRoot())
    self.deviation = min(deviation, .greatestFiniteMagnitude)
  }

  /// Learns mean and variance.
  init(_ moments: Moments) {
    let (variance, exponent) = moments.variance
    self.init(center: moments.mean, variance: variance, exponent: exponent)
  }

  /// What is subtracted.
  public var mean: Double { center.high }

  /// What is divided by: an infinity makes 0 of every number.
  var divisor: Double { deviation > 0 ? deviation : .infinity }

  /// The number as it counts for a model; NaN for NaN and infinities.
  ///
  /// - Parameter number: A number.
  public func callAsFunction(_ number: Double) -> Float { Float(precisely(number)) }

  /// The same before it is rounded to single precision.
  func precisely(_ number: Double) -> Double {
    let value = ((number - center.high) - center.low) / divisor
    return value.magnitude <= Self.largest ? value : far(number)
  }

  /// The same for a number known more exactly.
  func precisely(_ number: DoubleDouble) -> Double {
    Standardization(center: DoubleDouble.zero, variance: scaledVariance, exponent: exponent)
      .precisely(number - center)
  }

  /// A number whose difference from the mean is very large, or no number.
  func far(_ number: Double) -> Double {
    guard number.isFinite else { return .nan }
    // The difference itself may be too large for double precision, half of it is not.
    let value = (number / 2 - center.high / 2) / (divisor / 2)
    return min(max(value, -Self.largest), Self.largest)
  }

  /// The same for whole numbers counted from an origin, which loses none of their digits.
  var fromOrigin: (origin: Int64, scaling: Standardization) {
    let origin = Int64(clamping: center.high)
    let rest = DoubleDouble(center - DoubleDouble(origin))
    return (origin, Standardization(center: rest, variance: scaledVariance, exponent: exponent))
  }
}
