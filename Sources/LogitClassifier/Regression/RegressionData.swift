import Logit
import LogitData
import LogitStatistics

/// The rows that a regression is fitted to, and what they are besides predictors.
struct RegressionData {
  /// The complete rows, without those that stand for none by their frequency.
  let table: Table
  /// Where they are in the whole table, counted from 0; `nil` if all are there.
  let rows: [Int]?
  /// The number of rows that miss something.
  let incompleteCount: Int
  /// The number of complete rows that do not count: of weight or frequency 0, or without trials.
  let uncountedCount: Int
  /// The columns that rows must not miss.
  let neededColumns: [String]
  let target: RegressionTarget
  let weights: RegressionNumbers?
  let frequencyWeights: RegressionNumbers?
  let offset: RegressionNumbers?
  /// How the texts of columns became values.
  private let readings: [String: ColumnReading]

  /// Leaves out incomplete rows, and reads the others.
  ///
  /// - Throws: `DataError` for a column without any value, rows none of which is complete, and values that
  ///   cannot be used.
  init(_ terms: RegressionTerms, _ options: TableRegressionOptions) throws {
    let whole = terms.columns.table
    readings = terms.columns.readings
    let targets = terms.outcome.columns
    var needed = targets
    for name in terms.predictors + options.otherUses.map(\.column) where !needed.contains(name) {
      needed.append(name)
    }
    neededColumns = needed
    try Self.requireValues(needed, terms, of: whole)
    let complete = try FormulaFeature.completeRows(needed, of: whole)
    guard !complete.isEmpty else { throw Self.noCompleteRows(needed, of: whole) }
    incompleteCount = whole.rowCount - complete.count
    let table = try whole.selecting(needed)
    let standing = try Self.standing(complete, options.frequencyWeights, of: table)
    let rows = standing.count == whole.rowCount ? nil : standing
    self.rows = rows
    self.table = try rows.map { try table.rows(at: $0) } ?? table
    let used = self.table
    func numbers(_ name: String?, _ range: RegressionNumbers.Range) throws -> RegressionNumbers? {
      try name.map { try RegressionNumbers($0, of: used, rows: rows, range) }
    }
    weights = try numbers(options.weights, .notNegative)
    frequencyWeights = try numbers(options.frequencyWeights, .wholeNotNegative)
    offset = try numbers(options.offset, .any)
    switch (terms.outcome, try numbers(options.trials, .notNegative)) {
    case (.counts(let first, let second), nil):
      target = try RegressionTarget(
        successes: RegressionNumbers(first, of: used, rows: rows, .notNegative),
        failures: RegressionNumbers(second, of: used, rows: rows, .notNegative), options)
    case (.counts, .some(let trials)):
      throw LogitError.invalidOption(
        name: "trials", value: "\"\(trials.name)\"",
        expected: "left out, since cbind says how many successes and failures there are")
    case (.column(let name), let trials?):
      target = try RegressionTarget(
        column: RegressionNumbers(name, of: used, rows: rows, .notNegative), trials: trials, options)
    case (.column(let name), nil):
      target = try Self.locating(rows) {
        try RegressionTarget(classes: used.column(name), dropped: whole.rowCount - used.rowCount, options)
      }
    }
    var uncounted = complete.count - used.rowCount
    for row in 0..<used.rowCount where weights?.values[row] == 0 || target.trials?[row] == 0 {
      uncounted += 1
    }
    uncountedCount = uncounted
  }

  /// Those of some rows that stand for any; all if none does, which is reported later.
  ///
  /// A table with each row as often as its frequency says does not have the others: categories that only they
  /// have are none. Rows of weight 0, by which rows are only weighed, stay as in R.
  private static func standing(_ rows: [Int], _ frequencies: String?, of table: Table) throws -> [Int] {
    guard let frequencies else { return rows }
    let complete = try rows.count == table.rowCount ? table : table.rows(at: rows)
    let numbers = try RegressionNumbers(
      frequencies, of: complete, rows: rows.count == table.rowCount ? nil : rows, .wholeNotNegative)
    let standing = rows.indices.filter { numbers.values[$0] > 0 }
    return standing.isEmpty || standing.count == rows.count ? rows : standing.map { rows[$0] }
  }

  /// The rows that do not count or miss something.
  var droppedCount: Int { incompleteCount + uncountedCount }
  /// The rows of the whole table that count.
  func countedCount(of table: Table) -> Int { table.rowCount - droppedCount }

  /// Makes sure that a model whose terms are fitted anew finds all of its classes.
  ///
  /// - Throws: `DataError.unusableTarget(column:reason:remedy:)` for a class without a row that counts.
  func requireKnownClasses(_ options: TableRegressionOptions, target column: String) throws {
    guard let labels = options.knownClasses,
      let absent = target.classCounts(weights: rowWeights).firstIndex(of: 0)
    else { return }
    throw DataError.unusableTarget(
      column: column,
      reason:
        "no complete row that counts is of the class \"\(labels.names[absent])\", which the model knows",
      remedy: "use rows of all its classes")
  }

