import Logit

/// Divides rows into folds of equal size, and holds out each in turn.
///
///     for split in try KFold(5, shuffleSeed: 7).splits(of: table) { ... }
///
/// The first `n % k` of k folds hold n / k + 1 of n rows, the others n / k. Without a seed a fold is a run of
/// rows; with one, a run of NumPy's `default_rng(seed).permutation(n)`.
///
/// Follows scikit-learn's `KFold`.
public struct KFold: Splitter, Equatable {
  /// The number of folds.
  public let splitCount: Int
  /// The seed of a random order; `nil` keeps the order of the rows.
  public let shuffleSeed: UInt64?

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: The number of folds, at least 2; 5 by default.
  ///   - shuffleSeed: The seed of a random order; `nil`, the default, keeps the order of the rows.
  public init(_ splitCount: Int = 5, shuffleSeed: UInt64? = nil) {
    self.splitCount = splitCount
    self.shuffleSeed = shuffleSeed
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows.
  /// - Returns: As many splits as there are folds.
  /// - Throws: As ``splits(rowCount:)``.
  public func splits(of table: Table) throws -> Splits { try splits(rowCount: table.rowCount) }

  /// Divides a number of rows.
  ///
  /// - Parameter rowCount: The number of rows.
  /// - Returns: As many splits as there are folds.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for fewer than two folds, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` for more folds than rows.
  /// - Complexity: O(n) for n rows.
  public func splits(rowCount: Int) throws -> Splits {
    try requireSplitCount(splitCount, atLeast: 2)
    guard rowCount >= splitCount else {
      throw DataError.tooFew(
        things: "rows", found: rowCount, needed: splitCount, purpose: "\(splitCount) folds",
        remedy: "choose fewer folds, or add rows")
    }
    let sizes = (0..<splitCount).map { rowCount / splitCount + ($0 < rowCount % splitCount ? 1 : 0) }
    guard let shuffleSeed else {
      var folds: [Int32] = []
      folds.reserveCapacity(rowCount)
      for (fold, size) in sizes.enumerated() { folds += repeatElement(Int32(fold), count: size) }
      return Splits(folds: folds, count: splitCount)
    }
    var generator = RandomGenerator(seed: shuffleSeed)
    let order = generator.permutation(rowCount)
    var folds = [Int32](repeating: 0, count: rowCount)
    order.withUnsafeBufferPointer { order in
      var start = 0
      for (fold, size) in sizes.enumerated() {
        for row in order[start..<start + size] { folds[row] = Int32(fold) }
        start += size
      }
    }
    return Splits(folds: folds, count: splitCount)
  }
}
