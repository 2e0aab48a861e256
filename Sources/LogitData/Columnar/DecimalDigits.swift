/// The digits of decimal numbers, which are stored as whole numbers of any size and a power of ten.
enum DecimalDigits {
  /// More bytes than any decimal type has: those of 76 digits take 32.
  static let mostBytes = 64

  /// The digits of a whole number in two's complement, the highest byte first.
  ///
  /// - Parameter bytes: At most ``mostBytes``; none is 0.
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var bytes = Array(bytes)
    let isNegative = bytes.first ?? 0 >= 0x80
    if isNegative {
      var carry = true
      for index in bytes.indices.reversed() {
        bytes[index] = ~bytes[index]
        if carry { (bytes[index], carry) = bytes[index].addingReportingOverflow(1) }
      }
    }
    // Base 10⁹, the lowest first.
    var groups: [UInt64] = []
    for byte in bytes {
      var carry = UInt64(byte)
      for index in groups.indices {
        let value = groups[index] << 8 + carry
        (groups[index], carry) = (value % 1_000_000_000, value / 1_000_000_000)
      }
      if carry > 0 { groups.append(carry) }
    }
    guard let first = groups.last else { return "0" }
    var text = (isNegative ? "-" : "") + "\(first)"
    for group in groups.dropLast().reversed() {
      let digits = "\(group)"
      text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
    return text
  }

  /// The whole number of some bytes, if it has at most 64 bits.
  static func integer(_ bytes: some BidirectionalCollection<UInt8>) -> Int64? {
    let isNegative = bytes.first ?? 0 >= 0x80
    let rest = bytes.drop { $0 == (isNegative ? 0xFF : 0) }
    guard rest.count <= 8 else { return nil }
    let value = rest.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    return (value < 0) == isNegative ? value : nil
  }

  /// A whole number times a power of ten.
  static func whole(_ digits: String, scale: Int) -> String {
    digits == "0" ? digits : digits + String(repeating: "0", count: -scale)
  }

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1) { value, _ in value * 10 }
  }

  /// The number that a text of these digits with a point among them stands for.
  static func number(_ unscaled: Int64, scale: Int) -> Double {
    // Both are exact, so that the quotient is rounded once.
    if unscaled.magnitude <= 1 << 53, scale < powers.count { return Double(unscaled) / powers[scale] }
    return number("\(unscaled)", scale: scale)
  }

  /// The number that a text of these digits with a point among them stands for.
  static func number(_ digits: String, scale: Int) -> Double { Double("\(digits)e-\(scale)") ?? .nan }
}
