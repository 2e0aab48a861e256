/// Writes probabilities as text, much faster than `description` and with the same digits.
///
/// Nine digits distinguish a single-precision number from its neighbors; the fewest that suffice are found by
/// trying seven, eight and nine. Scaling by a power of ten that is exact in double precision, and dividing by
/// it again, has an error smaller than the distance from such a short decimal to the midpoint between two
/// neighboring numbers, so the text reads back as the number.
enum ProbabilityText {
  /// The most bytes a number takes.
  static let maximumLength = 16

  private static let powersOfTen: [Double] = {
    var powers = [1.0]
    // Powers up to 10²² are exact.
    for _ in 0..<22 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// The smallest number that is written without an exponent.
  private static let leastFixed: Float = 1e-4
  /// The smallest number whose digits are found by scaling.
  private static let leastScaled: Float = 1e-11

  /// Writes a number.
  ///
  /// - Parameters:
  ///   - text: Room for ``maximumLength`` bytes.
  ///   - decimal: The decimal point, or comma.
  /// - Returns: The number of bytes.
  static func write(_ number: Float, to text: UnsafeMutablePointer<UInt8>, decimal: UInt8) -> Int {
    guard number >= leastScaled && number < 1 else { return writeSlowly(number, to: text, decimal: decimal) }
    let value = Double(number)
    var zeros = 0
    var bound = 0.1
    while value < bound {
      zeros += 1
      bound = 1 / (powersOfTen.withUnsafeBufferPointer { $0[zeros + 1] })
    }
    let (digits, decimals) = shortest(number, value, zeros)
    return number >= leastFixed
      ? writeFixed(digits, decimals, to: text, decimal: decimal)
      : writeExponent(digits, decimals, to: text, decimal: decimal)
  }

  /// The fewest digits that read back as a number.
  ///
  /// - Parameter zeros: The number of zeros between the decimal point and the first digit.
  /// - Returns: The number is about `digits · 10^-decimals`.
  @inline(__always)
  private static func shortest(
    _ number: Float, _ value: Double, _ zeros: Int
  ) -> (digits: UInt64, decimals: Int) {
    powersOfTen.withUnsafeBufferPointer { powers in
      // In a decade that begins just above a power of two, six digits may be enough.
      for count in 6..<9 {
        let digits = (value * powers[zeros + count]).rounded(.toNearestOrEven)
        if Float(digits / powers[zeros + count]) == number { return (UInt64(digits), zeros + count) }
      }
      return (UInt64((value * powers[zeros + 9]).rounded(.toNearestOrEven)), zeros + 9)
    }
  }

  /// Writes `0.00123`.
  private static func writeFixed(
    _ digits: UInt64, _ decimals: Int, to text: UnsafeMutablePointer<UInt8>, decimal: UInt8
  ) -> Int {
    text[0] = UInt8(ascii: "0")
    text[1] = decimal
    var rest = digits
    for place in stride(from: decimals + 1, to: 1, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    var length = decimals + 2
    while text[length - 1] == UInt8(ascii: "0") { length -= 1 }
    return length
  }

  /// Writes `1.23e-05`.
  private static func writeExponent(
    _ digits: UInt64, _ decimals: Int, to text: UnsafeMutablePointer<UInt8>, decimal: UInt8
  ) -> Int {
    var (rest, exponent) = (digits, decimals)
    while rest.isMultiple(of: 10) {
      rest /= 10
      exponent -= 1
    }
    var count = 1
    var power: UInt64 = 10
    while rest >= power {
      power *= 10
      count += 1
    }
    exponent -= count - 1
    // The digits after the decimal point, from the last; a single digit has no decimal point.
    for place in stride(from: count, to: 1, by: -1) {
      text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    text[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
    var length = 1
    if count > 1 {
      text[1] = decimal
      length = count + 1
    }
    text[length] = UInt8(ascii: "e")
    text[length + 1] = UInt8(ascii: "-")
    text[length + 2] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: exponent / 10)
    text[length + 3] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: exponent % 10)
    return length + 4
  }

  private static func writeSlowly(
    _ number: Float, to text: UnsafeMutablePointer<UInt8>, decimal: UInt8
  ) -> Int {
    if number == 0 || number == 1 {
      text[0] = UInt8(ascii: number == 0 ? "0" : "1")
      return 1
    }
    var digits = DigitBuffer(text, maximumLength, decimal: decimal)
    number.write(to: &digits)
    return digits.count
  }
}

/// Writes numbers in double precision in their shortest form.
enum DoubleText {
  /// The most bytes a number takes.
  static let maximumLength = 32

  /// Writes a number.
  ///
  /// - Parameters:
  ///   - missing: What stands for NaN.
  ///   - text: Room for ``maximumLength`` bytes.
  ///   - decimal: The decimal point, or comma.
  /// - Returns: The number of bytes.
  static func write(
    _ number: Double, missing: StaticString, to text: UnsafeMutablePointer<UInt8>, decimal: UInt8
  ) -> Int {
    guard number.isFinite else {
      text.update(from: missing.utf8Start, count: missing.utf8CodeUnitCount)
      return missing.utf8CodeUnitCount
    }
    var digits = DigitBuffer(text, maximumLength, decimal: decimal)
    number.write(to: &digits)
    digits.dropEmptyFraction()
    return digits.count
  }
}

/// Takes the digits of a number where they are to be, without a string for each number.
private struct DigitBuffer: TextOutputStream {
  private let text: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private let decimal: UInt8
  private(set) var count = 0

  /// - Parameters:
  ///   - text: Room for so many bytes; what does not fit is lost.
  ///   - decimal: The decimal point, or comma.
  init(_ text: UnsafeMutablePointer<UInt8>, _ capacity: Int, decimal: UInt8) {
    (self.text, self.capacity, self.decimal) = (text, capacity, decimal)
  }

  mutating func write(_ string: String) { for byte in string.utf8 { append(byte) } }

  /// What numbers write themselves by; the default makes a string of the bytes first.
  mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) { for byte in buffer { append(byte) } }

  private mutating func append(_ byte: UInt8) {
    guard count < capacity else { return }
    text[count] = byte == UInt8(ascii: ".") ? decimal : byte
    count += 1
  }

  /// Takes the zero of a whole number away, and the point before it.
  mutating func dropEmptyFraction() {
    guard count > 2, text[count - 1] == UInt8(ascii: "0"), text[count - 2] == decimal else { return }
    count -= 2
  }
}
