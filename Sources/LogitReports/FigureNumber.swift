import Logit

// Numbers as figures show them: short, with the signs of typography.

extension Double {
  /// Numbers from here on have a power of ten instead of their last digits.
  private static let largestInFull = 1e6

  /// The number with so many digits, and whole ones up to a million in full: `0.52`, `53,170`, `−1.5e−7`.
  ///
  /// - Parameter digits: The most digits, 1 to 6.
  func figureText(digits: Int) -> String {
    let size = magnitude
    guard isFinite else { return isNaN ? "undefined" : self < 0 ? "−∞" : "∞" }
    let limit = (0..<digits).reduce(1.0) { power, _ in 10 * power }
    if size.rounded() >= limit, size < Self.largestInFull {
      return (self < 0 ? "−" : "") + Int(size.rounded()).grouped
    }
    return (PythonFormat(".\(digits)g")?.text(for: self) ?? "\(self)").withTypographicSigns
  }

  /// The number with a power of ten: `4.2e−5`.
  func exponentText(decimals: Int) -> String { scientific(decimals: decimals).withTypographicSigns }
}

extension String {
  /// The text of a number as C writes it, with minus signs for hyphens and its exponent without zeros in
  /// front: `1.5e−7` for `1.5e-07`.
  fileprivate var withTypographicSigns: String {
    let parts = split(separator: "e", maxSplits: 1)
    guard parts.count == 2, let power = Int(parts[1].drop { $0 == "+" }) else {
      return replacing("-", with: "−")
    }
    return "\(parts[0])e\(power)".replacing("-", with: "−")
  }
}
