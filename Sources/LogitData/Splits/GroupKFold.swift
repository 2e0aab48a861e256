import Logit

/// Divides rows into folds so that no group is in two of them, and holds out each fold in turn.
///
///     for split in try GroupKFold(5, by: "patient").splits(of: table) { ... }
///
/// Without a seed, folds get about the same number of rows: the largest group goes to the fold with the
/// fewest rows, then the next; groups of equal size are assigned in descending order. With a seed, the folds
/// get about the same number of groups, taken in the order of NumPy's
/// `default_rng(seed).permutation(groups)`.
///
/// Follows scikit-learn's `GroupKFold`.
public struct GroupKFold: Splitter, Equatable {
  /// The number of folds.
  public let splitCount: Int
  /// The column that holds the groups.
  public let column: String
  /// The seed of a random assignment; `nil` assigns groups by their size.
  public let shuffleSeed: UInt64?

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: The number of folds, at least 2; 5 by default.
  ///   - column: The column that holds the groups.
  ///   - shuffleSeed: The seed of a random assignment; `nil`, the default, assigns groups by their size.
  public init(_ splitCount: Int = 5, by column: String, shuffleSeed: UInt64? = nil) {
    self.splitCount = splitCount
    self.column = column
    self.shuffleSeed = shuffleSeed
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column of groups.
  /// - Returns: As many splits as there are folds.
  /// - Throws: As ``splits(groups:)``; also ``DataError/unknownColumn(name:role:nearest:known:)`` if there is
  ///   no such column, and ``DataError/missingKeys(column:role:count:firstRow:)`` if it has missing values.
  public func splits(of table: Table) throws -> Splits {
    try splits(RowKeys(table, column: column, role: "groups"))
  }

  /// Divides rows by their groups.
  ///
  /// - Parameter groups: The group of each row.
  /// - Returns: As many splits as there are folds.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for fewer than two folds, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` for more folds than groups.
  /// - Complexity: O(n log n + g k) for n rows in g groups and k folds.
  public func splits(groups: [Int]) throws -> Splits { try splits(RowKeys(groups)) }

  private func splits(_ keys: RowKeys) throws -> Splits {
    try requireSplitCount(splitCount, atLeast: 2)
    guard keys.count >= splitCount else {
      throw DataError.tooFew(
        things: "groups", found: keys.count, needed: splitCount, purpose: "\(splitCount) folds",
        remedy: "choose fewer folds, or a column with more groups")
    }
    let folds = shuffleSeed.map { dealAtRandom(keys.count, seed: $0) } ?? dealBySize(keys)
    return Splits(folds: keys.numbers.map { folds[Int($0)] }, count: splitCount)
  }

  /// The fold of each group, by size.
  private func dealBySize(_ keys: RowKeys) -> [Int32] {
    var sizes = [Int](repeating: 0, count: keys.count)
    for group in keys.numbers { sizes[Int(group)] += 1 }
    var rows = [Int](repeating: 0, count: splitCount)
    var folds = [Int32](repeating: 0, count: keys.count)
    for group in sizes.indices.sorted(by: { (sizes[$0], $0) > (sizes[$1], $1) }) {
      var lightest = 0
      for fold in 1..<splitCount where rows[fold] < rows[lightest] { lightest = fold }
      rows[lightest] += sizes[group]
      folds[group] = Int32(lightest)
    }
    return folds
  }

  /// The fold of each group, at random.
  private func dealAtRandom(_ count: Int, seed: UInt64) -> [Int32] {
    var generator = RandomGenerator(seed: seed)
    let order = generator.permutation(count)
    var folds = [Int32](repeating: 0, count: count)
    var start = 0
    for fold in 0..<splitCount {
      let size = count / splitCount + (fold < count % splitCount ? 1 : 0)
      for place in start..<start + size { folds[order[place]] = Int32(fold) }
      start += size
    }
    return folds
  }
}
