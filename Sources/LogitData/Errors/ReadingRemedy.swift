/// A choice that makes a column be read as what it holds.
public indirect enum ReadingRemedy: Sendable, Equatable {
  /// A comma stands before the fraction.
  case decimalComma
  /// A mark stands between thousands.
  case thousands(Character)
  /// A text stands before or after the number.
  case strip(String)
  /// Numbers after `<` are measurements below their limit.
  case belowLimit(BelowLimit)
  /// A word stands for a missing value.
  case missingWord(String)
  /// Day, month and year stand in this order.
  case dateOrder(DateOrder)
  /// Spellings of a column that differ by case or blanks only are one category.
  case mergeSpellings(column: String)
  /// The column is used as something else.
  case use(column: String, ColumnUse)
  /// A column may have more categories.
  case categoryLimit(Int)
  /// One of several choices, of which the values do not show which is right.
  case oneOf([ReadingRemedy])

  /// The option that makes the choice.
  ///
  /// - Parameter names: What options are called.
  package func text(_ names: OptionNames) -> String {
    switch self {
    case .decimalComma: names.decimalComma
    case .thousands(let mark): names.thousands(mark)
    case .strip(let text): names.strip(text)
    case .belowLimit(let rule): names.belowLimit(rule)
    case .missingWord(let word): names.missingWord(word)
    case .dateOrder(let order): names.dateOrder(order)
    case .mergeSpellings(let column): names.mergeSpellings(column)
    case .use(let column, let use): names.use(column, use)
    case .categoryLimit(let limit): names.categoryLimit(limit)
    case .oneOf(let remedies): remedies.map { $0.text(names) }.joined(separator: " or ")
    }
  }
}

extension [ReadingRemedy] {
  /// The options one after another, as they can be given together.
  package func text(_ names: OptionNames) -> String {
    map { $0.text(names) }.joined(separator: names.separator)
  }

  /// What to do about a value that could not be read: correct it, or make one of the choices.
  ///
  /// - Parameter names: What options are called.
  /// - Returns: The end of a sentence.
  func instruction(_ names: OptionNames) -> String {
    guard let first else { return "correct it" }
    let action =
      switch first {
      case _ where count > 1: "read the column"
      case .missingWord: "read it as missing"
      case .dateOrder: "say the order of day and month"
      case .oneOf(let choices):
        if case .dateOrder? = choices.first { "say the order of day and month" } else { "read the column" }
      case .use: "use the column as what it holds"
      default: "read the column"
      }
    return "correct it, or \(action) with \(text(names))"
  }
}
