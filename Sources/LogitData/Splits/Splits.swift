/// The splits a ``Splitter`` makes, one after the other.
///
///     for split in try StratifiedKFold(5, by: "species").splits(of: table) { ... }
///
/// Folds are kept as one number a row, and the indices of a split are made when it is asked for: ten folds of a million
/// rows take 4 MB, not 80.
public struct Splits: RandomAccessCollection, Sendable, Equatable {
  /// How the splits are kept.
  private enum Storage: Sendable, Equatable {
    /// The fold each row is held back in, ``alwaysTraining`` if in none; and the number of rows of each fold.
    case folds([Int32], counts: [Int])
    /// Ranges of the rows in an order; in their own if there is none.
    case ranges(order: [Int]?, [RangeSplit])
    /// The splits themselves.
    case list([Split])
  }

  /// A split of rows that follow one another.
  struct RangeSplit: Sendable, Equatable {
    var training: Range<Int>
    var validation: Range<Int>
  }

  /// In place of a fold: the row is held back in none.
  static let alwaysTraining: Int32 = -1

  private let storage: Storage

  /// The number of splits.
  public let endIndex: Int

  /// Always 0.
  public var startIndex: Int { 0 }

  init(folds: [Int32], count: Int) {
    var counts = [Int](repeating: 0, count: count)
    for fold in folds where fold != Self.alwaysTraining { counts[Int(fold)] += 1 }
    storage = .folds(folds, counts: counts)
    endIndex = count
  }

  init(ranges: [RangeSplit], order: [Int]?) {
    storage = .ranges(order: order, ranges)
    endIndex = ranges.count
  }

  init(_ splits: [Split]) {
    storage = .list(splits)
    endIndex = splits.count
  }

  /// A split by its number, counted from 0.
  public subscript(index: Int) -> Split {
    switch storage {
    case .folds(let folds, let counts):
      folds.withUnsafeBufferPointer { folds in
        Split(rowCount: folds.count, validationCount: counts[index]) { folds[$0] == Int32(index) }
      }
    case .ranges(let order, let ranges):
      if let order {
        Split(
          training: Array(order[ranges[index].training]), validation: Array(order[ranges[index].validation]))
      } else {
        Split(training: Array(ranges[index].training), validation: Array(ranges[index].validation))
      }
    case .list(let splits): splits[index]
    }
  }
}
