// Whole numbers that do not all fit in 64 bits are kept as texts, digit by digit. They stay whole numbers in
// two ways: they are ordered by size, and they can be taken as numbers.

extension Column {
  /// The numbers of each text of the ``dictionary``, if it holds the digits of whole numbers, of which at
  /// least one has more than 64 bits; otherwise `nil`.
  ///
  /// Texts such as `007`, or a column of small whole numbers that was read as texts on request, are no
  /// numbers.
  package var largeWholeNumbers: [Double]? {
    guard kind == .string, dictionary.areLargeWholeNumbers else { return nil }
    let numbers = dictionary.map { Double($0) ?? .nan }
    return numbers.allSatisfy(\.isFinite) ? numbers : nil
  }
}

extension Collection where Element == String {
  /// Whether these are the digits of whole numbers, and one has more than 64 bits.
  package var areLargeWholeNumbers: Bool {
    var hasLarge = false
    for text in self {
      guard text.isWholeNumber else { return false }
      hasLarge = hasLarge || Int64(text).map { $0 == .min } ?? true
    }
    return hasLarge
  }

  /// The order of texts: by size if they are large whole numbers, otherwise by Unicode code points.
  package var order: (String, String) -> Bool {
    guard !areLargeWholeNumbers else { return { $0.wholeNumberPrecedes($1) } }
    return { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }
}

extension String {
  /// Whether this is the digits of a whole number, perhaps with a sign, without zeros before them. −0 is
  /// none.
  var isWholeNumber: Bool {
    var digits = utf8[...]
    let sign = digits.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits.removeFirst() }
    guard let first = digits.first else { return false }
    if first == UInt8(ascii: "0") { return digits.count == 1 && sign != UInt8(ascii: "-") }
    return digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  /// The number of a text that ``isWholeNumber``, if double precision holds it.
  var wholeNumber: Double? {
    guard isWholeNumber, let number = Double(self), number.isFinite else { return nil }
    return number
  }

  /// Whether a text that ``isWholeNumber`` is less than another.
  fileprivate func wholeNumberPrecedes(_ other: String) -> Bool {
    let (isNegative, digits) = wholeNumberParts
    let (otherIsNegative, otherDigits) = other.wholeNumberParts
    guard isNegative == otherIsNegative else { return isNegative }
    let (least, greatest) = isNegative ? (otherDigits, digits) : (digits, otherDigits)
    return least.count != greatest.count
      ? least.count < greatest.count : least.lexicographicallyPrecedes(greatest)
  }

  private var wholeNumberParts: (isNegative: Bool, digits: Substring.UTF8View) {
    let digits = utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    return (utf8.first == UInt8(ascii: "-"), digits)
  }
}
