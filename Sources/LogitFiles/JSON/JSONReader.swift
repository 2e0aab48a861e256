/// Reads JSON, as Python's `json` writes it, into a ``JSON``.
///
/// Strict: one value and nothing after it, no comments, no commas too many, no name twice in an object, text
/// that is UTF-8. Python's `NaN`, `Infinity` and `-Infinity` are numbers. Depth and size are limited, so that
/// no file can exhaust the stack or the memory.
package struct JSONReader {
  /// How deep arrays and objects may be nested; Keras's own configurations stay below 20.
  package static let largestDepth = 128
  /// The largest text read unless told otherwise, 16 MiB.
  package static let largestByteCount = 1 << 24

  private let bytes: [UInt8]
  private let source: String
  private var position = 0
  private var depth = 0
  private var valuesLeft: Int

  /// - Parameters:
  ///   - source: What the text is, for messages: a path or `"the JSON text"`.
  ///   - largestByteCount: The number of bytes beyond which nothing is read.
  ///   - largestValueCount: The most values, each of which takes some hundred bytes of memory; any number by
  ///     default.
  /// - Throws: ``FileError/invalidJSON(source:line:column:reason:)``.
  package static func parse(
    _ bytes: [UInt8], source: String, largestByteCount: Int = Self.largestByteCount,
    largestValueCount: Int = .max
  ) throws -> JSON {
    var reader = JSONReader(bytes: bytes, source: source, largestValueCount: largestValueCount)
    guard bytes.count <= largestByteCount else {
      throw reader.error("the text has \(bytes.count) bytes, more than the \(largestByteCount) allowed")
    }
    let value = try reader.value()
    reader.skipWhitespace()
    guard reader.position == bytes.count else { throw reader.unexpected("the end of the text") }
    return value
  }

  private init(bytes: [UInt8], source: String, largestValueCount: Int) {
    self.bytes = bytes
    valuesLeft = largestValueCount
    self.source = source
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
}

extension JSON {
  /// Reads JSON, as Python's `json` and Keras's `to_json` write it.
  ///
  /// Members keep their order, and `1` and `1.0` stay different, since Keras tells them apart. `NaN`,
  /// `Infinity` and `-Infinity` are numbers, as in Python.
  ///
  /// - Parameter text: One JSON value, at most 16 MiB long and 128 levels deep.
  /// - Throws: ``FileError/invalidJSON(source:line:column:reason:)`` for anything that is not strictly JSON,
  ///   a name that appears twice in an object, or a whole number beyond 64 bits.
  public init(json text: String) throws {
    self = try JSONReader.parse(Array(text.utf8), source: "the JSON text")
  }
}

// MARK: - Values

extension JSONReader {
  private mutating func value() throws -> JSON {
    guard valuesLeft > 0 else { throw error("it has more values than any model needs") }
    valuesLeft -= 1
    skipWhitespace()
    switch current {
    case UInt8(ascii: "{"): return try nested { try $0.object() }
    case UInt8(ascii: "["): return try nested { try $0.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "N"): return try literal("NaN", .number(.nan))
    case UInt8(ascii: "I"): return try literal("Infinity", .number(.infinity))
    case let byte? where byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return try number()
    default: throw unexpected("a value")
    }
  }

  private mutating func nested(_ read: (inout JSONReader) throws -> JSON) throws -> JSON {
    depth += 1
    guard depth <= Self.largestDepth else {
      throw error("arrays and objects are nested deeper than \(Self.largestDepth) levels")
    }
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws -> JSON {
    position += 1
    var members: [JSON.Member] = []
    var names: Set<String> = []
    if skip("}") { return .object([]) }
    repeat {
      skipWhitespace()
      guard current == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let start = position
      let name = try string()
      guard names.insert(name).inserted else {
        throw error("the name \"\(name)\" appears twice in one object", at: start)
      }
      guard skip(":") else { throw unexpected("\":\"") }
      members.append(JSON.Member(name, try value()))
    } while skip(",")
    guard skip("}") else { throw unexpected("\",\" or \"}\"") }
    return .object(members)
  }

  private mutating func array() throws -> JSON {
    position += 1
    var values: [JSON] = []
    if skip("]") { return .array([]) }
    repeat { values.append(try value()) } while skip(",")
    guard skip("]") else { throw unexpected("\",\" or \"]\"") }
    return .array(values)
  }

  private mutating func literal(_ text: String, _ value: JSON) throws -> JSON {
    guard bytes[position...].starts(with: text.utf8) else { throw unexpected("a value") }
    position += text.utf8.count
    return value
  }

  private mutating func number() throws -> JSON {
    let start = position
    if current == UInt8(ascii: "-") {
      position += 1
      if current == UInt8(ascii: "I") { return try literal("Infinity", .number(-.infinity)) }
    }
    if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
    var isWhole = true
    if current == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole {
      guard let whole = Int(text) else { throw error("the whole number is beyond 64 bits", at: start) }
      return .integer(whole)
    }
    guard let number = Double(text), number.isFinite else {
      throw error("the number is beyond the range of a double", at: start)
    }
    return .number(number)
  }

  private mutating func digits() throws {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw unexpected("a digit") }
  }
}

// MARK: - Text

extension JSONReader {
  private mutating func string() throws -> String {
    let opening = position
    position += 1
    var text = ""
    var start = position
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text += try plain(start..<position)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += try plain(start..<position)
        text.unicodeScalars.append(try escape())
        start = position
      case 0..<0x20:
        throw error("a control character in text must be written as an escape such as \\n")
      default: position += 1
      }
    }
    throw error("the text that begins here does not end", at: opening)
  }

  private func plain(_ range: Range<Int>) throws -> String {
    let text = String(decoding: bytes[range], as: UTF8.self)
    guard text.utf8.elementsEqual(bytes[range]) else {
      throw error("the text is not UTF-8", at: range.lowerBound)
    }
    return text
  }

  private mutating func escape() throws -> Unicode.Scalar {
    let start = position
    position += 1
    let escaped = current
    position += 1
    switch escaped {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default: throw error("there is no such escape", at: start)
    }
  }

  /// `\uXXXX`, or two of them for a character beyond the first plane.
  private mutating func unicodeEscape(from start: Int) throws -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, current == UInt8(ascii: "\\"),
      bytes[position...].dropFirst().first == UInt8(ascii: "u")
    else { throw error("half of a surrogate pair", at: start) }
    position += 2
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("half of a surrogate pair", at: start) }
    return scalar
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

// MARK: - Places

extension JSONReader {
  private mutating func skipWhitespace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Skips white space and one character, if it is there.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipWhitespace()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func unexpected(_ expected: String) -> FileError {
    guard let current else { return error("expected \(expected), but the text ends") }
    let isPrintable = (0x20..<0x7F).contains(current)
    let found = isPrintable ? "\"\(Unicode.Scalar(current))\"" : "the byte 0x\(String(current, radix: 16))"
    return error("expected \(expected), but found \(found)")
  }

  private func error(_ reason: String, at place: Int? = nil) -> FileError {
    let before = bytes[..<min(place ?? position, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    // Bytes that go on with a character are no columns of their own.
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return .invalidJSON(source: source, line: line, column: column, reason: reason)
  }
}
