/// A column of a table, as its CREATE TABLE statement has it.
struct SQLiteColumn {
  /// What a value that is not in the record is.
  enum Default {
    case value(SQLiteValue)
    /// An expression, which is not computed here.
    case expression
  }

  let name: String
  /// The words of its type, in capitals.
  let type: String
  var isPrimaryKey = false
  /// Whether PRIMARY KEY stands with DESC, which makes no other name of the rows' numbers of it.
  var isDescending = false
  /// Whether its values are computed where they are asked for, and not in the file.
  var isVirtual = false
  var defaultValue = Default.value(.null)

  /// Whether numbers without a fraction stand in the file as whole numbers, though they are none.
  var isReal: Bool {
    !["INT", "CHAR", "CLOB", "TEXT", "BLOB"].contains { type.contains($0) } && !type.isEmpty
      && ["REAL", "FLOA", "DOUB"].contains { type.contains($0) }
  }

  /// A value of the file as SQL has it.
  func value(_ stored: SQLiteValue) -> SQLiteValue {
    if isReal, case .integer(let number) = stored { return .real(Double(number)) }
    return stored
  }
}

extension SQLiteColumn {
  /// Reads what is said of a column.
  ///
  /// - Parameter tokens: From its name to the comma or bracket behind it.
  init?(_ tokens: ArraySlice<SQLToken>) {
    guard let name = tokens.first?.identifier else { return nil }
    self.name = name
    var rest = tokens.dropFirst()
    let constraints = [
      "CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES",
      "GENERATED", "AS", "AUTOINCREMENT", "ON", "DEFERRABLE",
    ]
    var words: [String] = []
    while let token = rest.first {
      if case .word(let word) = token, constraints.contains(word.uppercased()) { break }
      if token == .mark("(") {
        rest = Self.behindBracket(rest)
      } else {
        words.append((token.identifier ?? "").uppercased())
        rest = rest.dropFirst()
      }
    }
    type = words.joined(separator: " ")
    while let token = rest.first {
      rest = rest.dropFirst()
      if token.isWord("PRIMARY") {
        isPrimaryKey = true
        rest = rest.dropFirst()
        isDescending = rest.first?.isWord("DESC") == true
      } else if token.isWord("DEFAULT") {
        defaultValue = takeDefault(&rest)
      } else if token.isWord("AS") {
        rest = Self.behindBracket(rest)
        isVirtual = rest.first?.isWord("STORED") != true
      } else if token == .mark("(") {
        rest = Self.behindBracket([token] + rest)
      }
    }
  }

  /// What stands behind a bracket that opens here, and the one that closes it.
  static func behindBracket(_ tokens: ArraySlice<SQLToken>) -> ArraySlice<SQLToken> {
    var (rest, depth) = (tokens, 0)
    while let token = rest.first {
      rest = rest.dropFirst()
      if token == .mark("(") { depth += 1 } else if token == .mark(")") { depth -= 1 }
      if depth <= 0 { break }
    }
    return rest
  }

  private func takeDefault(_ rest: inout ArraySlice<SQLToken>) -> Default {
    guard var token = rest.first else { return .value(.null) }
    if token == .mark("(") {
      rest = Self.behindBracket(rest)
      return .expression
    }
    var isNegative = false
    if token == .mark("-") || token == .mark("+") {
      isNegative = token == .mark("-")
      rest = rest.dropFirst()
      guard let next = rest.first else { return .expression }
      token = next
    }
    rest = rest.dropFirst()
    switch token {
    case .number(let text):
      return Self.number(isNegative ? "-\(text)" : text).map { .value(converted($0)) } ?? .expression
    case .bytes: return .value(.blob(byteCount: 0))
    case .word where token.isWord("NULL"): return .value(.null)
    case .word where token.isWord("TRUE"): return .value(converted(.integer(1)))
    case .word where token.isWord("FALSE"): return .value(converted(.integer(0)))
    case .word where token.isWord("CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"): return .expression
    case .word(let text), .name(let text), .text(let text):
      return .value(converted(.text(Array(text.utf8)[...])))
    case .mark: return .expression
    }
  }

  private static func number(_ text: String) -> SQLiteValue? {
    if let whole = Int64(text) { return .integer(whole) }
    let isNegative = text.first == "-"
    let digits = isNegative ? text.dropFirst() : text[...]
    if digits.lowercased().hasPrefix("0x") {
      return UInt64(digits.dropFirst(2), radix: 16).map {
        .integer(isNegative ? 0 &- Int64(bitPattern: $0) : Int64(bitPattern: $0))
      }
    }
    return Double(text).map { .real($0) }
  }

  /// A default value as the column's type makes it (its affinity).
  private func converted(_ value: SQLiteValue) -> SQLiteValue {
    let isText = !type.contains("INT") && ["CHAR", "CLOB", "TEXT"].contains { type.contains($0) }
    let isBytes = type.isEmpty || !isText && !type.contains("INT") && type.contains("BLOB")
    switch value {
    case .integer(let number) where isText: return .text(Array(String(number).utf8)[...])
    case .real(let number) where isText: return .text(Array("\(number)".utf8)[...])
    case .real(let number) where !isText && !isBytes && !isReal:
      return Int64(exactly: number).map { .integer($0) } ?? value
    case .text(let bytes) where !isText && !isBytes:
      let text = String(decoding: bytes, as: UTF8.self)
      guard let number = Self.number(text) else { return value }
      return isReal ? self.value(number) : number
    default: return self.value(value)
    }
  }
}
