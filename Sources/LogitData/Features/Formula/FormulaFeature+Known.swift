import Logit

// Formulas of other tools, whose levels are known and whose rows are not.

extension FormulaFeature {
  /// The columns that a formula makes when the levels of categories are known from elsewhere. They are not
  /// scaled: a feature is the column itself.
  ///
  /// - Parameters:
  ///   - terms: The formula's terms.
  ///   - levels: The levels of each category, the reference first; every other column holds numbers. Levels
  ///     that are all whole numbers, numbers, or false and true are such.
  /// - Returns: The feature.
  /// - Throws: As ``learn(_:from:references:categoryLimit:readings:)``, and
  ///   ``DataError/unsuitableTerm(term:reason:remedy:)`` for `scale`, `center`, `poly` and `bs`, which depend
  ///   on the rows that they were fitted to.
  package static func known(_ terms: FormulaTerms, levels: [(column: String, names: [String])]) throws
    -> FormulaFeature
  {
    let names = Dictionary(levels.map { ($0.column, $0.names) }) { first, _ in first }
    let rows = max(levels.map(\.names.count).max() ?? 0, 2)
    let columns = terms.columns.map { name in
      guard let levels = names[name], !levels.isEmpty else {
        return Column(name, numbers: (0..<rows).map { Double($0) + 1 })
      }
      return Column.ofLevels(name, (0..<rows).map { levels[$0 % levels.count] })
    }
    // Numbers are categories only where the formula says so.
    let categories = terms.categories.union(
      columns.filter { $0.kind == .string || $0.kind == .boolean }.map(\.name))
    var references: [String: String] = [:]
    for name in terms.columns where categories.contains(name) { references[name] = names[name]?.first }
    var learner = FormulaLearner(
      table: try Table(columns), references: references,
      readings: Dictionary(columns.filter { $0.kind == .string }.map { ($0.name, .text) }) { $1 }, limit: .max
    )
    learner.hasData = false
    return try learner.learn(terms)
  }
}

extension FormulaLearner {
  /// Refuses a factor that is not known without the rows that it was fitted to.
  func requireNoData(_ factor: FormulaFactor) throws {
    let needsRows =
      switch factor.kind {
      case .column, .category, .polynomial(_, _, isRaw: true): false
      case .polynomial, .spline: true
      case .number(let number): number.hasScale
      }
    guard needsRows else { return }
    throw DataError.unsuitableTerm(
      term: factor.text, reason: "it depends on the rows that the model was fitted to",
      remedy: "make columns of its values, and name these")
  }
}

extension NumericExpression {
  /// Whether a mean or deviation is a part of it.
  fileprivate var hasScale: Bool {
    switch self {
    case .number, .column: false
    case .scale, .scaled: true
    case .call(_, let inner), .negative(let inner): inner.hasScale
    case .operation(_, let left, let right): left.hasScale || right.hasScale
    }
  }
}

extension Column {
  /// A column of levels: whole numbers, numbers or truth values where all are such, and texts otherwise.
  fileprivate static func ofLevels(_ name: String, _ levels: [String]) -> Column {
    let integers = levels.compactMap { Int($0) }
    if integers.count == levels.count { return Column(name, integers: integers) }
    let numbers = levels.compactMap { Double($0) }
    if numbers.count == levels.count, numbers.allSatisfy(\.isFinite) { return Column(name, numbers: numbers) }
    let words = levels.map { $0.lowercased() }
    if words.allSatisfy({ $0 == "true" || $0 == "false" }) {
      return Column(name, booleans: words.map { $0 == "true" })
    }
    return Column(name, strings: levels)
  }
}
