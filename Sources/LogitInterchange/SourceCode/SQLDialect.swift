import Logit

/// A database's SQL, as far as expressions differ.
enum SQLDialect: String, CaseIterable {
  case sqlite, postgresql, duckdb

  var name: String {
    switch self {
    case .sqlite: "SQLite"
    case .postgresql: "PostgreSQL"
    case .duckdb: "DuckDB"
    }
  }

  // MARK: Spelling

  /// The name of a column.
  func identifier(_ name: String) -> String {
    // SQLite takes a name between double quotes that is no column for a text, and says nothing.
    let quote: Character = self == .sqlite ? "`" : "\""
    return "\(quote)\(name.replacingScalars(String(quote), with: "\(quote)\(quote)"))\(quote)"
  }

  func literal(_ value: Double) -> String {
    guard !value.isNaN else { return self == .sqlite ? "NULL" : "CAST(NULL AS DOUBLE PRECISION)" }
    let text = value.sourceText
    // Without an exponent the others take numbers for decimal ones of so many digits.
    let exact = self == .sqlite || text.contains("e") ? text : text + "e0"
    return value < 0 ? "(\(exact))" : exact
  }

  /// A text on one line.
  func string(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && !(0x2028...0x202E).contains($0.value)
    }
    let quoted = "'" + text.replacingScalars("'", with: "''") + "'"
    guard !isPlain else { return quoted }
    // Characters that end lines are put together from their numbers, so that they end no comment.
    var parts: [String] = []
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E:
        if !plain.isEmpty { parts.append("'" + plain.replacingScalars("'", with: "''") + "'") }
        plain = ""
        parts.append("\(self == .sqlite ? "char" : "chr")(\(scalar.value))")
      default: plain.unicodeScalars.append(scalar)
      }
    }
    if !plain.isEmpty { parts.append("'" + plain.replacingScalars("'", with: "''") + "'") }
    return "(" + parts.joined(separator: " || ") + ")"
  }

  /// A column as a number in double precision; in SQLite NULL for a text that is none.
  ///
  /// Columns of SQLite may hold texts whatever their type is, as all do that `.import` makes of CSV, and a cast
  /// makes 0 of most of them. Beside a number a text that is one counts as such, and any other is greater than
  /// all numbers.
  func number(_ input: CodeInput) -> String {
    let name = identifier(input.name)
    guard self == .sqlite else {
      return input.kind == .boolean
        ? "CAST(CAST(\(name) AS INTEGER) AS DOUBLE PRECISION)" : "CAST(\(name) AS DOUBLE PRECISION)"
    }
    let number = "CASE WHEN \(name) < CAST(9e999 AS REAL) THEN CAST(\(name) AS REAL) END"
    guard input.kind == .boolean else { return "(\(number))" }
    return "(CASE lower(\(name)) WHEN 'true' THEN 1.0 WHEN 'false' THEN 0.0 ELSE \(number) END)"
  }

  /// Whether a column has a number that is finite, as a condition.
  func isNumber(_ input: CodeInput) -> String {
    let name = identifier(input.name)
    guard self == .sqlite else {
      // A difference that is 0 tells numbers from NULL, NaN and infinities.
      let value = number(input)
      return "\(value) - \(value) = 0"
    }
    let number = "\(name) < CAST(9e999 AS REAL) AND \(name) > CAST(-9e999 AS REAL)"
    return input.kind == .boolean ? "(lower(\(name)) IN ('true', 'false') OR \(number))" : number
  }

  /// What a column without a number counts as: in SQLite nothing for a text other than the empty one.
  ///
  /// - Parameter value: What a missing number counts as.
  /// - Returns: The end of a `CASE`.
  func missing(_ input: CodeInput, _ value: String) -> String {
    self == .sqlite ? " WHEN \(isMissing(input)) THEN \(value)" : " ELSE \(value)"
  }

  /// Whether what is no number is a missing one, as a condition.
  func isMissing(_ input: CodeInput) -> String {
    let name = identifier(input.name)
    return "(typeof(\(name)) NOT IN ('text', 'blob') OR trim(\(name)) = '')"
  }

  func type(of kind: CodeInput.Kind) -> String {
    switch kind {
    case .number: self == .sqlite ? "REAL" : "DOUBLE PRECISION"
    case .boolean: self == .sqlite ? "INTEGER" : "BOOLEAN"
    case .text: "TEXT"
    }
  }

  /// The value of a golden row.
  func value(_ cell: TableCell, _ kind: CodeInput.Kind) -> String {
    switch (cell, kind) {
    case (.missing, _): return "NULL"
    case (.text(let text), .text): return string(text)
    case (.boolean(let value), .boolean):
      return self == .sqlite ? (value ? "1" : "0") : (value ? "TRUE" : "FALSE")
    case (.text(let text), _): return Double(text).map { literal($0) } ?? "NULL"
    case (.number(let number), _): return literal(number)
    case (.integer(let number), _): return literal(Double(number))
    case (.boolean(let value), _): return value ? "1" : "0"
    }
  }

  /// A number where the exponential of a double has a value; NULL becomes 700 in all but SQLite.
  func clamped(_ x: String) -> String {
    self == .sqlite ? "max(-700.0, min(700.0, \(x)))" : "greatest(-700e0, least(700e0, \(x)))"
  }

  /// What keeps a database from putting the values of an inner query into each place of the outer that uses
  /// them, which for hidden layers takes PostgreSQL more than minutes.
  var fence: String { self == .postgresql ? "\n  OFFSET 0" : "" }

  /// Whether the largest of NULL and a number is the number.
  var skipsNull: Bool { self != .sqlite }

  // MARK: Names

  /// Refuses columns that the database does not tell apart.
  func requireNames(_ code: ScoringCode) throws {
    var seen: [String: String] = [:]
    for input in code.inputs {
      // PostgreSQL tells case apart between quotes.
      let key = self == .postgresql ? input.name : input.name.lowercased()
      if let first = seen.updateValue(input.name, forKey: key) {
        throw code.inexpressible(
          "the columns \(first.onOneLine) and \(input.name.onOneLine), whose names are the same to \(name)",
          remedy: "rename one of them")
      }
      if self == .postgresql, input.name.utf8.count > 63 {
        throw code.inexpressible(
          "the column \(input.name.onOneLine), since \(name) has no names of more than 63 bytes",
          remedy: "give it a shorter name")
      }
      let isPlain = !input.name.unicodeScalars.contains {
        $0.value < 0x20 || (0x2028...0x2029).contains($0.value)
      }
      guard isPlain, !input.name.isEmpty else {
        throw code.inexpressible(
          "the column \"\(input.name.onOneLine)\", whose name \(input.name.isEmpty ? "is empty" : "has more than one line")",
          remedy: "give it another name")
      }
    }
  }

  /// The names of the results, each once.
  func resultNames(_ classes: [String]) -> [String] {
    var used: Set<String> = []
    return classes.enumerated().map { index, label in
      let wanted = "probability_\(SourceProvenance.text(label))"
      let name =
        wanted.utf8.count > 63 || used.contains(wanted.lowercased()) ? "probability_\(index + 1)" : wanted
      used.insert(name.lowercased())
      return name
    }
  }

  // MARK: Running

  /// The database's shell.
  var program: String {
    switch self {
    case .sqlite: "sqlite3"
    case .postgresql: "psql"
    case .duckdb: "duckdb"
    }
  }

  /// What makes the shell say its version.
  var versionOption: String { self == .postgresql ? "-V" : "-version" }

  /// What finds out whether a database answers; `nil` where one is made in memory.
  var question: [String]? { self == .postgresql ? ["-X", "-q", "-w", "-c", "SELECT 1"] : nil }

  /// The arguments that make the shell run a file, and print the values of a row between bars.
  func arguments(running path: String) -> [String] {
    switch self {
    case .sqlite:
      ["-batch", "-bail", "-noheader", "-list", "-init", "/dev/null", ":memory:", ".read '\(path)'"]
    case .postgresql: ["-X", "-q", "-w", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", path]
    case .duckdb:
      ["-batch", "-bail", "-noheader", "-list", "-init", "/dev/null", ":memory:", ".read '\(path)'"]
    }
  }
}
