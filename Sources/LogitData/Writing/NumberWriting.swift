import LogitFiles

extension ByteOutput {
  /// Adds the digits of a whole number.
  mutating func append(_ number: Int64) {
    var magnitude = number.magnitude
    if number < 0 { append(UInt8(ascii: "-")) }
    // The largest number of digits in 64 bits.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      repeat {
        start &-= 1
        let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
        digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
        magnitude = quotient
      } while magnitude > 0
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Adds the shortest text that reads back as the number; whole numbers without a fraction.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - decimal: What stands between the whole and the fraction.
  mutating func append(_ number: Double, decimal: UInt8) {
    append(shortest: number.description, decimal: decimal)
  }

  /// Adds the shortest text that reads back as the number; whole numbers without a fraction.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - decimal: What stands between the whole and the fraction.
  mutating func append(_ number: Float, decimal: UInt8) {
    append(shortest: number.description, decimal: decimal)
  }

  private mutating func append(shortest description: String, decimal: UInt8) {
    let point = UInt8(ascii: ".")
    var text = description
    text.withUTF8 { letters in
      let hasEmptyFraction =
        letters.count > 2 && letters[letters.count - 1] == UInt8(ascii: "0")
        && letters[letters.count - 2] == point
      let written = UnsafeBufferPointer(rebasing: letters.dropLast(hasEmptyFraction ? 2 : 0))
      if decimal == point {
        append(contentsOf: written)
      } else {
        for letter in written { append(letter == point ? decimal : letter) }
      }
    }
  }
}
