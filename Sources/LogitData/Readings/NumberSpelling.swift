import CLogitData
import Logit

/// How numbers are written in the texts of a column.
///
///     var spelling = NumberSpelling()
///     (spelling.usesDecimalComma, spelling.thousands, spelling.stripped) = (true, ".", ["€"])
///     spelling.value(of: "1.234,50 €")     // 1234.5
///
/// Blanks at the ends do not count. What is not written like this is no number.
public struct NumberSpelling: Sendable, Equatable {
  /// Whether a comma stands before the fraction; `false` by default.
  public var usesDecimalComma: Bool

  /// What stands between groups of three digits before the fraction; `nil`, the default, for nothing. A blank
  /// stands for the blanks of every width, and an apostrophe for the typographic one, too.
  public var thousands: Character?

  /// Texts that may stand before or after the number and change nothing, such as `%`, `€` or `kg`; none by
  /// default. The number is that before the sign: 30 % is 30.
  public var stripped: [String]

  /// What a number after `<` or `≤` counts as; `nil`, the default, if it is no number.
  public var belowLimit: BelowLimit?

  /// Describes how numbers are written.
  ///
  /// - Parameters:
  ///   - usesDecimalComma: Whether a comma stands before the fraction; `false` by default.
  ///   - thousands: What stands between groups of three digits; nothing by default.
  ///   - stripped: Texts that may stand before or after the number; none by default.
  ///   - belowLimit: What a number after `<` counts as; no number by default.
  public init(
    usesDecimalComma: Bool = false, thousands: Character? = nil, stripped: [String] = [],
    belowLimit: BelowLimit? = nil
  ) {
    (self.usesDecimalComma, self.thousands) = (usesDecimalComma, thousands)
    (self.stripped, self.belowLimit) = (stripped, belowLimit)
  }

  /// Whether it is nothing but a number as the reader of separated values reads it by itself.
  package var isPlain: Bool { thousands == nil && stripped.isEmpty && belowLimit == nil }

  /// The options, if each is in its range.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a mark between thousands that also stands
  ///   before the fraction or is a digit, or for a text to be stripped that has no character or a digit.
  package func validated() throws -> NumberSpelling {
    if let thousands {
      let decimal: Character = usesDecimalComma ? "," : "."
      guard thousands != decimal, !thousands.isNumber, !thousands.isLetter, !"+-".contains(thousands) else {
        throw LogitError.invalidOption(
          name: "thousands", value: "\"\(thousands)\"",
          expected: "a mark other than digits, letters, signs and the \"\(decimal)\" before the fraction")
      }
    }
    // Superscripts belong to units, as in kg/m².
    for text in stripped where text.trimmingBlanks.isEmpty || text.unicodeScalars.contains(where: \.isDigit) {
      throw LogitError.invalidOption(
        name: "stripped", value: "\"\(text)\"", expected: "a text without digits, such as % or kg")
    }
    return self
  }
}

// MARK: - Reading

extension NumberSpelling {
  /// The number that a text stands for.
  ///
  /// - Parameter text: The whole text.
  /// - Returns: The number; NaN for a measurement below its limit that counts as missing; `nil` if the text
  ///   is no number.
  public func value(of text: String) -> Double? {
    if let number = Self.plainNumber(text, usesDecimalComma: usesDecimalComma) { return number }
    // The typographic minus is no character of a plain number, but is one of every spelling.
    if isPlain && !text.unicodeScalars.contains("\u{2212}") { return nil }
    var rest = Array(text.unicodeScalars)[...]
    rest.trimBlanks()
    let isBelow = belowLimit != nil && rest.skipLimitMark()
    let isNegative = strip(&rest)
    guard let digits = ungrouped(rest), digits.first.map({ $0 != "-" && $0 != "+" }) ?? false,
      let number = Self.plainNumber(digits, usesDecimalComma: usesDecimalComma)
    else { return nil }
    let value = isNegative ? -number : number
    return isBelow ? belowLimit.flatMap { $0.value(below: value) } : value
  }

  private static func plainNumber(_ text: String, usesDecimalComma: Bool) -> Double? {
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return nil }
      var value = 0.0
      let decimal = UInt8(ascii: usesDecimalComma ? "," : ".")
      guard logit_parse_number(start, bytes.count, decimal, 1, &value) != 0 else { return nil }
      // Digits that are beyond the largest double are no infinity, and would count as missing.
      return value.isFinite || !bytes.contains { (0x30...0x39).contains($0) } ? value : nil
    }
  }

  /// Removes the sign and what may stand around the number; whether the sign is a minus.
  private func strip(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    let texts = stripped.map { Array($0.trimmingBlanks.unicodeScalars) }
    var (hasSign, isNegative, hasChanged) = (false, false, true)
    while hasChanged {
      hasChanged = false
      rest.trimBlanks()
      if !hasSign, let sign = rest.first, "+-\u{2212}".unicodeScalars.contains(sign) {
        (hasSign, isNegative, hasChanged) = (true, sign != "+", true)
        rest.removeFirst()
        rest.trimBlanks()
      }
      for text in texts {
        if rest.count > text.count && rest.starts(with: text) {
          rest.removeFirst(text.count)
          hasChanged = true
        } else if rest.count > text.count && rest.reversed().starts(with: text.reversed()) {
          rest.removeLast(text.count)
          hasChanged = true
        }
      }
    }
    return isNegative
  }

  /// The text without the marks between thousands; `nil` if they do not stand where they belong.
  private func ungrouped(_ rest: ArraySlice<Unicode.Scalar>) -> String? {
    var text = String.UnicodeScalarView()
    guard let thousands, rest.contains(where: { isMark($0, thousands) }) else {
      text.append(contentsOf: rest)
      return String(text)
    }
    let whole = rest.prefix { $0.isDigit || isMark($0, thousands) }
    let groups = whole.split(omittingEmptySubsequences: false) { isMark($0, thousands) }
    guard groups.count > 1, (1...3).contains(groups[0].count), groups[0] != ["0"], groups.last?.count == 3
    else { return nil }
    // In India, a comma stands between hundreds above a thousand: 12,34,567.
    let areHundreds = thousands == "," && groups[0].count < 3
    let middle = groups.dropFirst().dropLast()
    guard middle.allSatisfy({ $0.count == 3 }) || areHundreds && middle.allSatisfy({ $0.count == 2 })
    else { return nil }
    for group in groups { text.append(contentsOf: group) }
    text.append(contentsOf: rest.dropFirst(whole.count))
    return String(text)
  }

  private func isMark(_ scalar: Unicode.Scalar, _ thousands: Character) -> Bool {
    if thousands == " " { return scalar.isBlank }
    if thousands == "'" { return scalar == "'" || scalar == "\u{2019}" }
    return Character(scalar) == thousands
  }
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate mutating func trimBlanks() {
    while first?.isBlank == true { removeFirst() }
    while last?.isBlank == true { removeLast() }
  }

  /// Removes `<`, `<=` or `≤`; whether there was one.
  fileprivate mutating func skipLimitMark() -> Bool {
    guard first == "<" || first == "\u{2264}" else { return false }
    removeFirst()
    if first == "=" { removeFirst() }
    return true
  }
}
