import Logit

/// Folds that a column of the table names: rows with the same value are held out together, each value in
/// turn.
///
///     for split in try FoldColumn("fold").splits(of: table) { ... }
///
/// The folds come in ascending order of their values. Follows scikit-learn's `PredefinedSplit`, but every row
/// is held out once.
public struct FoldColumn: Sendable, Equatable {
  /// The column that names each row's fold.
  public let column: String

  /// Chooses the column.
  ///
  /// - Parameter column: The column that names each row's fold.
  public init(_ column: String) { self.column = column }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column of folds.
  /// - Returns: As many splits as the column has different values.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` if there is no such column,
  ///   ``DataError/missingKeys(column:role:count:firstRow:)`` if it has missing values, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if all rows are in one fold.
  public func splits(of table: Table) throws -> Splits {
    let keys = try RowKeys(table, column: column, role: "folds")
    guard keys.count >= 2 else {
      throw DataError.tooFew(
        things: "different values in the column of folds \"\(column)\"", found: keys.count, needed: 2,
        purpose: "holding each fold out in turn", remedy: "choose a column with a value for each fold")
    }
    return Splits(folds: keys.numbers, count: keys.count)
  }
}
