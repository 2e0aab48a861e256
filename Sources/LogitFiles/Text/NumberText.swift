#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension Double {
  /// The number with a fixed count of decimals, as C's `%.nf` writes it.
  package func fixed(decimals: Int) -> String { exactlyRounded(decimals) ?? printed("%.*f", decimals) }

  /// The number with an exponent, as C's `%.ne` writes it, such as `4.5000e-05`.
  package func scientific(decimals: Int) -> String { printed("%.*e", decimals) }

  /// The shortest text that reads back as the number, as Python's `repr` writes it: `0.1`, `1e-05`, `1e+16`,
  /// `nan`.
  package var pythonDescription: String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    let text = description
    // Swift turns to exponents at 2⁵⁴ only, Python at 10¹⁶. Whole numbers between have 17 digits.
    guard magnitude >= 1e16, text.hasSuffix(".0") else { return text }
    var digits = text.dropLast(2).drop { $0 == "-" }
    while digits.last == "0" { digits.removeLast() }
    let fraction = digits.dropFirst()
    return (self < 0 ? "-" : "") + digits.prefix(1) + (fraction.isEmpty ? "" : ".") + fraction + "e+16"
  }

  private static let powersOfTen: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]

  /// The same text without `printf`, for the numbers a progress bar shows: those below 10⁹, with at most 6
  /// decimals. Boxing arguments for C took longer than all else in a line of progress.
  ///
  /// Such a number times the power of ten is below 2⁵³, so the whole part of the product is exact, and what
  /// the multiplication lost, which a fused multiply-add recovers, decides only what otherwise lies exactly
  /// half-way.
  private func exactlyRounded(_ decimals: Int) -> String? {
    guard magnitude < 1e9, Self.powersOfTen.indices.contains(decimals) else { return nil }
    let power = Self.powersOfTen[decimals]
    let product = magnitude * power
    let lost = (-product).addingProduct(magnitude, power)
    let whole = product.rounded(.down)
    let excess = product - whole - 0.5
    var digits = UInt64(whole)
    let isUp = excess > 0 || (excess == 0 && (lost > 0 || (lost == 0 && !digits.isMultiple(of: 2))))
    if isUp { digits += 1 }
    let (units, fraction) = digits.quotientAndRemainder(dividingBy: UInt64(power))
    var text = sign == .minus ? "-\(units)" : "\(units)"
    guard decimals > 0 else { return text }
    let fractionText = String(fraction)
    text += "."
    text += String(repeating: "0", count: decimals - fractionText.utf8.count)
    text += fractionText
    return text
  }

  private func printed(_ format: String, _ decimals: Int) -> String {
    withVaList([Int32(decimals), self]) { arguments in
      // The longest: 309 digits before the point, the point, the decimals, a sign and the final zero.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 312 + decimals) { buffer in
        vsnprintf(buffer.baseAddress, buffer.count, format, arguments)
        return buffer.baseAddress.map { String(cString: $0) } ?? ""
      }
    }
  }
}
