/// Reads the parts of a formula from its tokens, by the ranks that operators have in R: `^` before a sign,
/// then `:`, `*` and `/`, `+` and `-`.
struct FormulaParser {
  /// How deep parentheses may be.
  private static let largestDepth = 64

  let text: String
  private let characters: [Character]
  private let tokens: [FormulaToken]
  private var next = 0
  private var depth = 0

  init(_ text: String) throws {
    var lexer = FormulaLexer(text)
    self.text = text
    characters = Array(text)
    tokens = try lexer.tokens()
  }

  private var token: FormulaToken { tokens[next] }

  func error(_ place: Range<Int>, _ message: String) -> FormulaError {
    FormulaError(formula: text, characters: place, message: message)
  }

  private mutating func skip(_ mark: String) -> Bool {
    guard token.kind == .mark(mark) else { return false }
    next += 1
    return true
  }

  /// The two sides of a formula; the first is `nil` if nothing stands there.
  mutating func sides() throws -> (outcome: FormulaNode?, terms: FormulaNode) {
    let tildes = tokens.filter { $0.kind == .mark("~") }
    guard let tilde = tildes.first else {
      throw error(
        0..<characters.count,
        "A formula needs ~ between the outcome and the terms, such as outcome ~ age + sex.")
    }
    if tildes.count > 1 {
      throw error(tildes[1].place, "A formula has one ~, between the outcome and the terms; remove this one.")
    }
    var outcome: FormulaNode?
    if token != tilde { outcome = try expression() }
    guard token == tilde else { throw unexpected() }
    next += 1
    if token.kind == .end {
      throw error(
        characters.count..<characters.count,
        "Nothing follows ~; name the terms, or write 1 for an intercept alone.")
    }
    return (outcome, try whole())
  }

  /// All that is left.
  mutating func whole() throws -> FormulaNode {
    let node = try expression()
    guard token.kind == .end else { throw unexpected() }
    return node
  }

  // MARK: By rank

  /// Operators of one rank, from the weakest.
  private static let ranks: [[String]] = [["+", "-"], ["*", "/"], [":"]]

  private mutating func expression(rank: Int = 0) throws -> FormulaNode {
    guard rank < Self.ranks.count else { return try signed() }
    let first = try expression(rank: rank + 1)
    var links: [FormulaLink] = []
    while case .mark(let mark) = token.kind, Self.ranks[rank].contains(mark) {
      let place = token.place
      next += 1
      links.append(FormulaLink(mark: mark, place: place, node: try expression(rank: rank + 1)))
    }
    guard let last = links.last else { return first }
    return FormulaNode(
      kind: .chain(first, links), place: first.place.lowerBound..<last.node.place.upperBound)
  }

  private mutating func signed() throws -> FormulaNode {
    let start = token.place.lowerBound
    var isNegative = false
    while true {
      if skip("-") { isNegative.toggle() } else if !skip("+") { break }
    }
    let node = try power()
    guard isNegative else { return node }
    return FormulaNode(kind: .negative(node), place: start..<node.place.upperBound)
  }

  private mutating func power() throws -> FormulaNode {
    let base = try primary()
    guard skip("^") else { return base }
    try enter(base.place)
    defer { depth -= 1 }
    let exponent = try signed()
    return FormulaNode(
      kind: .power(base, exponent), place: base.place.lowerBound..<exponent.place.upperBound)
  }

  private mutating func primary() throws -> FormulaNode {
    let first = token
    switch first.kind {
    case .name(let name, let isQuoted):
      next += 1
      if !isQuoted, token.kind == .mark("(") { return try call(name, first.place) }
      return FormulaNode(kind: .name(name), place: first.place)
    case .number(let number):
      next += 1
      return FormulaNode(kind: .number(number), place: first.place)
    case .text(let text):
      next += 1
      return FormulaNode(kind: .text(text), place: first.place)
    case .mark("."):
      next += 1
      return FormulaNode(kind: .all, place: first.place)
    case .mark("("):
      next += 1
      try enter(first.place)
      defer { depth -= 1 }
      let inner = try expression()
      try close(first)
      return FormulaNode(
        kind: .group(inner), place: first.place.lowerBound..<tokens[next - 1].place.upperBound)
    default: throw unexpected()
    }
  }

  private mutating func enter(_ place: Range<Int>) throws {
    depth += 1
    if depth > Self.largestDepth {
      throw error(
        place,
        "Parentheses and powers are more than \(Self.largestDepth) deep here; write the formula flatter.")
    }
  }

  private mutating func close(_ open: FormulaToken) throws {
    if skip(")") { return }
    guard token.kind == .end else { throw unexpected() }
    throw error(open.place, "This parenthesis is never closed; add the closing one.")
  }

  /// The arguments of a function, whose name was read.
  private mutating func call(_ name: String, _ place: Range<Int>) throws -> FormulaNode {
    let open = token
    next += 1
    try enter(place)
    defer { depth -= 1 }
    var arguments: [FormulaCall.Argument] = []
    if !skip(")") {
      repeat {
        var label: String?
        if case .name(let name, _) = token.kind, tokens[next + 1].kind == .mark("=") {
          label = name
          next += 2
        }
        arguments.append(FormulaCall.Argument(label: label, value: try expression()))
      } while skip(",")
      try close(open)
    }
    let call = FormulaCall(function: name, functionPlace: place, arguments: arguments)
    return FormulaNode(kind: .call(call), place: place.lowerBound..<tokens[next - 1].place.upperBound)
  }

  // MARK: What cannot stand here

  private func unexpected() -> FormulaError {
    let place = token.place
    switch token.kind {
    case .end:
      return error(
        place, "The formula ends where a term is needed; add the term, or remove the operator before it.")
    case .mark(")"):
      return next > 0 && tokens[next - 1].kind == .mark("(")
        ? error(
          place, "There is nothing between these parentheses; write what belongs there, or remove them.")
        : depth > 0
          ? error(place, "A term is needed before this parenthesis; add it, or remove the operator.")
          : error(place, "This parenthesis closes none; remove it, or open one before.")
    case .mark("|"), .mark("||"):
      let group: String? = if case .name(let name, _) = tokens[next + 1].kind { name } else { nil }
      return FormulaError(formula: text, characters: place, .otherModel(.mixed, column: group))
    case .mark(let mark) where mark.hasPrefix("%"):
      return error(
        place,
        mark == "%in%"
          ? "%in% is not offered; write the nested term as a product, a:b."
          : "\(mark) is not offered in a formula.")
    case .mark("="):
      return error(
        place, "\"=\" names an argument of a function; between the outcome and the terms stands ~.")
    case .mark("::"):
      return error(place, "Functions have no package before them; write log(x), not package::log(x).")
    case .mark(let mark) where ["==", "!=", "<", ">", "<=", ">=", "!", "&", "&&"].contains(mark):
      return error(
        place,
        "Comparisons (\(mark)) are not offered in a formula; make a column of the comparison's result first.")
    case .mark(let mark) where [",", "~", "*", "/", ":", "^"].contains(mark):
      return error(place, "A term is needed before \"\(mark)\"; add it, or remove the \"\(mark)\".")
    case .mark(let mark):
      return error(
        place,
        "\"\(mark)\" means nothing in a formula; put the name of a column in backquotes (`) if it has such a character."
      )
    case .name, .text, .number:
      return error(
        place,
        "An operator is needed before this; write + for another term, or put a name of several words in backquotes (`)."
      )
    }
  }
}
