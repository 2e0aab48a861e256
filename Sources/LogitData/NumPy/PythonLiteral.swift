/// The subset of Python's literals that occurs in the header of an NPY file.
enum PythonLiteral: Equatable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case tuple([PythonLiteral])
  case list([PythonLiteral])
  /// Keys and values; keys are strings.
  case dictionary([String: PythonLiteral])

  /// Reads one literal, and nothing but blanks after it.
  ///
  /// - Throws: ``PythonLiteralError`` with the position of what is wrong.
  init(_ text: String) throws(PythonLiteralError) {
    var reader = PythonLiteralReader(text)
    self = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.isAtEnd else { throw reader.unexpected("the end") }
  }
}

/// What is wrong with a literal: what was expected and found at a character, counted from 1.
struct PythonLiteralError: Error, Equatable {
  var expected: String
  var found: String
  var place: Int
}

private struct PythonLiteralReader {
  /// How deep tuples, lists and dictionaries may be nested: more than twice what records with shaped fields
  /// need.
  private static let largestDepth = 8

  private let characters: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { characters = Array(text.unicodeScalars) }

  var isAtEnd: Bool { position == characters.count }
  private var current: Unicode.Scalar? { isAtEnd ? nil : characters[position] }

  mutating func skipBlanks() {
    while let current, " \t\r\n\u{0C}".unicodeScalars.contains(current) { position += 1 }
  }

  func unexpected(_ expected: String) -> PythonLiteralError {
    PythonLiteralError(
      expected: expected, found: current.map { "\"\($0)\"" } ?? "the end", place: position + 1)
  }

  mutating func value(depth: Int) throws(PythonLiteralError) -> PythonLiteral {
    skipBlanks()
    guard depth < Self.largestDepth else { throw unexpected("no deeper nesting") }
    switch current {
    case "{": return try dictionary(depth: depth)
    case "(":
      let (elements, isTuple) = try sequence(closedBy: ")", depth: depth)
      return !isTuple && elements.count == 1 ? elements[0] : .tuple(elements)
    case "[": return .list(try sequence(closedBy: "]", depth: depth).elements)
    case "'", "\"": return .text(try text())
    case "T", "F": return try boolean()
    case let digit? where digit == "-" || digit == "+" || ("0"..."9").contains(digit): return try integer()
    default: throw unexpected("a value")
    }
  }

  private mutating func boolean() throws(PythonLiteralError) -> PythonLiteral {
    for (word, value) in [("True", true), ("False", false)]
    where characters[position...].starts(with: word.unicodeScalars) {
      position += word.count
      return .boolean(value)
    }
    throw unexpected("True or False")
  }

  private mutating func integer() throws(PythonLiteralError) -> PythonLiteral {
    let start = position
    if current == "-" || current == "+" { position += 1 }
    while let current, ("0"..."9").contains(current) { position += 1 }
    let digits = String(String.UnicodeScalarView(characters[start..<position]))
    guard let number = Int(digits) else {
      position = start
      throw unexpected("a whole number that fits 64 bits")
    }
    // Python 2 appended an L to long numbers.
    if current == "L" { position += 1 }
    return .integer(number)
  }

  private mutating func text() throws(PythonLiteralError) -> String {
    let quote = current
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = current, scalar != quote {
      position += 1
      if scalar == "\\" { text.append(try escaped()) } else { text.append(scalar) }
    }
    guard current == quote else { throw unexpected("a closing quotation mark") }
    position += 1
    return String(text)
  }

  private mutating func escaped() throws(PythonLiteralError) -> Unicode.Scalar {
    let digitCounts: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
    let controls: [Unicode.Scalar: Unicode.Scalar] = [
      "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", "\"": "\"",
    ]
    guard let kind = current else { throw unexpected("an escaped character") }
    position += 1
    if let control = controls[kind] { return control }
    guard let count = digitCounts[kind], position + count <= characters.count else {
      throw unexpected("a known escape")
    }
    let digits = String(String.UnicodeScalarView(characters[position..<position + count]))
    guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
      throw unexpected("the number of a character")
    }
    position += count
    return scalar
  }

  /// - Returns: The elements, and whether there is a comma, without which parentheses around a value are not
  ///   a tuple.
  private mutating func sequence(
    closedBy close: Unicode.Scalar, depth: Int
  ) throws(PythonLiteralError) -> (elements: [PythonLiteral], hasComma: Bool) {
    position += 1
    var elements: [PythonLiteral] = []
    var hasComma = false
    skipBlanks()
    while current != close {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if current == "," {
        hasComma = true
        position += 1
        skipBlanks()
      } else if current != close {
        throw unexpected("a comma or \"\(close)\"")
      }
    }
    position += 1
    return (elements, hasComma)
  }

  private mutating func dictionary(depth: Int) throws(PythonLiteralError) -> PythonLiteral {
    position += 1
    var members: [String: PythonLiteral] = [:]
    skipBlanks()
    while current != "}" {
      guard current == "'" || current == "\"" else { throw unexpected("a key in quotation marks") }
      let key = try text()
      skipBlanks()
      guard current == ":" else { throw unexpected("\":\"") }
      position += 1
      guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
        throw unexpected("the key '\(key)' once, before this place")
      }
      skipBlanks()
      if current == "," {
        position += 1
        skipBlanks()
      } else if current != "}" {
        throw unexpected("a comma or \"}\"")
      }
    }
    position += 1
    return .dictionary(members)
  }
}
