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
    // Those that may be named have more uses than those that "." stands for.
    let nameable = table.columnNames.filter { !(outcome.columns + options.excluded).contains($0) }
    if given.map({ !$0.hasAllColumns }) ?? false, options.features != nil {
      throw LogitError.invalidOption(
        name: "features", value: "given", expected: "left out, since the formula names the columns")
    }
    let isChosen = given.map { !$0.hasAllColumns } ?? false
    let named = try given?.terms(columns: isChosen ? nameable : others).columns ?? others
    let nested = try options.nested.map { try Formula($0, allowsOneSided: true) }
    let more = try nested?.terms(columns: nameable).columns.filter { !named.contains($0) } ?? []
    try Self.requirePredictors(named + more, of: outcome, table, options)
    for name in options.references.keys.sorted() where !(named + more).contains(name) {
      throw DataError.unknownColumn(
        name: name, role: "predictor with a reference", nearest: name.nearest(among: named + more),
        known: named + more)
    }
    var columns = try RegressionColumns(table, options: options.columns)
    let used = try columns.read(named, areChosen: isChosen) + columns.read(more, areChosen: true)
    if given == nil, used.isEmpty {
      throw DataError.noFeatures(
        reasons: columns.leftOut.prefix(10).map { "\"\($0.column)\": \($0.reason)" })
    }
    let numbers = Self.numberColumns(outcome, options).filter { !used.contains($0) }
    _ = try columns.read(numbers, areChosen: true)
    self.columns = columns
    formula =
      try given?.writingOut(columns: used.filter(others.contains)) ?? Formula.additive(outcome, columns: used)
    terms = try formula.terms(columns: used)
    self.nested = try nested.map { ($0, try $0.terms(columns: used)) }
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
    for use in options.otherUses { _ = try table.index(of: use.column, role: use.role) }
    for name in options.excluded { _ = try table.index(of: name, role: "column to exclude") }
    for name in options.features ?? [] { _ = try table.index(of: name, role: "feature") }
    let taken = Set(outcome.columns + options.excluded + options.otherUses.map(\.column))
    let allowed = options.features.map { Set($0) }
    return table.columnNames.filter { !taken.contains($0) && allowed?.contains($0) ?? true }
  }

  /// Checks that predictors are in the table and have no other use.
  private static func requirePredictors(
    _ names: [String], of outcome: Formula.Outcome, _ table: Table, _ options: TableRegressionOptions
  ) throws {
    let targets = outcome.columns
    for name in names {
      _ = try table.index(of: name)
      if targets.contains(name) {
        throw DataError.unusableTarget(
          column: name, reason: "it is among its own predictors",
          remedy: "take it out of the terms, or explain another column")
      }
      if name == options.trials {
        throw LogitError.invalidOption(
          name: "trials", value: "\"\(name)\"", expected: "no predictor, since it is part of the outcome")
      }
    }
  }
}
