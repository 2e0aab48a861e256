/// A format for numbers as Python's `format` takes it: `02d`, `.2f`, `>8.3e`, `+.1%`.
///
///     [[fill]align][sign][0][width][.precision][type]
///
/// The types are d, f, F, e, E, g, G, % and none. Grouping and the bases of whole numbers are left out.
package struct PythonFormat: Sendable, Equatable {
  /// The longest text and the most digits; a file's name cannot have more.
  private static let largest = 255

  private var fill: Character = " "
  private var align: Character = ">"
  private var sign: Character = "-"
  private var width = 0
  private var precision: Int?
  private var type: Character?

  /// - Returns: `nil` for a format that is not understood.
  package init?(_ text: some StringProtocol) {
    var rest = Array(text)[...]
    if rest.count >= 2, "<>=^".contains(rest[rest.startIndex + 1]) {
      (fill, align) = (rest.removeFirst(), rest.removeFirst())
    } else if let first = rest.first, "<>=^".contains(first) {
      align = rest.removeFirst()
    } else if let zero = Self.zero(in: rest) {
      (fill, align) = ("0", "=")
      rest.remove(at: zero)
    }
    if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
    // After an alignment the 0 is one for the fill only.
    if rest.first == "0" {
      rest.removeFirst()
      if fill == " " { fill = "0" }
    }
    guard let width = Self.number(&rest, default: 0) else { return nil }
    self.width = width
    if rest.first == "." {
      rest.removeFirst()
      guard let precision = Self.number(&rest, default: nil) else { return nil }
      self.precision = precision
    }
    if let last = rest.first, "dfFeEgG%".contains(last) { type = rest.removeFirst() }
    guard rest.isEmpty else { return nil }
  }

  /// Where the 0 of a width such as `02` or `+05` stands.
  private static func zero(in text: ArraySlice<Character>) -> Int? {
    guard let first = text.first else { return nil }
    let place = text.startIndex + ("+- ".contains(first) ? 1 : 0)
    return place < text.endIndex && text[place] == "0" ? place : nil
  }

  private static func number(_ text: inout ArraySlice<Character>, default fallback: Int?) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return fallback }
    text = text.dropFirst(digits.count)
    return Int(String(digits)).flatMap { $0 <= largest ? $0 : nil }
  }

  /// The text for a whole number; `nil` if the format is not one for whole numbers.
  package func text(for value: Int) -> String? {
    guard type == nil || type == "d" else { return text(for: Double(value)) }
    guard precision == nil else { return nil }
    return padded("\(value.magnitude)", isNegative: value < 0)
  }

  /// The text for a number; `nil` if the format is one for whole numbers.
  package func text(for value: Double) -> String? {
    guard type != "d" else { return nil }
    let isNegative = value.sign == .minus && !value.isNaN
    let magnitude = value.magnitude
    guard value.isFinite else {
      let text = (value.isNaN ? "nan" : "inf") + (type == "%" ? "%" : "")
      return padded(
        type == "F" || type == "E" || type == "G" ? text.uppercased() : text, isNegative: isNegative)
    }
    let digits =
      switch type {
      case "f", "F": magnitude.fixed(decimals: precision ?? 6)
      case "e": magnitude.scientific(decimals: precision ?? 6)
      case "E": magnitude.scientific(decimals: precision ?? 6).uppercased()
      case "%": (magnitude * 100).fixed(decimals: precision ?? 6) + "%"
      case "g": general(magnitude, keepsPoint: false)
      case "G": general(magnitude, keepsPoint: false).uppercased()
      default: precision == nil ? magnitude.pythonDescription : general(magnitude, keepsPoint: true)
      }
    return padded(digits, isNegative: isNegative)
  }

  /// As many digits as the precision says, without zeros at the end; with an exponent where that is shorter.
  ///
  /// - Parameter keepsPoint: Whether a whole number keeps `.0`, as it does in a format without a type.
  private func general(_ value: Double, keepsPoint: Bool) -> String {
    let digits = max(precision ?? 6, 1)
    let scientific = value.scientific(decimals: digits - 1)
    let parts = scientific.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return scientific }
    if exponent < -4 || exponent >= digits - (keepsPoint ? 1 : 0) {
      return trimmed(String(parts[0])) + "e" + parts[1]
    }
    let text = trimmed(value.fixed(decimals: max(digits - 1 - exponent, 0)))
    return keepsPoint && !text.contains(".") ? text + ".0" : text
  }

  private func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private func padded(_ digits: String, isNegative: Bool) -> String {
    let mark = isNegative ? "-" : sign == "-" ? "" : String(sign)
    let missing = max(width - digits.count - mark.count, 0)
    let padding = String(repeating: fill, count: missing)
    switch align {
    case "<": return mark + digits + padding
    case "=": return mark + padding + digits
    case "^":
      let before = String(repeating: fill, count: missing / 2)
      return before + mark + digits + String(repeating: fill, count: missing - missing / 2)
    default: return padding + mark + digits
    }
  }
}
