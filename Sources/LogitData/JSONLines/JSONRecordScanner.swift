/// Finds the members of a JSON object, and checks that it is strictly one.
///
/// Source: RFC 8259.
struct JSONRecordScanner {
  /// What a value is.
  enum Kind: Equatable {
    case null, truth, number
    /// A text; whether it has escapes.
    case text(isEscaped: Bool)
    /// An object or an array.
    case nested
  }

  /// A name and a value.
  struct Member {
    /// The name, without its quotes.
    var key: Range<Int>
    var isKeyEscaped: Bool
    /// The value; without its quotes if it is a text.
    var value: Range<Int>
    var kind: Kind
  }

  /// What is not as it must be.
  struct Fault: Error {
    var place: Int
    var expected: String
    /// What was found; the characters at the place by default.
    var found: String?
    var remedy = "correct it there"
  }

  /// Objects and arrays within each other are no deeper than this.
  private static let largestDepth = 512
  /// The most bytes of a name.
  private static let longestKey = 4096

  /// The members of the object that was scanned last, in its order.
  private(set) var members: [Member] = []
  private var place = 0
  private var end = 0
  private var isEscaped = false

  /// Scans an object, which nothing but blanks may follow.
  mutating func scan(_ bytes: [UInt8], _ range: Range<Int>) throws(Fault) {
    members.removeAll(keepingCapacity: true)
    (place, end) = (range.lowerBound, range.upperBound)
    skipBlanks(bytes)
    guard place < end, bytes[place] == UInt8(ascii: "{") else {
      throw Fault(
        place: place, expected: "an object such as {\"a\": 1}",
        remedy: "write each row as an object with the names of its columns")
    }
    place += 1
    skipBlanks(bytes)
    if place < end, bytes[place] == UInt8(ascii: "}") {
      place += 1
    } else {
      while try scanMember(bytes) {}
    }
    skipBlanks(bytes)
    if place < end { throw Fault(place: place, expected: "the end of the line behind the object") }
  }

  /// Scans a member and what follows it; returns whether that announces another.
  private mutating func scanMember(_ bytes: [UInt8]) throws(Fault) -> Bool {
    skipBlanks(bytes)
    guard place < end, bytes[place] == RecordText.quote else {
      throw Fault(place: place, expected: "a name in double quotes")
    }
    let key = try text(bytes)
    let isKeyEscaped = isEscaped
    if key.isEmpty {
      throw Fault(place: key.lowerBound - 1, expected: "a name", found: "\"\"", remedy: "name the column")
    }
    if key.count > Self.longestKey {
      throw Fault(
        place: key.lowerBound, expected: "a name of at most \(Self.longestKey) bytes",
        found: "one of \(key.count)", remedy: "look for a missing quote, or give the column a shorter name")
    }
    skipBlanks(bytes)
    guard place < end, bytes[place] == UInt8(ascii: ":") else {
      throw Fault(place: place, expected: "a colon behind the name")
    }
    place += 1
    skipBlanks(bytes)
    let start = place
    let kind = try value(bytes, depth: 1)
    var range = start..<place
    if case .text = kind { range = start + 1..<place - 1 }
    members.append(Member(key: key, isKeyEscaped: isKeyEscaped, value: range, kind: kind))
    return try endsMember(bytes, UInt8(ascii: "}"), "a comma or }")
  }

  /// Takes a comma or a closing bracket; returns whether it was a comma.
  private mutating func endsMember(
    _ bytes: [UInt8], _ closing: UInt8, _ expected: String
  ) throws(Fault) -> Bool {
    skipBlanks(bytes)
    guard place < end, bytes[place] == UInt8(ascii: ",") || bytes[place] == closing else {
      throw Fault(place: place, expected: expected)
    }
    place += 1
    return bytes[place - 1] != closing
  }

  /// Scans any value.
  private mutating func value(_ bytes: [UInt8], depth: Int) throws(Fault) -> Kind {
    guard place < end else { throw Fault(place: place, expected: "a value") }
    switch bytes[place] {
    case RecordText.quote:
      _ = try text(bytes)
      return .text(isEscaped: isEscaped)
    case UInt8(ascii: "n"):
      try word(bytes, "null")
      return .null
    case UInt8(ascii: "t"):
      try word(bytes, "true")
      return .truth
    case UInt8(ascii: "f"):
      try word(bytes, "false")
      return .truth
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try number(bytes)
      return .number
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try nested(bytes, depth: depth)
      return .nested
    default:
      throw Fault(
        place: place, expected: "a value",
        remedy: "write a missing value as null, and a text in double quotes")
    }
  }

