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
    let text = Array(statement.unicodeScalars)
    var tokens: [SQLToken] = []
    var place = 0
    /// The text up to a closing mark, which stands for itself where it is written twice.
    func quoted(_ closing: Unicode.Scalar) -> String {
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
    func run(_ belongs: (Unicode.Scalar) -> Bool) -> String {
      let start = place
      while place < text.count, belongs(text[place]) { place += 1 }
      return String(String.UnicodeScalarView(text[start..<place]))
    }
    while place < text.count {
      let scalar = text[place]
      let next = place + 1 < text.count ? text[place + 1] : " "
      switch scalar {
      case "-" where next == "-": _ = run { $0 != "\n" }
      case "/" where next == "*":
        place += 2
        while place < text.count, !(text[place] == "*" && place + 1 < text.count && text[place + 1] == "/") {
          place += 1
        }
        place = min(place + 2, text.count)
      case "\"", "`": tokens.append(.name(quoted(scalar)))
      case "[": tokens.append(.name(quoted("]")))
      case "'": tokens.append(.text(quoted("'")))
      case "x" where next == "'", "X" where next == "'":
        place += 1
        _ = quoted("'")
        tokens.append(.bytes)
      case "0"..."9",
        "." where ("0"..."9").contains(next):
        tokens.append(.number(number(text, &place)))
      case _ where scalar.properties.isWhitespace: place += 1
      case _ where isNamePart(scalar): tokens.append(.word(run(isNamePart)))
      default:
        tokens.append(.mark(Character(scalar)))
        place += 1
      }
    }
    return tokens
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F || scalar == "_" || scalar == "$" || ("0"..."9").contains(scalar)
      || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func number(_ text: [Unicode.Scalar], _ place: inout Int) -> String {
    let start = place
    while place < text.count {
      let isSign =
        (text[place] == "+" || text[place] == "-") && place > start
        && (text[place - 1] == "e" || text[place - 1] == "E")
        && !(start + 1 < text.count && (text[start + 1] == "x" || text[start + 1] == "X"))
      guard isNamePart(text[place]) || text[place] == "." || isSign else { break }
      place += 1
    }
    return String(String.UnicodeScalarView(text[start..<place]))
  }
}
