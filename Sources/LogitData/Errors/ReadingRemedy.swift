/// A choice that makes a column be read as what it holds.
public enum ReadingRemedy: Sendable, Equatable {
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
    }
  }
}

extension [ReadingRemedy] {
  /// The options one after another, as they can be given together.
  package func text(_ names: OptionNames) -> String {
    map { $0.text(names) }.joined(separator: names.separator)
  }
}
