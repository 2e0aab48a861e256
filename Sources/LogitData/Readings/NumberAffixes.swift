/// What stands around the number in a text.
struct NumberAffixes: Hashable {
  /// What stands before it, without its sign.
  let prefix: String
  /// What stands after it.
  let suffix: String
  /// Whether a blank stands between the number and what follows it.
  let isSeparated: Bool
  /// Whether a mark before it says that it is a limit.
  let isBelowLimit: Bool

  /// Finds what stands around the digits; `nil` if there are none.
  init?(_ text: String) {
    var scalars = Array(text.trimmingBlanks.unicodeScalars)[...]
    isBelowLimit = scalars.first == "<" || scalars.first == "\u{2264}"
    if isBelowLimit { scalars.removeFirst() }
    if isBelowLimit && scalars.first == "=" { scalars.removeFirst() }
    guard let first = scalars.firstIndex(where: \.isDigit),
      let last = scalars.lastIndex(where: \.isDigit)
    else { return nil }
    func trimmed(_ part: ArraySlice<Unicode.Scalar>, without marks: String) -> String {
      var part = part
      while let end = part.last, marks.unicodeScalars.contains(end) || end.isBlank { part.removeLast() }
      while let start = part.first, marks.unicodeScalars.contains(start) || start.isBlank {
        part.removeFirst()
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return String(view)
    }
    prefix = trimmed(scalars[..<first], without: "+-\u{2212}.,")
    suffix = trimmed(scalars[(last + 1)...], without: ".,")
    isSeparated = last + 1 < scalars.endIndex && scalars[last + 1].isBlank
  }

  /// The names of currencies that stand before amounts.
  private static let currencies: Set<String> = [
    "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "AUD", "CAD",
    "NZD", "BRL", "MXN", "ZAR", "RUB", "TRY", "KRW", "US$", "A$", "C$", "R$", "Rs", "Rs.", "Fr", "Fr.", "kr",
  ]

  /// What would make another number of the one before it, or a rank.
  private static let meaningfulSuffixes: Set<String> = [
    "k", "m", "b", "g", "t", "bn", "mn", "mio", "mrd", "tsd", "thousand", "million", "billion", "st", "nd",
    "rd", "th", "e",
  ]

  /// Units of one letter, which are so only after a blank: 12B is a code, and 5m are perhaps millions.
  private static let letterUnits: Set<String> = ["m", "g", "t", "L", "V", "W", "C", "F"]

  /// Whether what stands before the number only says what it is an amount of.
  var hasCurrency: Bool { Self.isCurrency(prefix) }

  /// Whether what stands after the number only says what it is an amount of.
  var hasUnit: Bool { Self.isUnit(suffix) || isSeparated && Self.letterUnits.contains(suffix) }

  private static func isCurrency(_ text: String) -> Bool {
    currencies.contains(text)
      || text.unicodeScalars.count == 1 && text.unicodeScalars.allSatisfy(\.isCurrencyOrPercent)
  }

  private static func isUnit(_ text: String) -> Bool {
    if isCurrency(text) { return true }
    let isShort = (1...10).contains(text.unicodeScalars.count)
    // A single capital letter is rather a part of a code, like that of 12B.
    let isCapital = text.unicodeScalars.count == 1 && text.first?.isUppercase == true
    return isShort && !isCapital && !meaningfulSuffixes.contains(text.lowercased())
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.isCurrencyOrPercent
          || "/.°²³µ·*^ ".unicodeScalars.contains(scalar)
      }
      && text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.isCurrencyOrPercent || $0 == "°" }
  }
}

extension Unicode.Scalar {
  fileprivate var isCurrencyOrPercent: Bool {
    properties.generalCategory == .currencySymbol || self == "%" || self == "\u{2030}"
  }
}
