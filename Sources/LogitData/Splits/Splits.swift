import LogitFiles

/// The splits that a ``Splitter`` makes, in order.
///
///     for split in try StratifiedKFold(5, by: "species").splits(of: table) { ... }
///
/// Folds are stored as one number per row, and the indices of a split are made on demand: ten folds of a
/// million rows take 4 MB rather than 80.
public struct Splits: RandomAccessCollection, Sendable, Equatable {
  /// How the splits are stored.
  private enum Storage: Sendable, Equatable {
    /// The fold that each row is held out in, or `alwaysTraining`; and the number of rows of each fold.
    case folds([Int32], counts: [Int])
    /// Ranges of the rows in some order; in their own if it is `nil`.
    case ranges(order: [Int]?, [RangeSplit])
    /// The splits themselves.
    case list([Split])
  }

  /// A split into ranges of consecutive rows.
  struct RangeSplit: Sendable, Equatable {
    var training: Range<Int>
    var validation: Range<Int>
  }

  /// Stands in place of a fold: the row is never held out.
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

  /// The fold that each row is held out in, -1 for one that never is; `nil` if the splits are not made so.
  package var foldOfRow: [Int32]? { if case .folds(let folds, _) = storage { folds } else { nil } }

  /// Returns a split.
  ///
  /// - Parameter index: The number of the split, counted from 0; one that does not exist is a programming
  ///   error.
  public subscript(index: Int) -> Split {
    guard index >= 0, index < endIndex else {
      programmingError("Split \(index) is outside 0..<\(endIndex)")
    }
    return switch storage {
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
