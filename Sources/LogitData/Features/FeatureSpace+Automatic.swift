import Logit

// MARK: - Chosen by the data

extension FeatureSpace {
  /// Chooses what is done with each column, by what it holds; ``decisions`` says what and why.
  ///
  /// - Numbers are normalized. If any is missing among the rows learned from, missing ones count as the
  ///   median, with an indicator. Whole numbers are treated as numbers even if few of them differ: to use
  ///   codes as categories, choose the features yourself.
  /// - Truth values are 0 and 1; missing ones count as the most frequent, with an indicator likewise.
  /// - Texts that are all dates become their parts.
  /// - Texts with at most ``AutomaticChoice/mostCategories`` different values are one-hot encoded; with more,
  ///   those in at least ``AutomaticChoice/leastRowsOfCategory`` rows are, and all others share a category.
  ///   Missing ones are a category of their own. A category that was not learned becomes all zeros, or one of
  ///   the others where there are such.
  /// - Long texts of many words that are mostly different become counts of hashed words.
  /// - Columns are left out if they have no value, the same value in every row, or number or name the rows:
  ///   texts that differ in every row, and consecutive whole numbers. If that leaves no column, those that
  ///   number the rows stay.
  ///
  /// Only the kinds of values and how many differ are considered, in all rows; nothing is learned until
  /// ``adapt(to:rows:)``.
  ///
  /// - Parameters:
  ///   - table: Its rows.
  ///   - excluded: Columns to leave out, such as the target.
  /// - Returns: A feature space that has learned nothing yet.
  /// - Throws: ``DataError/noFeatures(reasons:)`` if every column is left out, or
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` if a column to leave out does not exist.
  public static func automatic(for table: Table, excluding excluded: [String] = []) throws -> FeatureSpace {
    for name in excluded { _ = try table.index(of: name, role: "column to exclude") }
    let excluded = Set(excluded)
    let columns = table.columns
    var choices = try columns.map { column in
      excluded.contains(column.name) ? AutomaticChoice.excluded : try AutomaticChoice(for: column)
    }
    if !choices.contains(where: { $0.transform != nil }) {
      for index in choices.indices where choices[index].numbersRows {
        choices[index] = try AutomaticChoice.number(columns[index], reason: "it is the only column there is")
      }
    }
    let reasons = zip(columns, choices).map { column, choice in
      ColumnReason(
        column: column.name, kind: column.kind, reason: choice.reason, isLeftOut: choice.transform == nil,
        cause: choice.cause)
    }
    let transforms = choices.compactMap(\.transform)
    guard !transforms.isEmpty else {
      throw DataError.noFeatures(
        reasons: reasons.filter { $0.cause != .request }.prefix(10).map {
          "\"\($0.column)\": \($0.reason)"
        })
    }
    return FeatureSpace(transforms: transforms, reasons: reasons, isAdapted: false)
  }
}