  /// What each row counts in means over the rows; `nil` if all count alike.
  var rowWeights: [Double]? {
    guard let weights = weights?.values else { return frequencyWeights?.values }
    guard let counts = frequencyWeights?.values else { return weights }
    return zip(weights, counts).map { $0 * $1 }
  }

  /// What each row counts, trials among it; `nil` if all count alike.
  var countingWeights: [Double]? {
    guard let trials = target.trials else { return rowWeights }
    return rowWeights.map { zip($0, trials).map { $0 * $1 } } ?? trials
  }

  /// Learns what a formula's terms need to know from the rows.
  func learn(_ terms: FormulaTerms, _ options: TableRegressionOptions) throws -> FormulaFeature {
    // That no row stands for any is reported later.
    let counts = frequencyWeights.flatMap { $0.values.contains { $0 > 0 } ? $0.values : nil }
    return try locating {
      try FormulaFeature.learn(
        terms, from: table, references: options.references.filter { terms.columns.contains($0.key) },
        categoryLimit: options.columns.categoryLimit, readings: readings, counts: counts)
    }
  }

  /// The options of the statistics, but for the smaller formula.
  func requestedStatistics(_ options: TableRegressionOptions) throws -> RegressionOptions {
    var request = RegressionOptions()
    (request.level, request.profiles) = (options.level, options.profiles)
    request.usesFirthPenalty = options.usesFirthPenalty
    (request.weights, request.frequencyWeights) = (weights?.values, frequencyWeights?.values)
    (request.offsets, request.termTest) = (offset?.values, options.termTest)
    request.inflatesVariance = options.inflatesVariance
    request.hosmerLemeshowGroupCount = options.hosmerLemeshowGroupCount
    request.rowNumbers = .ofTable(rows)
    switch options.errors {
    case .model: break
    case .robust(let correction): request.standardErrors = .robust(correction)
    case .cluster(let name): request.standardErrors = .cluster(try clusters(name), name: name)
    }
    return request
  }

  /// The number of each row's cluster.
  private func clusters(_ name: String) throws -> [Int32] {
    let values = try DistinctValues(table.column(name))
    guard values.names.count >= 2 else {
      throw DataError.tooFew(
        things: "clusters in \"\(name)\"", found: values.names.count, needed: 2,
        purpose: "errors that allow for them", remedy: "name a column with more groups, or leave clusters out"
      )
    }
    return values.indices
  }
}

// MARK: - Errors

extension RegressionData {
  /// Calls a closure whose errors count the complete rows, and counts those of the whole table in them
  /// instead.
  func locating<Result>(_ body: () throws -> Result) throws -> Result { try Self.locating(rows, body) }

  private static func locating<Result>(_ rows: [Int]?, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DataError {
      throw rows.map { error.located(in: $0) } ?? error
    }
  }

  /// Names columns that have no value at all, and the terms that they leave without.
  private static func requireValues(
    _ columns: [String], _ terms: RegressionTerms, of table: Table
  ) throws {
    for name in columns where try table.column(name).missingCount == table.rowCount {
      let named = terms.terms.terms.first { term in
        term.columns.contains(name)
      }
      let purpose = named.map { "the term \($0.name)" } ?? "the regression"
      throw DataError.wrongKind(
        column: name, expected: "values for \(purpose)",
        found: "nothing (all \(table.rowCount.counted("row")) miss it)", remedy: "leave it out, or fill it in"
      )
    }
  }

  private static func noCompleteRows(_ columns: [String], of table: Table) -> DataError {
    let missing = columns.compactMap { name in
      (try? table.column(name).missingCount).flatMap { $0 > 0 ? "\($0.grouped) in \"\(name)\"" : nil }
    }
    return .tooFew(
      things: "complete rows among the \(table.rowCount.grouped)", found: 0, needed: 1,
      purpose: "a regression (missing are \(missing.joined(separator: ", ")))",
      remedy: "leave out the columns that miss most")
  }
}

extension DataError {
  /// The same error with its row counted in the table that some rows were taken from.
  fileprivate func located(in rows: [Int]) -> DataError {
    func place(_ row: Int) -> Int { rows.indices.contains(row) ? rows[row] : row }
    return switch self {
    case .unreadableValue(let column, let row, let value, let expected, let count, let remedies):
      .unreadableValue(
        column: column, row: place(row), value: value, expected: expected, count: count, remedies: remedies)
    case .missingValues(let column, let count, let row):
      .missingValues(column: column, count: count, firstRow: place(row))
    case .unknownCategory(let column, let row, let value, let known):
      .unknownCategory(column: column, row: place(row), value: value, known: known)
    case .unknownClass(let column, let row, let value, let known):
      .unknownClass(column: column, row: place(row), value: value, known: known)
    case .tooLargeNumber(let column, let row, let value):
      .tooLargeNumber(column: column, row: place(row), value: value)
    case .undefinedValue(let column, let row, let value, let expression):
      .undefinedValue(column: column, row: place(row), value: value, expression: expression)
    default: self
    }
  }
}
