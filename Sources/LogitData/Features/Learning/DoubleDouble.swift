/// A number as the sum of two doubles, the second at most half a unit in the last place of the first: some
/// 106 bits.
///
/// For means and medians of columns whose values lie so far from 0 that a double would blur them: of whole
/// numbers around 10¹⁵ the mean needs more than 53 bits to be exact to a millionth of their deviation.
///
/// T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18
/// (1971).
struct DoubleDouble: Sendable, Equatable, Codable {
  /// The nearest double.
  private(set) var high: Double
  /// What is left.
  private(set) var low: Double

  /// 0.
  static let zero = DoubleDouble(0.0)

  /// A double.
  init(_ number: Double) { (high, low) = (number, 0) }

  /// A whole number, exactly.
  init(_ number: Int64) {
    high = Double(number)
    // 2⁶³ is no Int64.
    low = high == 0x1p63 ? Double(number - .max) - 1 : Double(number - Int64(high))
  }

  /// The exact sum of two doubles. Source: D. E. Knuth, "The Art of Computer Programming", volume 2, 4.2.2.
  init(sum a: Double, _ b: Double) {
    high = a + b
    let share = high - a
    low = (a - (high - share)) + (b - share)
  }

  /// Adds a double.
  static func + (one: DoubleDouble, other: Double) -> DoubleDouble {
    let sum = DoubleDouble(sum: one.high, other)
    return DoubleDouble(sum: sum.high, sum.low + one.low)
  }

  /// Subtracts, rounding once where the two are close to each other.
  static func - (one: DoubleDouble, other: DoubleDouble) -> Double {
    (one.high - other.high) + (one.low - other.low)
  }

  /// The number times a power of two.
  func scaled(byPowerOfTwo exponent: Int) -> DoubleDouble {
    var scaled = self
    scaled.high = Double(sign: .plus, exponent: exponent, significand: high)
    scaled.low = Double(sign: .plus, exponent: exponent, significand: low)
    return scaled
  }
}
