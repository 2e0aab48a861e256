/// Holds back the latest rows.
///
///     let split = try TimeSplit(by: "date", validation: 0.2).split(table)
///
/// Rows are in order of a column: numbers by size, texts by their code points, which is the order of dates such as
/// `2026-03-14`. Rows of the same time stay in the order of the table.
public struct TimeSplit: Splitter, Equatable {
  /// The column that holds the times; `nil` if the table is in order of time.
  public let column: String?
  /// How much is held back.
  public let validation: HoldoutSize
  /// The number of rows before those held back that are on neither side.
  public let gap: Int

  /// Always 1.
  public var splitCount: Int { 1 }

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - column: The column that holds the times; by default the table is in order of time.
  ///   - validation: How much is held back: a share in (0, 1) or a number of rows; a fifth by default.
  ///   - gap: The number of rows before those held back that are on neither side, at least 0; 0 by default.
  public init(by column: String? = nil, validation: HoldoutSize = 0.2, gap: Int = 0) {
    self.column = column
    self.validation = validation
    self.gap = gap
  }

  /// Divides the rows of a table.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``,
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)``,
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` or
  ///   ``DataError/missingKeys(column:role:count:firstRow:)``.
  /// - Complexity: O(n) for n rows in order, O(n log n) otherwise.
  public func splits(of table: Table) throws -> Splits {
    let held = try validation.count(of: table.rowCount)
    return try TimeSeriesSplit(1, by: column, gap: gap, validationCount: held).splits(of: table)
  }
}