  private mutating func nested(_ bytes: [UInt8], depth: Int) throws(Fault) {
    guard depth < Self.largestDepth else {
      throw Fault(
        place: place, expected: "at most \(Self.largestDepth) levels of objects and arrays", found: "more",
        remedy: "write the values as columns of their own")
    }
    let isObject = bytes[place] == UInt8(ascii: "{")
    let closing = UInt8(ascii: isObject ? "}" : "]")
    place += 1
    skipBlanks(bytes)
    if place < end, bytes[place] == closing {
      place += 1
      return
    }
    repeat {
      skipBlanks(bytes)
      if isObject {
        guard place < end, bytes[place] == RecordText.quote else {
          throw Fault(place: place, expected: "a name in double quotes")
        }
        _ = try text(bytes)
        skipBlanks(bytes)
        guard place < end, bytes[place] == UInt8(ascii: ":") else {
          throw Fault(place: place, expected: "a colon behind the name")
        }
        place += 1
        skipBlanks(bytes)
      }
      _ = try value(bytes, depth: depth + 1)
    } while try endsMember(bytes, closing, isObject ? "a comma or }" : "a comma or ]")
  }

  @inline(__always)
  private mutating func skipBlanks(_ bytes: [UInt8]) {
    while place < end, isBlank(bytes[place]) { place += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private mutating func word(_ bytes: [UInt8], _ word: StaticString) throws(Fault) {
    let count = word.utf8CodeUnitCount
    let fits =
      end - place >= count && (0..<count).allSatisfy { bytes[place + $0] == word.utf8Start[$0] }
      && (end - place == count || !isLetter(bytes[place + count]))
    guard fits else {
      throw Fault(
        place: place, expected: "a value",
        remedy: "write a missing value as null, and a text in double quotes")
    }
    place += count
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  // MARK: - Numbers and texts

  private mutating func number(_ bytes: [UInt8]) throws(Fault) {
    let start = place
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    if place < end, bytes[place] == UInt8(ascii: "0") {
      place += 1
    } else {
      try digits(bytes)
    }
    if place < end, bytes[place] == UInt8(ascii: ".") {
      place += 1
      try digits(bytes)
    }
    if place < end, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < end, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") { place += 1 }
      try digits(bytes)
    }
    if place < end, isLetter(bytes[place]) || bytes[place] == UInt8(ascii: ".") {
      throw Fault(
        place: start, expected: "a number as JSON has them",
        remedy: "write it like 12, -0.5 or 1e6, or as a text in double quotes")
    }
  }

  private mutating func digits(_ bytes: [UInt8]) throws(Fault) {
    let start = place
    while place < end, (0x30...0x39).contains(bytes[place]) { place += 1 }
    if place == start { throw Fault(place: place, expected: "a digit of a number") }
  }

  /// Scans a text in quotes; returns where it is, without them, and notes whether it has escapes.
  private mutating func text(_ bytes: [UInt8]) throws(Fault) -> Range<Int> {
    let open = place
    place += 1
    isEscaped = false
    while place < end {
      let byte = bytes[place]
      if byte == RecordText.quote {
        place += 1
        return open + 1..<place - 1
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try escape(bytes)
      } else if byte < 0x20 {
        throw Fault(
          place: place, expected: "a text without control characters",
          found: "the byte \(byte)", remedy: "write it as an escape, such as \\n or \\t")
      } else {
        place += 1
      }
    }
    throw Fault(
      place: open, expected: "a text that ends in the line",
      remedy: "close its quotes, or write a quote as \\\"")
  }

  private mutating func escape(_ bytes: [UInt8]) throws(Fault) {
    let start = place
    place += 1
    guard place < end else { throw Fault(place: start, expected: "an escape") }
    if "\"\\/bfnrt".utf8.contains(bytes[place]) {
      place += 1
      return
    }
    guard bytes[place] == UInt8(ascii: "u"), let unit = unit(bytes, at: place + 1) else {
      throw Fault(
        place: start, expected: "an escape of JSON", remedy: "write a backslash as \\\\")
    }
    place += 5
    if unit == 0 {
      throw Fault(
        place: start, expected: "a character other than U+0000", remedy: "leave it out")
    }
    guard (0xD800..<0xE000).contains(unit) else { return }
    if unit < 0xDC00, place + 1 < end, bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u"), let low = self.unit(bytes, at: place + 2),
      (0xDC00..<0xE000).contains(low)
    {
      place += 6
      return
    }
    throw Fault(
      place: start, expected: "both halves of a pair of surrogates",
      remedy: "write the character itself, or its two escapes")
  }

  /// The number that four hexadecimal digits make.
  private func unit(_ bytes: [UInt8], at start: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    return Self.unit(bytes[start..<start + 4])
  }

  private static func unit(_ digits: ArraySlice<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    for byte in digits {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The text that a scanned one with escapes stands for, in UTF-8.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      guard bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.endIndex else {
        result.append(bytes[place])
        place += 1
        continue
      }
      switch bytes[place + 1] {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var code = unit(bytes[place + 2..<place + 6]) ?? 0xFFFD
        place += 4
        if (0xD800..<0xDC00).contains(code), let low = unit(bytes[place + 4..<place + 8]) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          place += 6
        }
        result += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
      default: result.append(bytes[place + 1])
      }
      place += 2
    }
    return result
  }
}
