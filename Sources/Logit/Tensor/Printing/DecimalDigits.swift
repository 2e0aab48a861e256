/// A finite number in decimal: `±d.ddd × 10^exponent`.
struct DecimalDigits {
  let isNegative: Bool
  /// The digits from the first that is not 0 to the last that is not 0; empty for 0.
  private(set) var digits: [UInt8]
  /// The power of ten of the first digit; 0 for 0.
  private(set) var exponent: Int

  /// The fewest digits that identify a number among those of its type, the nearest to it if there are
  /// several. Swift's `description` has found them; what remains is to read them.
  init(_ number: some BinaryFloatingPoint & CustomStringConvertible) {
    isNegative = number.sign == .minus
    digits = []
    exponent = -1
    var hasPoint = false
    var text = number.magnitude.description.utf8[...]
    while let character = text.popFirst() {
      switch character {
      case UInt8(ascii: "."): hasPoint = true
      case UInt8(ascii: "e"):
        exponent += Int(Substring(text)) ?? 0
        text = text.suffix(0)
      default:
        let digit = character - UInt8(ascii: "0")
        if !digits.isEmpty || digit != 0 { digits.append(digit) }
        // Before the point every digit but a leading 0 raises the exponent; after it a leading 0 lowers it.
        if !hasPoint && !digits.isEmpty { exponent += 1 }
        if hasPoint && digits.isEmpty { exponent -= 1 }
      }
    }
    dropTrailingZeros()
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// The digits of a number's exact value rounded to a number of digits, ties to even.
  ///
  /// These digits, being the fewest that identify the number as a `Double`, lie on the same side of every
  /// shorter decimal as the number itself; only when they end in a 5 right behind the last digit kept is the
  /// exact value consulted.
  ///
  /// - Parameters:
  ///   - number: The number these are the digits of.
  ///   - count: How many digits to keep, at least 0.
  func rounded(_ number: some BinaryFloatingPoint, significant count: Int) -> DecimalDigits {
    guard digits.count > count else { return self }
    var result = self
    result.digits.removeSubrange(count...)
    let isHalf = digits[count] == 5 && digits.count == count + 1
    let roundsUp =
      switch isHalf ? comparedToExactly(number) : nil {
      case .some(0): (result.digits.last ?? 0) % 2 == 1
      case .some(let side): side < 0  // these digits are below the number, and they are the half
      case nil: digits[count] >= 5
      }
    if roundsUp { result.addOneInLastPlace() }
    result.dropTrailingZeros()
    return result
  }

  private mutating func addOneInLastPlace() {
    while digits.last == 9 { digits.removeLast() }
    if digits.isEmpty {
      digits = [1]
      exponent += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  /// -1, 0 or 1 as these digits are below, at or above the magnitude of a number, in exact arithmetic.
  private func comparedToExactly(_ number: some BinaryFloatingPoint) -> Int {
    let value = Double(number).magnitude
    // value = significand * 2^power with an integer significand; digits = integer * 10^scale.
    let power = max(Int(value.exponent), -1022) - 52
    var binary = Natural(value.significandInteger)
    var decimal = digits.reduce(into: Natural(0)) { $0.multiply(by: 10, adding: UInt32($1)) }
    let scale = exponent - (digits.count - 1)
    for _ in 0..<max(power, 0) { binary.multiply(by: 2) }
    for _ in 0..<max(-power, 0) { decimal.multiply(by: 2) }
    for _ in 0..<max(scale, 0) { decimal.multiply(by: 10) }
    for _ in 0..<max(-scale, 0) { binary.multiply(by: 10) }
    return decimal.compare(to: binary)
  }
}

// MARK: - Texts

extension DecimalDigits {
  private func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }

  private var sign: String { isNegative ? "-" : "" }

  /// The sign and the digits before the point, without an exponent.
  var integerText: String {
    guard exponent >= 0, !digits.isEmpty else { return sign + "0" }
    let zeros = String(repeating: "0", count: max(exponent + 1 - digits.count, 0))
    return sign + text(digits.prefix(exponent + 1)) + zeros
  }

  /// The digits after the point, without an exponent.
  var fractionText: String {
    guard exponent < 0 else { return text(digits.dropFirst(exponent + 1)) }
    return String(repeating: "0", count: -exponent - 1) + text(digits)
  }

  /// The sign, the first digit, the point and a number of digits after it.
  func scientificText(fractionCount: Int) -> String {
    let first = text(digits.isEmpty ? [0] : digits[..<1])
    let rest = text(digits.dropFirst())
    return sign + first + "." + rest + String(repeating: "0", count: max(fractionCount - rest.count, 0))
  }

  /// The exponent with its sign and at least `digitCount` digits, as in `e+00`, `e-324`.
  func exponentText(digitCount: Int) -> String {
    let digits = "\(exponent.magnitude)"
    let zeros = String(repeating: "0", count: max(digitCount - digits.count, 0))
    return "e" + (exponent < 0 ? "-" : "+") + zeros + digits
  }
}

extension Double {
  /// The significand of a finite number with all its bits before the point.
  fileprivate var significandInteger: UInt64 {
    isNormal ? significandBitPattern | 1 << 52 : significandBitPattern
  }
}

/// A natural number of any size, for the rare comparison that must be exact.
private struct Natural {
  /// Lowest digit first, no leading zeros.
  private var words: [UInt32] = []

  init(_ value: UInt64) {
    words = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    while words.last == 0 { words.removeLast() }
  }

  mutating func multiply(by factor: UInt32, adding summand: UInt32 = 0) {
    var carry = UInt64(summand)
    for index in words.indices {
      carry += UInt64(words[index]) * UInt64(factor)
      words[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry > 0 { words.append(UInt32(carry)) }
  }

  /// -1, 0 or 1 as this number is less than, equal to or greater than another.
  func compare(to other: Natural) -> Int {
    if words.count != other.words.count { return words.count < other.words.count ? -1 : 1 }
    for (word, otherWord) in zip(words, other.words).reversed() where word != otherWord {
      return word < otherWord ? -1 : 1
    }
    return 0
  }
}
