import Logit

/// Holds out whole groups of rows, chosen at random: no group has rows on both sides.
///
///     let split = try GroupShuffleSplit(by: "patient", validation: 0.2, seed: 7).split(table)
///
/// A share is a share of the groups, not of the rows. Groups in ascending order are chosen as
/// ``ShuffleSplit`` chooses rows.
///
/// Follows scikit-learn's `GroupShuffleSplit`.
public struct GroupShuffleSplit: Splitter, Equatable {
  /// How many splits are made, independently of one another.
  public let splitCount: Int
  /// The column that holds the groups.
  public let column: String
  /// How many groups are held out.
  public let validation: HoldoutSize
  /// The seed of the random numbers.
  public let seed: UInt64

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: How many splits, at least 1; 1 by default.
  ///   - column: The column that holds the groups.
  ///   - validation: How many groups are held out: a share in (0, 1) or a number; a fifth by default.
  ///   - seed: The seed of the random numbers; 0 by default.
  public init(
    _ splitCount: Int = 1, by column: String, validation: HoldoutSize = 0.2, seed: UInt64 = 0
  ) {
    self.splitCount = splitCount
    self.column = column
    self.validation = validation
    self.seed = seed
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column of groups.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: As ``splits(groups:)``; also ``DataError/unknownColumn(name:role:nearest:known:)`` if there is
  ///   no such column, and ``DataError/missingKeys(column:role:count:firstRow:)`` if it has missing values.
  public func splits(of table: Table) throws -> Splits {
    try splits(RowKeys(table, column: column, role: "groups"))
  }

  /// Divides rows by their groups.
  ///
  /// - Parameter groups: The group of each row.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if no group would be left on one side.
  /// - Complexity: O(n log n) for n rows, O(n) if the groups' numbers lie close together.
  public func splits(groups: [Int]) throws -> Splits { try splits(RowKeys(groups)) }

  private func splits(_ keys: RowKeys) throws -> Splits {
    try requireSplitCount(splitCount, atLeast: 1)
    let held = try validation.count(of: keys.count, "groups")
    var generator = RandomGenerator(seed: seed)
    return Splits(
      (0..<splitCount).map { _ in
        let isHeld = generator.choice(held, of: keys.count)
        let count = keys.numbers.reduce(0) { $0 + (isHeld[Int($1)] ? 1 : 0) }
        return Split(rowCount: keys.numbers.count, validationCount: count) { isHeld[Int(keys.numbers[$0])] }
      })
  }
}
