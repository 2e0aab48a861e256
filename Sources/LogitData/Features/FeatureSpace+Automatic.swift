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
  /// ``diagnoses`` tells of columns of texts of which many are numbers or dates, read or not, and
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
    try automatic(
      for: table, rowCount: table.rowCount, excluding: excluded, options: options,
      columns: { table.columns[$0] }
    )
  }

  /// Chooses what is done with each column of a table that is nowhere in memory as a whole; see the other
  /// method.
  ///
  /// - Parameters:
  ///   - table: The names and kinds of the columns; its rows do not matter.
  ///   - rowCount: The number of rows.
  ///   - excluded: Columns to leave out.
  ///   - options: How columns are to be read and used.
  ///   - columns: Gives a column, by its place in the table; each is asked for once.
  /// - Throws: As the other method, and what `columns` throws.
  package static func automatic(
    for table: Table, rowCount: Int, excluding excluded: [String], options: ColumnOptions,
    columns: (Int) throws -> Column
  ) throws -> FeatureSpace {
    try options.validate(for: table)
    for name in excluded { _ = try table.index(of: name, role: "column to exclude") }
    let excluded = Set(excluded)
    let limit = options.categoryLimit(rowCount: rowCount)
    // Of each column only what was decided stays in memory.
    var decided = try table.columns.enumerated().map { index, column in
      excluded.contains(column.name)
        ? DecidedColumn(excluded: column)
        : try DecidedColumn(
          ColumnPlan(
            columns(index), options: options, groupedDigits: table.layout?.groupedDigits[column.name]),
          categoryLimit: limit,
          hashBinCount: options.hashBinCount ?? ColumnOptions.usualHashBinCount)
    }
    if !decided.contains(where: { $0.choice.transform != nil }) {
      for index in decided.indices where decided[index].choice.numbersRows {
        decided[index].choice = try AutomaticChoice.number(
          decided[index].name, reason: "it is the only column there is")
      }
    }
    let transforms = decided.compactMap(\.choice.transform)
    let reasons = decided.map(\.reason)
    guard !transforms.isEmpty else {
      throw DataError.noFeatures(
        reasons: reasons.filter { $0.cause != .request }.prefix(10).map {
          "\"\($0.column)\": \($0.reason)"
        }, remedies: remedies(of: decided))
    }
    var readings: [String: ColumnReading] = [:]
    for column in decided where column.choice.transform != nil { readings[column.name] = column.reading }
    var space = FeatureSpace(transforms: transforms, reasons: reasons, readings: readings, isAdapted: false)
    space.diagnoses = decided.compactMap(\.diagnosis)
    space.findings = decided.flatMap(\.findings)
    return space
  }

  /// What would make columns be read, each choice once.
  private static func remedies(of columns: [DecidedColumn]) -> [ReadingRemedy] {
    var remedies: [ReadingRemedy] = []
    let mostly = columns.compactMap(\.diagnosis).filter(\.isOfMost)
    for remedy in mostly.flatMap(\.remedies) where !remedies.contains(remedy) {
      remedies.append(remedy)
    }
    return remedies
  }
}

/// What is done with a column, and what was noticed about it, without its values.
private struct DecidedColumn {
  let name: String
  let kind: ColumnKind
  var choice: AutomaticChoice
  var reading: ColumnReading?
  var diagnosis: ColumnDiagnosis?
  /// What is worth knowing about the texts of the column.
  private var spelling: Finding?

  /// A column that is left out as asked for.
  init(excluded column: Column) { (name, kind, choice) = (column.name, column.kind, .excluded) }

  init(_ plan: ColumnPlan, categoryLimit: Int, hashBinCount: Int) throws {
    choice = try AutomaticChoice(plan, categoryLimit: categoryLimit, hashBinCount: hashBinCount)
    (name, kind) = (plan.column.name, plan.column.kind)
    (reading, diagnosis) = (plan.reading, plan.diagnosis)
    spelling = choice.transform is CategoryFeature ? plan.spellingFinding : nil
  }

  var reason: ColumnReason {
    ColumnReason(
      column: name, kind: kind, reason: choice.reason, isLeftOut: choice.transform == nil, cause: choice.cause
    )
  }

  /// What is worth knowing about the column.
  var findings: [Finding] { [diagnosis?.finding, spelling].compactMap { $0 } + choice.findings }
}
