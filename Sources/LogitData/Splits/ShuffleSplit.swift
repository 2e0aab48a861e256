import Logit

/// Holds out rows at random.
///
///     let split = try ShuffleSplit(validation: 0.2, seed: 7).split(table)
///
/// The rows held out are the first of NumPy's `default_rng(seed).permutation(rows)`; each further split uses
/// the next permutation.
///
/// Follows scikit-learn's `ShuffleSplit` and, with one split, `train_test_split`.
public struct ShuffleSplit: Splitter, Equatable {
  /// How many splits are made, independently of one another.
  public let splitCount: Int
  /// How many rows are held out.
  public let validation: HoldoutSize
  /// The seed of the random numbers.
  public let seed: UInt64

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: How many splits, at least 1; 1 by default.
  ///   - validation: How many rows are held out: a share in (0, 1) or a number of rows; a fifth by default.
  ///   - seed: The seed of the random numbers; 0 by default.
  public init(_ splitCount: Int = 1, validation: HoldoutSize = 0.2, seed: UInt64 = 0) {
    self.splitCount = splitCount
    self.validation = validation
    self.seed = seed
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: As ``splits(rowCount:)``.
  public func splits(of table: Table) throws -> Splits { try splits(rowCount: table.rowCount) }

  /// Divides a number of rows.
  ///
  /// - Parameter rowCount: The number of rows.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if no row would be left on one side.
  /// - Complexity: O(n) for n rows.
  public func splits(rowCount: Int) throws -> Splits {
    try requireSplitCount(splitCount, atLeast: 1)
    let held = try validation.count(of: rowCount)
    var generator = RandomGenerator(seed: seed)
    return Splits(
      (0..<splitCount).map { _ in
        let isHeld = generator.choice(held, of: rowCount)
        return Split(rowCount: rowCount, validationCount: held) { isHeld[$0] }
      })
  }
}

extension RandomGenerator {
  /// Marks the first `chosenCount` of a permutation of `count` things.
  mutating func choice(_ chosenCount: Int, of count: Int) -> [Bool] {
    var order = [UInt32](unsafeUninitializedCapacity: count) { order, filled in
      for index in 0..<count { order[index] = UInt32(truncatingIfNeeded: index) }
      filled = count
    }
    order.withUnsafeMutableBufferPointer { shuffle($0) }
    var isChosen = [Bool](repeating: false, count: count)
    for index in order.prefix(chosenCount) { isChosen[Int(index)] = true }
    return isChosen
  }
}
