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
  mutating func append(_ number: Double) { append(shortest: number.description) }

  /// Adds the shortest text that reads back as the number; whole numbers without a fraction.
  mutating func append(_ number: Float) { append(shortest: number.description) }

  private mutating func append(shortest description: String) {
    var text = description
    text.withUTF8 { letters in
      let hasEmptyFraction =
        letters.count > 2 && letters[letters.count - 1] == UInt8(ascii: "0")
        && letters[letters.count - 2] == UInt8(ascii: ".")
      append(contentsOf: UnsafeBufferPointer(rebasing: letters.dropLast(hasEmptyFraction ? 2 : 0)))
    }
  }
}
