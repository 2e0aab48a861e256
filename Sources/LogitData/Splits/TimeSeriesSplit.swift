import Logit

/// Holds out one period after another, and trains on what came before it.
///
///     for split in try TimeSeriesSplit(5, by: "date").splits(of: table) { ... }
///
/// Of n rows in order of time, the last `splitCount` · v are held out, v at a time; v is n / (splitCount + 1)
/// by default. Each split trains on all rows before those held out, or on the last of them. Numbers are
/// ordered by size, and texts as the dates they are (see ``DateSpelling``); rows of the same time stay in the
/// order of the table.
///
/// Follows scikit-learn's `TimeSeriesSplit(n_splits, max_train_size, test_size, gap)`.
public struct TimeSeriesSplit: Splitter, Equatable {
  /// The number of periods held out.
  public let splitCount: Int
  /// The column that holds the times; `nil` if the table is in order of time.
  public let column: String?
  /// The order of day and month in dates; `nil` to settle it from all values.
  public let dateOrder: DateOrder?
  /// The number of rows just before those held out that are on neither side.
  public let gap: Int
  /// The most rows to train on; `nil` for all.
  public let maximumTrainingCount: Int?
  /// The number of rows held out at a time; `nil` for n / (splitCount + 1).
  public let validationCount: Int?

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: The number of periods held out, at least 1; 5 by default. Scikit-learn requires 2.
  ///   - column: The column that holds the times; by default the table is in order of time.
  ///   - dateOrder: The order of day and month in dates; settled from all values by default.
  ///   - gap: The number of rows just before those held out that are on neither side, at least 0; 0 by
  ///     default.
  ///   - maximumTrainingCount: The most rows to train on, at least 1; all by default.
  ///   - validationCount: The number of rows held out at a time, at least 1; n / (splitCount + 1) by default.
  public init(
    _ splitCount: Int = 5, by column: String? = nil, dateOrder: DateOrder? = nil, gap: Int = 0,
    maximumTrainingCount: Int? = nil, validationCount: Int? = nil
  ) {
    self.splitCount = splitCount
    self.column = column
    self.dateOrder = dateOrder
    self.gap = gap
    self.maximumTrainingCount = maximumTrainingCount
    self.validationCount = validationCount
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column of times if there is one.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: As ``splits(rowCount:)``; also ``DataError/unknownColumn(name:role:nearest:known:)`` if there
  ///   is no such column, ``DataError/missingKeys(column:role:count:firstRow:)`` if it has missing values,
  ///   ``DataError/ambiguousDates(column:row:value:)`` if no date settles the order of day and month, and
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` for texts that are no dates.
  /// - Complexity: O(n) for n rows in order, O(n log n) otherwise.
  public func splits(of table: Table) throws -> Splits {
    let ranges = try ranges(rowCount: table.rowCount)
    let order = try column.map { column in
      let index = try table.index(of: column, role: "column of times")
      return try table.columns[index].ascendingOrder(role: "times", dateOrder: dateOrder)
    }
    return Splits(ranges: ranges, order: order ?? nil)
  }

  /// Divides rows that are in order of time.
  ///
  /// - Parameter rowCount: The number of rows.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if there are too few rows for the periods
  ///   and the gap.
  public func splits(rowCount: Int) throws -> Splits {
    Splits(ranges: try ranges(rowCount: rowCount), order: nil)
  }

  private func ranges(rowCount: Int) throws -> [Splits.RangeSplit] {
    try requireSplitCount(splitCount, atLeast: 1)
    for (name, value, least) in [
      ("The gap", gap, 0), ("The most rows to train on", maximumTrainingCount ?? 1, 1),
      ("The number of rows held back", validationCount ?? 1, 1),
    ] where value < least {
      throw LogitError.invalidOption(name: name, value: "\(value)", expected: "at least \(least)")
    }
    let held = validationCount ?? max(rowCount / (splitCount + 1), 1)
    // Divides rather than multiplies, because the product could overflow.
    guard rowCount > gap, held <= (rowCount - gap - 1) / splitCount, rowCount > splitCount else {
      let (heldInAll, overflow) = held.multipliedReportingOverflow(by: splitCount)
      throw DataError.tooFew(
        things: "rows", found: rowCount, needed: overflow ? .max : heldInAll &+ gap &+ 1,
        purpose:
          "holding back \(held) rows \(splitCount == 1 ? "once" : "\(splitCount) times") after a gap of \(gap)",
        remedy: "hold back fewer, or add rows")
    }
    return (0..<splitCount).map { split in
      let start = rowCount - (splitCount - split) * held
      let end = start - gap
      return Splits.RangeSplit(
        training: max(0, end - (maximumTrainingCount ?? end))..<end, validation: start..<start + held)
    }
  }
}
