import Logit

/// The columns of a table as the terms of a regression take them: numbers, truth values or categories.
///
/// Texts are read as they are for features that are chosen by the data. What is mostly numbers or
/// dates, but for a word among them, is refused rather than taken for a category.
package struct RegressionColumns: Sendable {
  /// The table with the columns as they are read; the others as they came.
  package private(set) var table: Table
  /// How the texts of columns became values; columns without one are taken as they stand.
  package private(set) var readings: [String: ColumnReading] = [:]
  /// The columns that were not chosen one by one and are left out, and why.
  package private(set) var leftOut: [ColumnDecision] = []
  /// The columns of dates, which count in days.
  package private(set) var dates: [String] = []
  /// What is worth knowing about the columns that are used.
  package private(set) var findings: [Finding] = []

  private let options: ColumnOptions

  /// Begins with columns as they came.
  ///
  /// - Parameters:
  ///   - table: The table as a reader gives it.
  ///   - options: How columns are read and used.
  /// - Throws: As ``FeatureSpace/automatic(for:excluding:options:)`` for options out of range.
  package init(_ table: Table, options: ColumnOptions = ColumnOptions()) throws {
    try options.validate(for: table)
    (self.table, self.options) = (table, options)
  }

  /// Reads columns.
  ///
  /// - Parameters:
  ///   - columns: The columns to read.
  ///   - areChosen: Whether they were named one by one. If not, those that have no values, never change,
  ///     number the rows, or hold running text are left out.
  /// - Returns: The columns that are not left out.
  /// - Throws: ``DataError/unreadableValue(column:row:value:expected:count:remedies:)`` for a column of texts
  ///   that are mostly numbers or dates, but not all can be read so; otherwise as
  ///   ``FeatureSpace/automatic(for:excluding:options:)``.
  package mutating func read(_ columns: [String], areChosen: Bool) throws -> [String] {
    var used: [String] = []
    for name in columns {
      let index = try table.index(of: name)
      let column = table.columns[index]
      var plan = try ColumnPlan(
        column, options: options, groupedDigits: table.layout?.groupedDigits[name])
      if !areChosen, let decision = try Self.reasonToLeaveOut(plan, of: column) {
        leftOut.append(decision)
        continue
      }
      try Self.requireValues(plan, of: column)
      if plan.use == nil, plan.reading == nil, plan.column.largeWholeNumbers != nil {
        // Whole numbers of more than 64 bits are numbers all the same.
        var asNumbers = options
        asNumbers.uses[name] = .number
        plan = try ColumnPlan(column, options: asNumbers)
      }
      readings[name] = plan.reading
      used.append(name)
      if case .date? = plan.reading { dates.append(name) }
      findings += [plan.diagnosis?.finding].compactMap { $0 }
      if plan.column.kind == .string { findings += [plan.spellingFinding].compactMap { $0 } }
      table.replaceColumn(index, with: plan.column)
    }
    return used
  }

  /// Why a column that was not chosen is no predictor; `nil` if it is one.
  private static func reasonToLeaveOut(_ plan: ColumnPlan, of column: Column) throws -> ColumnDecision? {
    let choice = try AutomaticChoice(plan, categoryLimit: ColumnOptions.usualCategoryLimit)
    func decision(_ reason: String, _ cause: ColumnDecision.Cause) -> ColumnDecision {
      ColumnDecision(column: column.name, kind: column.kind, action: .leaveOut, reason: reason, cause: cause)
    }
    switch choice.cause {
    case .unread?: return nil
    case let cause?: return decision(choice.reason, cause)
    case nil: break
    }
    return choice.transform is TextFeature ? decision(choice.reason, .identifier) : nil
  }

  /// Refuses texts of which most, but not all, are numbers or dates.
  private static func requireValues(_ plan: ColumnPlan, of column: Column) throws {
    guard let diagnosis = plan.diagnosis, !diagnosis.isRead, diagnosis.isOfMost else { return }
    if diagnosis.ambiguousDate != nil { throw column.ambiguousDates }
    let asCategory = ReadingRemedy.use(column: column.name, .category)
    let remedies =
      switch diagnosis.remedies.count {
      case 0: [asCategory]
      case 1: [ReadingRemedy.oneOf([diagnosis.remedies[0], asCategory])]
      default: diagnosis.remedies
      }
    let others = Set(diagnosis.others.map(\.value))
    throw refusal(of: column, expected: diagnosis.use == .date ? "a date" : "a number", remedies) { text in
      others.isEmpty ? NumberSpelling().value(of: text) == nil : others.contains(text)
    }
  }

  /// The error that names the first text of a kind.
  private static func refusal(
    of column: Column, expected: String, _ remedies: [ReadingRemedy], _ isRefused: (String) -> Bool
  ) -> DataError {
    let texts = column.withTexts
    let refused = texts.dictionary.map(isRefused)
    var (row, count): (Int?, Int) = (nil, 0)
    var start = 0
    for chunk in texts.chunks {
      if case .string(let codes) = chunk {
        for (offset, code) in codes.enumerated() where code >= 0 && refused[Int(code)] {
          row = row ?? start + offset
          count += 1
        }
      }
      start += chunk.count
    }
    let first = row ?? 0
    return .unreadableValue(
      column: column.name, row: first, value: (texts.count > first ? texts.strings()[first] : nil) ?? "",
      expected: expected, count: max(count, 1), remedies: remedies)
  }
}

extension FeatureSpace {
  /// The features of a regression, which a formula makes of columns.
  ///
  /// - Parameters:
  ///   - formula: What the columns become, learned.
  ///   - columns: The table's columns as they were read.
  ///   - purposes: What columns are for that are no predictors, such as `it weighs the rows`.
  ///   - targets: The columns that the regression explains.
  ///   - offset: A column that is a feature as it is, after those of the formula; none by default.
  ///   - rows: The rows that the formula was learned from.
  /// - Returns: Features that have been learned.
  package static func regression(
    _ formula: FormulaFeature, of columns: RegressionColumns, purposes: [String: String], targets: [String],
    offset: String? = nil, rows: Table
  ) throws -> FeatureSpace {
    var transforms: [any FeatureTransform] = [formula]
    if let offset {
      var space = try FeatureSpace([OffsetFeature(offset)])
      try space.adapt(to: rows)
      transforms += space.transforms
    }
    let inputs = Set(transforms.flatMap(\.inputs))
    var leftOut: [String: ColumnDecision] = [:]
    for decision in columns.leftOut { leftOut[decision.column] = decision }
    let reasons = columns.table.columns.map { column in
      if inputs.contains(column.name) {
        let reason = purposes[column.name] ?? "it is in the formula"
        return ColumnReason(column: column.name, kind: column.kind, reason: reason)
      }
      if targets.contains(column.name) {
        return ColumnReason(
          column: column.name, kind: column.kind, reason: "it is what the model predicts", isLeftOut: true,
          cause: .target)
      }
      let decision = leftOut[column.name]
      return ColumnReason(
        column: column.name, kind: column.kind,
        reason: purposes[column.name] ?? decision?.reason ?? "it is not in the formula", isLeftOut: true,
        cause: decision?.cause ?? .request)
    }
    return FeatureSpace(
      transforms: transforms, reasons: reasons, readings: columns.readings.filter { inputs.contains($0.key) },
      isAdapted: true)
  }
}

extension FeatureSpace {
  /// The formula that the features of a regression are made by; `nil` for other features.
  package var regressionFormula: FormulaFeature? {
    transforms.lazy.compactMap { $0 as? FormulaFeature }.first
  }
}
