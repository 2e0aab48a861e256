/// A word, a text, a number or a mark of an SQL statement.
enum SQLToken: Equatable {
  /// A word without quotes.
  case word(String)
  /// A name in double quotes, back quotes or brackets.
  case name(String)
  /// A text in single quotes.
  case text(String)
  case number(String)
  /// A constant of bytes, such as `x'00'`.
  case bytes
  case mark(Character)

  /// Whether it is a keyword, in any case.
  func isWord(_ words: String...) -> Bool {
    if case .word(let word) = self { words.contains(word.uppercased()) } else { false }
  }

  /// The name that it can be.
  var identifier: String? {
    switch self {
    case .word(let text), .name(let text), .text(let text): text
    default: nil
    }
  }

  /// The tokens of a statement, without comments.
  static func tokens(of statement: String) -> [SQLToken] {
    var scanner = SQLScanner(text: Array(statement.unicodeScalars))
    var tokens: [SQLToken] = []
    while scanner.hasMore { if let token = scanner.next() { tokens.append(token) } }
    return tokens
  }
}

/// Divides an SQL statement into tokens. Source: sqlite.org/lang.html.
private struct SQLScanner {
  let text: [Unicode.Scalar]
  private var place = 0

  init(text: [Unicode.Scalar]) { self.text = text }

  var hasMore: Bool { place < text.count }

  /// The next token; `nil` for a comment or a blank. There must be more.
  mutating func next() -> SQLToken? {
    let scalar = text[place]
    let following = place + 1 < text.count ? text[place + 1] : " "
    switch scalar {
    case "-" where following == "-": _ = run { $0 != "\n" }
    case "/" where following == "*": passComment()
    case "\"", "`": return .name(quoted(scalar))
    case "[": return .name(quoted("]"))
    case "'": return .text(quoted("'"))
    case "x" where following == "'", "X" where following == "'":
      place += 1
      _ = quoted("'")
      return .bytes
    case "0"..."9",
      "." where ("0"..."9").contains(following):
      return .number(number())
    case _ where scalar.properties.isWhitespace: place += 1
    case _ where Self.isNamePart(scalar): return .word(run(Self.isNamePart))
    default:
      place += 1
      return .mark(Character(scalar))
    }
    return nil
  }

  /// The text up to a closing mark, which stands for itself where it is written twice.
  private mutating func quoted(_ closing: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    place += 1
    while place < text.count {
      if text[place] == closing {
        place += 1
        guard closing != "]", place < text.count, text[place] == closing else { break }
      }
      result.append(text[place])
      place += 1
    }
    return String(result)
  }

  private mutating func run(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    let start = place
    while place < text.count, belongs(text[place]) { place += 1 }
    return String(String.UnicodeScalarView(text[start..<place]))
  }

  private mutating func passComment() {
    place += 2
    while place < text.count, !(text[place] == "*" && place + 1 < text.count && text[place + 1] == "/") {
      place += 1
    }
    place = min(place + 2, text.count)
  }

  private mutating func number() -> String {
    let start = place
    let isHexadecimal = start + 1 < text.count && (text[start + 1] == "x" || text[start + 1] == "X")
    while place < text.count {
      let isSign =
        (text[place] == "+" || text[place] == "-") && place > start && !isHexadecimal
        && (text[place - 1] == "e" || text[place - 1] == "E")
      guard Self.isNamePart(text[place]) || text[place] == "." || isSign else { break }
      place += 1
    }
    return String(String.UnicodeScalarView(text[start..<place]))
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F || scalar == "_" || scalar == "$" || ("0"..."9").contains(scalar)
      || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
