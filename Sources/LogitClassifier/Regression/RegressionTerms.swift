import Logit
import LogitData

/// What a regression explains by what: its outcome and its terms.
struct RegressionTerms {
  /// The formula; the sum of all columns if none was given.
  let formula: Formula
  let outcome: Formula.Outcome
  let terms: FormulaTerms
  /// The formula to compare with, and its terms.
  let nested: (formula: Formula, terms: FormulaTerms)?
  /// The columns as they are read.
  let columns: RegressionColumns

  /// Finds the columns and reads them.
  ///
  /// - Throws: `FormulaError`, `DataError` for columns that are not there or cannot be read, or
  ///   `LogitError.invalidOption(name:value:expected:)` for options that contradict each other.
  init(_ table: Table, _ options: TableRegressionOptions) throws {
    let given = try options.formula.map { try Formula($0) }
    try options.columns.validate(for: table)
    let outcome = try Self.outcome(given, options)
    self.outcome = outcome
    try given?.checkOutcome(columns: table.columnNames)
    for name in outcome.columns { _ = try table.index(of: name, role: "target") }
    let others = try Self.allowedColumns(table, outcome, options)
    let typed = try given ?? Formula.ofAllColumns(outcome)
    if !typed.hasAllColumns, options.features != nil {
      throw LogitError.invalidOption(
        name: "features", value: "given", expected: "left out, since the formula names the columns")
    }
    func terms(_ formula: Formula, all: [String]) throws -> FormulaTerms {
      // Those that may be named have more uses than those that "." stands for.
      try formula.terms(columns: table.columnNames, all: all, taken: Self.takenColumns(outcome, options))
    }
    let found = try terms(typed, all: others).columns
    var columns = try RegressionColumns(table, options: options.columns)
    let chosen = typed.namedColumns
    _ = try columns.read(found.filter(chosen.contains), areChosen: true)
    _ = try columns.read(found.filter { !chosen.contains($0) }, areChosen: false)
    let leftOut = Set(columns.leftOut.map(\.column))
    let all = others.filter { !leftOut.contains($0) }
    let used = try terms(typed, all: all)
    if typed.hasAllColumns, all.isEmpty, used.terms.isEmpty {
      throw DataError.noFeatures(
        reasons: columns.leftOut.prefix(10).map { "\"\($0.column)\": \($0.reason)" })
    }
    self.terms = used
    formula = try typed.writingOut(used, all: all)
    nested = try options.nested.map { text in
      let smaller = try Formula(text, allowsOneSided: true)
      try smaller.requireOutcome(outcome)
      return (smaller, try terms(smaller, all: used.columns))
    }
    let known = Set(used.columns)
    let more = nested?.terms.columns.filter { !known.contains($0) } ?? []
    let numbers = Self.numberColumns(outcome, options).filter { !known.contains($0) && !more.contains($0) }
    _ = try columns.read(more + numbers, areChosen: true)
    self.columns = columns
    try requireReferences(options)
  }

  /// The formula as it is said, `.` written out.
  var text: String { formula.description }

  /// What the outcome is called.
  var target: String {
    switch outcome {
    case .column(let name): name
    case .counts(let successes, let failures): "cbind(\(successes), \(failures))"
    }
  }

  /// All columns of predictors, which must not be missing.
  var predictors: [String] {
    terms.columns + (nested?.terms.columns.filter { !terms.columns.contains($0) } ?? [])
  }

  /// The columns of numbers that are no predictors.
  private static func numberColumns(_ outcome: Formula.Outcome, _ options: TableRegressionOptions) -> [String]
  {
    var names = [options.weights, options.frequencyWeights, options.offset, options.trials].compactMap { $0 }
    if case .counts(let successes, let failures) = outcome { names += [successes, failures] }
    if case .column(let name) = outcome, options.trials != nil { names.append(name) }
    return names
  }

  private static func outcome(_ formula: Formula?, _ options: TableRegressionOptions) throws
    -> Formula.Outcome
  {
    if let outcome = formula?.outcome {
      guard let target = options.target, outcome != .column(target) else { return outcome }
      throw LogitError.invalidOption(
        name: "target", value: "\"\(target)\"", expected: "left out, since the formula names another outcome")
    }
    guard let target = options.target else {
      throw LogitError.invalidOption(
        name: "formula", value: formula.map { "\"\($0)\"" } ?? "missing, as is the target",
        expected: "one that names the outcome, such as outcome ~ age")
    }
    return .column(target)
  }

  /// The columns that `.` stands for: all but the outcome and those with another use.
  private static func allowedColumns(
    _ table: Table, _ outcome: Formula.Outcome, _ options: TableRegressionOptions
  ) throws -> [String] {
    for use in options.otherUses {
      _ = try table.index(of: use.column, role: use.role)
      guard !outcome.columns.contains(use.column) else {
        throw DataError.unusableTarget(
          column: use.column, reason: "it is the \(use.role), too",
          remedy: "name another column for one of them")
      }
    }
    for name in options.excluded { _ = try table.index(of: name, role: "column to exclude") }
    for name in options.features ?? [] { _ = try table.index(of: name, role: "feature") }
    let taken = Set(outcome.columns + options.excluded + options.otherUses.map(\.column))
    let allowed = options.features.map { Set($0) }
    return table.columnNames.filter { !taken.contains($0) && allowed?.contains($0) ?? true }
  }

  /// The columns that are no terms, and what they are instead.
  private static func takenColumns(
    _ outcome: Formula.Outcome, _ options: TableRegressionOptions
  ) -> [String: String] {
    var taken = outcome.takenColumns
    for name in options.excluded { taken[name] = "is among the columns to exclude" }
    if let trials = options.trials { taken[trials] = "counts the trials of the outcome" }
    return taken
  }

  /// Checks that references are those of categories.
  private func requireReferences(_ options: TableRegressionOptions) throws {
    let names = predictors
    for name in options.references.keys.sorted() where !names.contains(name) {
      let categories = try names.filter {
        let kind = try columns.table.column($0).kind
        return terms.categories.contains($0) || kind == .boolean
          || kind == .string && !columns.dates.contains($0)
      }
      throw DataError.unknownColumn(
        name: name, role: "categorical term", nearest: name.nearest(among: categories),
        known: categories)
    }
  }
}
