/// How the characters of a text file are encoded as bytes.
///
/// All of them encode ASCII alike, so they only matter for strings.
public enum TextEncoding: String, Sendable, Equatable, CaseIterable {
  /// UTF-8, the Unicode encoding.
  case utf8
  /// ISO 8859-1: each byte is the Unicode character of that number.
  case latin1
  /// Western Windows: as ``latin1``, but with letters and signs in place of the control characters 128 to
  /// 159.
  case windows1252

  /// The name it is commonly known by.
  public var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .latin1: "Latin-1 (ISO 8859-1)"
    case .windows1252: "Windows-1252"
    }
  }

  /// The string that some bytes encode. Bytes that are not UTF-8 become U+FFFD.
  func string(_ bytes: some Collection<UInt8>) -> String {
    switch self {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .latin1, .windows1252: return String(String.UnicodeScalarView(bytes.map { scalar($0) }))
    }
  }

  /// The character that a byte encodes; of UTF-8, only that of a byte of ASCII.
  func scalar(_ byte: UInt8) -> Unicode.Scalar {
    self == .windows1252 && (128..<160).contains(byte) ? Self.windows[Int(byte) - 128] : Unicode.Scalar(byte)
  }

  /// The probable encoding of bytes that are not UTF-8.
  static func likely(_ bytes: some Sequence<UInt8>) -> TextEncoding {
    // Latin-1 has control characters there, which do not occur in text.
    bytes.contains { (128..<160).contains($0) } ? .windows1252 : .latin1
  }

  /// 128 to 159, from Unicode's mapping table (the five without a character stay what they are).
  private static let windows: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{2C6}",
    "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}", "\u{90}", "\u{2018}",
    "\u{2019}",
    "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}", "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}",
    "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
  ]
}
