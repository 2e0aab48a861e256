/// How the numbers of one array are printed: all with an exponent or all without, their points aligned.
///
/// The rules are those of NumPy's `FloatingFormat` with its default options (numpy/_core/arrayprint.py): at
/// most 8 digits after the point, but no more than it takes to tell a number from its neighbors.
struct FloatingFormat<Number: PrintableFloatingPoint> {
  private let hasExponents: Bool
  /// With exponents, the number of digits after the point, the same for all numbers.
  private var fractionCount = 0
  /// With exponents, the number of their digits.
  private var exponentCount = 0
  /// The widths before and after the point, exponent included.
  private var leftWidth = 0
  private var rightWidth = 0

  private static var maximumFractionCount: Int { 8 }

  /// Chooses the format for the numbers that will be shown.
  init(_ numbers: [Number]) {
    let finite = numbers.filter(\.isFinite)
    let magnitudes = finite.map(\.magnitude).filter { $0 > 0 }
    let (least, greatest) = (magnitudes.min() ?? 1, magnitudes.max() ?? 1)
    hasExponents = greatest >= Number.leastWithExponent || least < 0.0001 || greatest / least > 1000

    let digits = finite.map { hasExponents ? Self.scientificDigits($0) : Self.positionalDigits($0) }
    if hasExponents {
      fractionCount = digits.map { max($0.digits.count - 1, 0) }.max() ?? 0
      exponentCount = digits.map { $0.exponentText(digitCount: 2).count - 2 }.max() ?? 0
      leftWidth = digits.contains(where: \.isNegative) ? 2 : 1
      rightWidth = fractionCount + 2 + exponentCount  // the digits, "e" and its sign
    } else {
      leftWidth = digits.map(\.integerText.count).max() ?? 0
      rightWidth = digits.map(\.fractionText.count).max() ?? 0
    }
    if finite.count < numbers.count {
      let widest = numbers.contains(-.infinity) ? 4 : 3
      leftWidth = max(leftWidth, widest - (rightWidth + 1))
    }
  }

  /// The text of one of the numbers the format was chosen for.
  func text(_ number: Number) -> String {
    guard number.isFinite else {
      let word = Self.nonFiniteText(number)
      return Self.spaces(leftWidth + 1 + rightWidth - word.count) + word
    }
    guard hasExponents else {
      let digits = Self.positionalDigits(number)
      return Self.spaces(leftWidth - digits.integerText.count) + digits.integerText + "."
        + digits.fractionText + Self.spaces(rightWidth - digits.fractionText.count)
    }
    var digits = Self.scientificDigits(number)
    // Digits beyond those that identify the number are those of its exact value, not zeros.
    if digits.digits.count <= fractionCount {
      digits = DecimalDigits(Double(number)).rounded(number, significant: fractionCount + 1)
    }
    let text = digits.scientificText(fractionCount: fractionCount)
    return Self.spaces(leftWidth - (digits.isNegative ? 2 : 1)) + text
      + digits.exponentText(digitCount: exponentCount)
  }

  /// The text of a number printed by itself: every digit that identifies it, with an exponent if it is less
  /// than 1e-4 or large.
  static func single(_ number: Number) -> String {
    guard number.isFinite else { return nonFiniteText(number) }
    let digits = DecimalDigits(number)
    // Compared in double precision, where the Float nearest to 1e-4 is less.
    if number == 0 || (0.0001..<Number.leastWithExponentAlone).contains(Double(number.magnitude)) {
      return digits.integerText + "." + (digits.fractionText.isEmpty ? "0" : digits.fractionText)
    }
    let mantissa = digits.scientificText(fractionCount: digits.digits.count - 1)
    return (digits.digits.count == 1 ? String(mantissa.dropLast()) : mantissa)
      + digits.exponentText(digitCount: 2)
  }

  private static func positionalDigits(_ number: Number) -> DecimalDigits {
    let digits = DecimalDigits(number)
    guard digits.digits.count - 1 - digits.exponent > maximumFractionCount else { return digits }
    return DecimalDigits(Double(number))
      .rounded(number, significant: digits.exponent + 1 + maximumFractionCount)
  }

  private static func scientificDigits(_ number: Number) -> DecimalDigits {
    let digits = DecimalDigits(number)
    guard digits.digits.count - 1 > maximumFractionCount else { return digits }
    return DecimalDigits(Double(number)).rounded(number, significant: maximumFractionCount + 1)
  }

  private static func nonFiniteText(_ number: Number) -> String {
    number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}

/// A floating-point type whose arrays NumPy can print.
protocol PrintableFloatingPoint: BinaryFloatingPoint, CustomStringConvertible {
  /// The least magnitude that makes an array be printed with exponents.
  static var leastWithExponent: Self { get }
  /// The least magnitude that makes a number be printed with an exponent when printed by itself.
  static var leastWithExponentAlone: Double { get }
}

extension Double: PrintableFloatingPoint {
  static var leastWithExponent: Double { 1e8 }
  static var leastWithExponentAlone: Double { 1e16 }
}

extension Float: PrintableFloatingPoint {
  static var leastWithExponent: Float { 1e6 }
  static var leastWithExponentAlone: Double { 1e6 }
}
