package import LogitFiles

extension Column {
  /// Makes a column of single values.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - kind: What the column holds. Numbers of all kinds and truth values become a column of numbers where
  ///     this kind does not hold all of them, with 1 for true and 0 for false. A text among numbers, and
  ///     anything else among texts, is a missing value.
  ///   - cells: The values.
  package init(_ name: String, kind: ColumnKind, cells: [TableCell]) {
    switch kind {
    case .string:
      self.init(name, strings: cells.map { if case .text(let text) = $0 { text } else { nil } })
    case .boolean where cells.allSatisfy(\.isBooleanOrNone):
      self.init(name, booleans: cells.map { if case .boolean(let value) = $0 { value } else { nil } })
    case .integer where cells.allSatisfy(\.isIntegerOrNone):
      self.init(name, integers: cells.map { if case .integer(let number) = $0 { Int(number) } else { nil } })
    case .boolean, .integer, .numeric: self.init(name, numbers: cells.map { $0.number ?? .nan })
    }
  }
}

extension TableCell {
  fileprivate var isBooleanOrNone: Bool {
    switch self {
    case .boolean, .missing, .text: true
    case .number, .integer: false
    }
  }

  fileprivate var isIntegerOrNone: Bool {
    switch self {
    case .integer, .missing, .text: true
    case .number, .boolean: false
    }
  }

  /// The value as a number, 1 for true and 0 for false; `nil` for a text, and where it is missing.
  package var number: Double? {
    switch self {
    case .number(let number): number.isFinite ? number : nil
    case .integer(let number): Double(number)
    case .boolean(let value): value ? 1 : 0
    case .missing, .text: nil
    }
  }

  /// Whether two values are the same, whichever kind of number they are.
  package func isSame(as other: TableCell) -> Bool {
    if let a = number, let b = other.number { return a == b }
    if isMissing || other.isMissing { return isMissing && other.isMissing }
    return self == other
  }

  /// A number as a column of a kind has it: rounded to a whole number, a truth value above a half, or a text.
  ///
  /// - Returns: `nil` for one that the kind cannot hold.
  package init?(_ number: Double, kind: ColumnKind) {
    switch kind {
    case .boolean: self = .boolean(number > 0.5)
    case .integer:
      guard let whole = Int64(exactly: number.rounded()) else { return nil }
      self = .integer(whole)
    case .numeric: self = .number(number)
    case .string: self = .text(number.shortText)
    }
  }

  /// A category, as features call it, as a column of a kind has it.
  ///
  /// - Returns: `nil` for one that the kind cannot hold.
  package init?(category: String, kind: ColumnKind) {
    switch kind {
    case .string: self = .text(category)
    case .boolean:
      guard let number = Int(category) else { return nil }
      self = .boolean(number != 0)
    case .integer, .numeric:
      guard let number = Int64(category) else { return nil }
      self = kind == .integer ? .integer(number) : .number(Double(number))
    }
  }
}

extension TableCell {
  /// The value in JSON, `null` where it is missing.
  package var json: JSON {
    switch self {
    case .missing: .null
    case .number(let number): .number(number)
    case .integer(let number): .integer(Int(number))
    case .boolean(let value): .bool(value)
    case .text(let text): .string(text)
    }
  }
}
