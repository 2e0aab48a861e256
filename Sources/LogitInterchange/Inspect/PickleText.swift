/// Texts as the first protocols of pickles write them, with escapes that could hide a name.
enum PickleText {
  /// The most bytes of a text that are kept; the name of a module or a class is shorter.
  static let longest = 4096

  /// A text of the opcode UNICODE: Latin-1 with `\u` and `\U`, as Python's codec raw-unicode-escape has it.
  static func rawUnicode(_ bytes: ArraySlice<UInt8>) -> String {
    var scalars = String.UnicodeScalarView()
    var rest = bytes
    while let byte = rest.popFirst() {
      // Whatever follows a backslash belongs to it, another backslash too.
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        scalars.append(Unicode.Scalar(byte))
        continue
      }
      let count = [UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][kind]
      if let count, let scalar = scalar(rest.prefix(count), count: count, radix: 16) {
        scalars.append(scalar)
        rest = rest.dropFirst(count)
      } else {
        scalars.append(Unicode.Scalar(byte))
        scalars.append(Unicode.Scalar(kind))
      }
    }
    return String(scalars)
  }

  /// A text of the opcode STRING: a literal of Python in quotes, with its escapes.
  static func literal(_ bytes: ArraySlice<UInt8>) -> String {
    var rest = bytes
    while let last = rest.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: " ") { rest.removeLast() }
    if let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""), rest.count > 1,
      rest.last == quote
    {
      rest = rest.dropFirst().dropLast()
    }
    var scalars = String.UnicodeScalarView()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        scalars.append(Unicode.Scalar(byte))
        continue
      }
      if kind == UInt8(ascii: "x"), let scalar = scalar(rest.prefix(2), count: 2, radix: 16) {
        scalars.append(scalar)
        rest = rest.dropFirst(2)
      } else if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(kind) {
        let digits = [kind] + rest.prefix(2).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        rest = rest.dropFirst(digits.count - 1)
        scalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 48) })))
      } else {
        scalars.append(contentsOf: (simple[kind] ?? "\\\(Unicode.Scalar(kind))").unicodeScalars)
      }
    }
    return String(scalars)
  }

  private static let simple: [UInt8: String] = [
    UInt8(ascii: "\\"): "\\", UInt8(ascii: "'"): "'", UInt8(ascii: "\""): "\"", UInt8(ascii: "n"): "\n",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "v"): "\u{B}",
  ]

  /// The scalar that so many digits say; `nil` if they are not there.
  private static func scalar(_ digits: ArraySlice<UInt8>, count: Int, radix: Int) -> Unicode.Scalar? {
    // A sign is none of Python's digits.
    guard digits.count == count,
      digits.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true
    else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: radix).flatMap(Unicode.Scalar.init)
  }
}
