/// Holds out the latest rows.
///
///     let split = try TimeSplit(by: "date", validation: 0.2).split(table)
///
/// Rows are ordered by a column: numbers by size, texts as the dates they are (see ``DateSpelling``). Rows of
/// the same time stay in the order of the table.
public struct TimeSplit: Splitter, Equatable {
  /// The column that holds the times; `nil` if the table is in order of time.
  public let column: String?
  /// How many rows are held out.
  public let validation: HoldoutSize
  /// The order of day and month in dates; `nil` to settle it from all values.
  public let dateOrder: DateOrder?
  /// The number of rows just before those held out that are on neither side.
  public let gap: Int

  /// Always 1.
  public var splitCount: Int { 1 }

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - column: The column that holds the times; by default the table is in order of time.
  ///   - validation: How many rows are held out: a share in (0, 1) or a number of rows; a fifth by default.
  ///   - dateOrder: The order of day and month in dates; settled from all values by default.
  ///   - gap: The number of rows just before those held out that are on neither side, at least 0; 0 by
  ///     default.
  public init(
    by column: String? = nil, validation: HoldoutSize = 0.2, dateOrder: DateOrder? = nil, gap: Int = 0
  ) {
    self.column = column
    self.dateOrder = dateOrder
    self.validation = validation
    self.gap = gap
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column of times if there is one.
  /// - Returns: One split.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range;
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if too few rows would be left;
  ///   or as ``TimeSeriesSplit/splits(of:)``.
  /// - Complexity: O(n) for n rows in order, O(n log n) otherwise.
  public func splits(of table: Table) throws -> Splits {
    let held = try validation.count(of: table.rowCount)
    return try TimeSeriesSplit(1, by: column, dateOrder: dateOrder, gap: gap, validationCount: held).splits(
      of: table)
  }
}
