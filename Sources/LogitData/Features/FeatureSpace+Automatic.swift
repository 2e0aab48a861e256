import Logit

// MARK: - Chosen by the data

extension FeatureSpace {
  /// Chooses what is done with each column, by what it holds; ``decisions`` says what and why.
  ///
  /// - Numbers are normalized. If any is missing among the rows learned from, missing ones count as the
  ///   median, with an indicator. Whole numbers are treated as numbers even if few of them differ: codes
  ///   are categories if ``ColumnOptions/uses`` says so.
  /// - Truth values are 0 and 1; missing ones count as the most frequent, with an indicator likewise.
  /// - Texts that are all dates become their parts. The order of day and month is settled from all values, or
  ///   by ``ColumnOptions/dateOrder``.
  /// - Texts that are all numbers as ``ColumnOptions/numbers`` are written are numbers.
  /// - Texts with at most ``AutomaticChoice/mostCategories`` different values are one-hot encoded; with more,
  ///   those in at least ``AutomaticChoice/leastRowsOfCategory`` rows are, up to
  ///   ``ColumnOptions/categoryLimit``, and all others share a category.
  ///   Missing ones are a category of their own. A category that was not learned becomes all zeros, or one of
  ///   the others where there are such.
  /// - Long texts of many words that are mostly different become counts of hashed words.
  /// - Columns are left out if they have no value, the same value in every row, or number or name the rows:
  ///   texts that differ in every row, unless most are numbers or dates; whole numbers that are consecutive,
  ///   or all different although so many would hardly be by chance; and columns of mostly different texts or
  ///   whole numbers whose name says so, such as `customer_id`. If that leaves no column, those that number
  ///   the rows stay.
  ///
  /// ``diagnoses`` tells of columns of texts whose values are mostly numbers or dates, read or not, and
  /// ``findings`` of what to look at.
  ///
  /// Only the kinds of values and how many differ are considered, in all rows; nothing is learned until
  /// ``adapt(to:rows:)``.
  ///
  /// - Parameters:
  ///   - table: Its rows.
  ///   - excluded: Columns to leave out, such as the target; none by default.
  ///   - options: How columns are to be read and used; by what they hold by default.
  /// - Returns: A feature space that has learned nothing yet.
  /// - Throws: ``DataError/noFeatures(reasons:remedies:)`` if every column is left out;
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` if a column to leave out or to use in some way
  ///   does not exist; ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for a text
  ///   that is not what its column is to be used as; ``DataError/ambiguousDates(column:row:value:)`` for a
  ///   column that is to be used as dates whose order is open; or
  ///   `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public static func automatic(
    for table: Table, excluding excluded: [String] = [], options: ColumnOptions = ColumnOptions()
  ) throws -> FeatureSpace {
    try options.validate(for: table)
    for name in excluded { _ = try table.index(of: name, role: "column to exclude") }
    let excluded = Set(excluded)
    let plans = try table.columns.map { column in
      excluded.contains(column.name) ? nil : try ColumnPlan(column, options: options)
    }
    let limit = options.categoryLimit(rowCount: table.rowCount)
    var choices = try plans.map { plan in
      try plan.map {
        try AutomaticChoice(
          $0, categoryLimit: limit, hashBinCount: options.hashBinCount ?? ColumnOptions.usualHashBinCount)
      } ?? AutomaticChoice.excluded
    }
    if !choices.contains(where: { $0.transform != nil }) {
      for (index, plan) in plans.enumerated() where choices[index].numbersRows {
        guard let plan else { continue }
        choices[index] = try AutomaticChoice.number(plan.column, reason: "it is the only column there is")
      }
    }
    let reasons = zip(table.columns, zip(plans, choices)).map { column, pair in
      let (plan, choice) = pair
      return ColumnReason(
        column: column.name, kind: plan?.column.kind ?? column.kind, reason: choice.reason,
        isLeftOut: choice.transform == nil, cause: choice.cause)
    }
    let transforms = choices.compactMap(\.transform)
    guard !transforms.isEmpty else {
      throw DataError.noFeatures(
        reasons: reasons.filter { $0.cause != .request }.prefix(10).map {
          "\"\($0.column)\": \($0.reason)"
        }, remedies: remedies(of: plans))
    }
    var space = FeatureSpace(
      transforms: transforms, reasons: reasons, readings: readings(of: plans, choices), isAdapted: false)
    space.diagnoses = plans.compactMap { $0?.diagnosis }
    space.findings = zip(plans, choices).flatMap { findings(of: $0, $1) }
    return space
  }

  /// How the columns that are used are read.
  private static func readings(
    of plans: [ColumnPlan?], _ choices: [AutomaticChoice]
  ) -> [String: ColumnReading] {
    var readings: [String: ColumnReading] = [:]
    for case (let plan?, let choice) in zip(plans, choices) where choice.transform != nil {
      readings[plan.column.name] = plan.reading
    }
    return readings
  }

  /// What would make columns be read, each choice once.
  private static func remedies(of plans: [ColumnPlan?]) -> [ReadingRemedy] {
    var remedies: [ReadingRemedy] = []
    for remedy in plans.compactMap({ $0?.diagnosis }).flatMap(\.remedies) where !remedies.contains(remedy) {
      remedies.append(remedy)
    }
    return remedies
  }

  /// What is worth knowing about a column.
  private static func findings(of plan: ColumnPlan?, _ choice: AutomaticChoice) -> [Finding] {
    guard let plan else { return [] }
    let diagnosis = plan.diagnosis.flatMap(\.finding)
    let variants = choice.transform is CategoryFeature ? plan.spellingFinding : nil
    return [diagnosis, variants].compactMap { $0 } + choice.findings
  }
}
