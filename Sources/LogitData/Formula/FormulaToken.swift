import LogitFiles

/// A piece of a formula's text: a name, a number, a mark.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    /// `age`, `np.log`; in backquotes any text.
    case name(String, isQuoted: Bool)
    /// `"Oslo"`
    case text(String)
    case number(Double)
    /// An operator, a parenthesis, a comma, `~`, `=` or `.`.
    case mark(String)
    /// Nothing follows.
    case end
  }

  let kind: Kind
  /// Where it stands, in characters.
  let place: Range<Int>
}

/// Divides a formula's text into tokens.
struct FormulaLexer {
  private let text: String
  private let characters: [Character]
  private var next = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// The tokens of the text, of which the last is ``FormulaToken/Kind/end``.
  ///
  /// - Throws: ``FormulaError`` for a character that means nothing, and for an open quote.
  mutating func tokens() throws -> [FormulaToken] {
    var tokens: [FormulaToken] = []
    while let token = try token() { tokens.append(token) }
    return tokens + [FormulaToken(kind: .end, place: characters.count..<characters.count)]
  }

  private mutating func token() throws -> FormulaToken? {
    while next < characters.count, characters[next].isWhitespace { next += 1 }
    guard next < characters.count else { return nil }
    let start = next
    let kind: FormulaToken.Kind =
      switch characters[start] {
      case "`": .name(try quoted("`"), isQuoted: true)
      case "\"": .text(try quoted("\""))
      case "'": .text(try quoted("'"))
      case let first where isDigit(start) || first == "." && isDigit(start + 1): try number()
      case let first where first.isLetter || first == "_": .name(name(), isQuoted: false)
      case ".": beginsName(start + 1) ? .name(name(), isQuoted: false) : .mark(advance(1))
      default: try mark()
      }
    return FormulaToken(kind: kind, place: start..<next)
  }

  private func isDigit(_ place: Int) -> Bool {
    place < characters.count && ("0"..."9").contains(characters[place])
  }

  private func beginsName(_ place: Int) -> Bool {
    place < characters.count && (characters[place].isLetter || characters[place] == "_")
  }

  private mutating func advance(_ count: Int) -> String {
    defer { next += count }
    return String(characters[next..<next + count])
  }

  private mutating func name() -> String {
    let start = next
    while next < characters.count,
      characters[next].isLetter || characters[next].isNumber || "._".contains(characters[next])
    {
      next += 1
    }
    return String(characters[start..<next])
  }

  /// Digits, perhaps with a fraction and an exponent.
  private mutating func number() throws -> FormulaToken.Kind {
    let start = next
    while isDigit(next) { next += 1 }
    if next < characters.count, characters[next] == "." { next += 1 }
    while isDigit(next) { next += 1 }
    if next < characters.count, characters[next] == "e" || characters[next] == "E" {
      let sign = next + 1 < characters.count && "+-".contains(characters[next + 1]) ? 1 : 0
      if isDigit(next + 1 + sign) {
        next += 1 + sign
        while isDigit(next) { next += 1 }
      }
    }
    var digits = String(characters[start..<next])
    if digits.hasSuffix(".") { digits.removeLast() }
    guard let number = Double(digits), number.isFinite else {
      throw FormulaError(
        formula: text, characters: start..<next,
        message: "\(digits.shortened) is beyond double precision (up to 1.8e308); write a smaller number.")
    }
    return .number(number)
  }

  /// A text in quotes; a backslash takes the meaning from the next character.
  private mutating func quoted(_ quote: Character) throws -> String {
    let start = next
    next += 1
    var result = ""
    while next < characters.count {
      let character = characters[next]
      next += 1
      if character == quote { return result }
      if character == "\\", next < characters.count {
        result.append(characters[next])
        next += 1
      } else {
        result.append(character)
      }
    }
    throw FormulaError(
      formula: text, characters: start..<start + 1,
      message: "The quote \(quote) is opened here and never closed; close it behind the name or text.")
  }

  private static let marks: Set<Character> = [
    "+", "-", "*", "/", "^", ":", "(", ")", ",", "~", "=", "|", "<", ">", "!", "&", "[", "]", "{", "}", "$",
    "@", "?", ";",
  ]

  private mutating func mark() throws -> FormulaToken.Kind {
    let character = characters[next]
    if character == "%", let end = characters[(next + 1)...].firstIndex(of: "%") {
      return .mark(advance(end + 1 - next))
    }
    if next + 1 < characters.count {
      let pair = String(characters[next...next + 1])
      if pair == "**" {
        next += 2
        return .mark("^")
      }
      if ["==", "!=", "<=", ">=", "&&", "||", "::"].contains(pair) { return .mark(advance(2)) }
    }
    // The minus signs that word processors write.
    if character == "−" || character == "–" {
      next += 1
      return .mark("-")
    }
    guard Self.marks.contains(character) else {
      throw FormulaError(
        formula: text, characters: next..<next + 1,
        message:
          "\"\(character)\" means nothing in a formula; put the name of a column in backquotes (`) if it has "
          + "such a character.")
    }
    return .mark(advance(1))
  }
}
