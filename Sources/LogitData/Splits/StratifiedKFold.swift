import Logit

/// Divides rows into folds with about the same share of each class, and holds back one after the other.
///
///     for split in try StratifiedKFold(5, by: "species").splits(of: table) { ... }
///
/// The rows sorted by class are dealt out to the folds one by one; that gives the number of rows of each class in each
/// fold, which differ by one at most. Without a seed a class's first rows are in the first fold and so on, which keeps
/// their order; with one, its folds are shuffled, class after class in order of appearance.
///
/// A class with fewer rows than there are folds is held back in as many folds as it has rows, and always among those
/// trained on.
///
/// Follows scikit-learn's `StratifiedKFold`.
public struct StratifiedKFold: Splitter, Equatable {
  /// The number of folds.
  public let splitCount: Int
  /// The column that holds the classes.
  public let column: String
  /// Where the draws begin; `nil` leaves rows in their order.
  public let shuffleSeed: UInt64?
  /// What happens to classes with a single row.
  public let singleRowClasses: SingleRowClasses

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: The number of folds, at least 2; 5 by default.
  ///   - column: The column that holds the classes.
  ///   - shuffleSeed: Where the draws of a random order begin; `nil`, the default, keeps the order.
  ///   - singleRowClasses: What happens to classes with a single row; an error by default.
  public init(
    _ splitCount: Int = 5, by column: String, shuffleSeed: UInt64? = nil,
    singleRowClasses: SingleRowClasses = .refuse
  ) {
    self.splitCount = splitCount
    self.column = column
    self.shuffleSeed = shuffleSeed
    self.singleRowClasses = singleRowClasses
  }

  /// Divides the rows of a table.
  ///
  /// - Throws: As ``splits(classes:)``; also ``DataError/unknownColumn(name:role:nearest:known:)`` and
  ///   ``DataError/missingKeys(column:role:count:firstRow:)``.
  public func splits(of table: Table) throws -> Splits {
    let keys = try RowKeys(table, column: column, role: "classes")
    return try splits(keys.numbers, classCount: keys.count) { keys.name(of: $0) }
  }

  /// Divides rows by their classes.
  ///
  /// - Parameter classes: The class of each row; any numbers, of which those in between need not occur.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``, or
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if every class has fewer rows than there are folds, or
  ///   ``DataError/tooFewRows(className:found:needed:purpose:)``.
  /// - Complexity: O(n) for n rows.
  public func splits(classes: [Int]) throws -> Splits {
    let keys = RowKeys(classes)
    return try splits(keys.numbers, classCount: keys.count) { keys.name(of: $0) }
  }

  /// Divides rows by the numbers of their classes, which all occur.
  package func splits(_ classes: [Int32], classCount: Int, name: (Int) -> String) throws -> Splits {
    try requireSplitCount(splitCount, atLeast: 2)
    let ranks = Self.ranksByAppearance(classes, classCount: classCount)
    let rows = ClassRows(classes, classCount: classCount)
    guard let largest = rows.counts.max(), largest >= splitCount else {
      throw DataError.tooFew(
        things: "rows of the largest class", found: rows.counts.max() ?? 0, needed: splitCount,
        purpose: "\(splitCount) folds", remedy: "choose fewer folds, or add rows")
    }
    try rows.requireTwo(singleRowClasses, purpose: "a stratified split", name: name)
    var (dealt, next) = deal(rows.counts, ranks: ranks)
    if let shuffleSeed {
      var generator = RandomGenerator(seed: shuffleSeed)
      let order = (0..<classCount).sorted { ranks[$0] < ranks[$1] }
      dealt.withUnsafeMutableBufferPointer { dealt in
        for label in order {
          let range = next[label]..<next[label] + rows.counts[label]
          generator.shuffle(UnsafeMutableBufferPointer(rebasing: dealt[range]))
        }
      }
    }
    var folds = [Int32](repeating: Splits.alwaysTraining, count: classes.count)
    for (row, label) in classes.enumerated() {
      if rows.counts[Int(label)] > 1 { folds[row] = dealt[next[Int(label)]] }
      next[Int(label)] += 1
    }
    return Splits(folds: folds, count: splitCount)
  }

  /// The folds of each class's rows, class after class in order of appearance, and where each class's begin.
  private func deal(_ counts: [Int], ranks: [Int]) -> (folds: [Int32], starts: [Int]) {
    var folds: [Int32] = []
    folds.reserveCapacity(counts.reduce(0, +))
    var starts = counts
    for label in counts.indices.sorted(by: { ranks[$0] < ranks[$1] }) {
      let range = folds.count..<folds.count + counts[label]
      starts[label] = range.lowerBound
      for fold in 0..<splitCount {
        // How many of the places in the range the fold is dealt: those that are `fold` modulo the number of folds.
        func dealt(before end: Int) -> Int { (end + splitCount - 1 - fold) / splitCount }
        let count = dealt(before: range.upperBound) - dealt(before: range.lowerBound)
        folds += repeatElement(Int32(fold), count: count)
      }
    }
    return (folds, starts)
  }

  /// For each class how many others appear before it.
  private static func ranksByAppearance(_ classes: [Int32], classCount: Int) -> [Int] {
    var ranks = [Int](repeating: -1, count: classCount)
    var seen = 0
    for label in classes where ranks[Int(label)] < 0 {
      ranks[Int(label)] = seen
      seen += 1
      if seen == classCount { break }
    }
    return ranks
  }
}
