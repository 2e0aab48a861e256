import Logit

/// Divides rows into folds with about the same share of each class, and holds out each in turn.
///
///     for split in try StratifiedKFold(5, by: "species").splits(of: table) { ... }
///
/// The rows, sorted by class, are dealt out to the folds one by one; this determines the number of rows of
/// each class in each fold, and these numbers differ by at most one. Without a seed, a class's first rows are
/// in the first fold and so on, which keeps their order; with one, the folds are shuffled within each class,
/// in order of the classes' appearance.
///
/// A class with fewer rows than there are folds is held out in as many folds as it has rows, and is always
/// among the rows trained on.
///
/// Follows scikit-learn's `StratifiedKFold`.
public struct StratifiedKFold: Splitter, Equatable {
  /// The number of folds.
  public let splitCount: Int
  /// The column that holds the classes.
  public let column: String
  /// The seed of a random order; `nil` keeps the order of the rows.
  public let shuffleSeed: UInt64?
  /// What happens to classes with a single row.
  public let singleRowClasses: SingleRowClasses

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: The number of folds, at least 2; 5 by default.
  ///   - column: The column that holds the classes.
  ///   - shuffleSeed: The seed of a random order; `nil`, the default, keeps the order of the rows.
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
  /// - Parameter table: The rows, with the column of classes.
  /// - Returns: As many splits as there are folds.
  /// - Throws: As ``splits(classes:)``; also ``DataError/unknownColumn(name:role:nearest:known:)`` if there
  ///   is no such column, and ``DataError/missingKeys(column:role:count:firstRow:)`` if it has missing
  ///   values.
  public func splits(of table: Table) throws -> Splits {
    let keys = try RowKeys(table, column: column, role: "classes")
    return try splits(keys.numbers, classCount: keys.count) { keys.name(of: $0) }
  }

  /// Divides rows by their classes.
  ///
  /// - Parameter classes: The class of each row; any numbers, which need not be consecutive.
  /// - Returns: As many splits as there are folds.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for fewer than two folds;
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if every class has fewer rows than there are
  ///   folds; or ``DataError/tooFewRows(className:found:needed:purpose:)`` if a class has a single row and
  ///   such classes are refused.
  /// - Complexity: O(n) for n rows.
  public func splits(classes: [Int]) throws -> Splits {
    let keys = RowKeys(classes)
    return try splits(keys.numbers, classCount: keys.count) { keys.name(of: $0) }
  }

  /// Divides rows by the numbers of their classes, all of which occur.
  ///
  /// - Parameters:
  ///   - classes: The number of each row's class, in `0..<classCount`.
  ///   - classCount: The number of classes.
  ///   - name: The name of a class by its number; used in messages.
  /// - Returns: As many splits as there are folds.
  /// - Throws: As ``splits(classes:)``.
  package func splits(_ classes: [Int32], classCount: Int, name: (Int) -> String) throws -> Splits {
    let ranks = Self.ranksByAppearance(classes, classCount: classCount)
    var counts = [Int](repeating: 0, count: classCount)
    for label in classes { counts[Int(label)] += 1 }
    try requireRows(counts, name: name)
    var dealt = self.dealt(counts, ranks: ranks)
    return Splits(folds: classes.map { dealt.next(ofClass: Int($0)) }, count: splitCount)
  }

  /// Makes sure that there are enough rows to be dealt out.
  ///
  /// - Parameters:
  ///   - counts: The number of rows of each class.
  ///   - name: The name of a class by its number; used in messages.
  /// - Throws: As ``splits(classes:)``.
  package func requireRows(_ counts: [Int], name: (Int) -> String) throws {
    try requireSplitCount(splitCount, atLeast: 2)
    guard let largest = counts.max(), largest >= splitCount else {
      throw DataError.tooFew(
        things: "rows of the largest class", found: counts.max() ?? 0, needed: splitCount,
        purpose: "\(splitCount) folds", remedy: "choose fewer folds, or add rows")
    }
    try ClassRows.requireTwo(counts, singleRowClasses, purpose: "a stratified split", name: name)
  }

  /// The folds of each class's rows, in the order of the rows.
  ///
  /// - Parameters:
  ///   - counts: The number of rows of each class.
  ///   - ranks: For each class, how many others appear before it.
  package func dealt(_ counts: [Int], ranks: [Int]) -> DealtFolds {
    // There may be many rows, and there are seldom many folds.
    splitCount <= Int(Int8.max)
      ? deal(counts, ranks: ranks) { .few($0) } : deal(counts, ranks: ranks) { .many($0) }
  }

  /// The folds of each class's rows, classes in order of appearance, and where each class begins.
  private func deal<Fold: FixedWidthInteger>(
    _ counts: [Int], ranks: [Int], _ storage: ([Fold]) -> DealtFolds.Storage
  ) -> DealtFolds {
    var folds: [Fold] = []
    folds.reserveCapacity(counts.reduce(0, +))
    var starts = counts
    let order = counts.indices.sorted { ranks[$0] < ranks[$1] }
    for label in order {
      let range = folds.count..<folds.count + counts[label]
      starts[label] = range.lowerBound
      for fold in 0..<splitCount {
        // How many of the positions in the range belong to the fold: those equal to `fold` modulo the number
        // of folds.
        func dealt(before end: Int) -> Int { (end + splitCount - 1 - fold) / splitCount }
        let count = dealt(before: range.upperBound) - dealt(before: range.lowerBound)
        folds += repeatElement(Fold(fold), count: count)
      }
    }
    if let shuffleSeed {
      var generator = RandomGenerator(seed: shuffleSeed)
      folds.withUnsafeMutableBufferPointer { folds in
        for label in order {
          let range = starts[label]..<starts[label] + counts[label]
          generator.shuffle(UnsafeMutableBufferPointer(rebasing: folds[range]))
        }
      }
    }
    return DealtFolds(folds: storage(folds), counts: counts, starts: starts)
  }

  /// For each class, how many others appear before it.
  package static func ranksByAppearance(_ classes: [Int32], classCount: Int) -> [Int] {
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

/// The folds that rows are held out in, class by class: where the rows of each class have come to so far.
package struct DealtFolds: Sendable {
  /// The fold of each row of each class.
  fileprivate enum Storage: Sendable {
    case few([Int8])
    case many([Int32])
  }

  private let folds: Storage
  private let counts: [Int]
  /// Where the rows of each class end.
  private let ends: [Int]
  private var places: [Int]

  fileprivate init(folds: Storage, counts: [Int], starts: [Int]) {
    (self.folds, self.counts, places) = (folds, counts, starts)
    ends = zip(starts, counts).map { $0 + $1 }
  }

  /// The fold of the next row of a class; -1 for the only row of one, which is never held out.
  package mutating func next(ofClass label: Int) -> Int32 {
    defer { places[label] += 1 }
    guard counts[label] > 1 else { return Splits.alwaysTraining }
    return switch folds {
    case .few(let folds): Int32(folds[places[label]])
    case .many(let folds): folds[places[label]]
    }
  }

  /// Whether there is another row of a class.
  package func has(ofClass label: Int) -> Bool { places[label] < ends[label] }

  /// Passes over rows.
  ///
  /// - Parameter counts: The number of rows of each class; no more than there are.
  package mutating func skip(_ counts: [Int]) {
    for label in counts.indices { places[label] += counts[label] }
  }
}
