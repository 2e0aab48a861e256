import Logit
import LogitData

/// Which rows are trained on, which are held out, and which are left out; or which fold each is held out in.
struct RowDivision {
  /// Where a row goes: a byte for each, since there may be many rows.
  enum Place {
    static let training: UInt8 = 0
    static let validation: UInt8 = 1
    static let dropped: UInt8 = .max
  }

  /// The place of each row.
  let places: [UInt8]
  /// The number of rows without a target, of a class that was left out, or that count for nothing.
  let droppedCount: Int
  /// The number of training rows of each class.
  let trainingCounts: [Int]
  /// The number of held-out rows of each class.
  let validationCounts: [Int]
  /// The folds; `nil` unless rows are held out in turn. All rows are training rows then.
  let folds: FoldDivision?

  /// The number of training rows.
  var trainingCount: Int { trainingCounts.reduce(0, +) }
  /// The number of held-out rows.
  var validationCount: Int { validationCounts.reduce(0, +) }

  /// Holds out the same share of each class, or divides the rows into folds.
  ///
  /// - Parameters:
  ///   - classes: The number of each row's class; ``ClassLabels/missing`` if it has none,
  ///     ``ClassLabels/dropped`` if its class was left out.
  ///   - labels: The classes in ascending order.
  ///   - target: The target column.
  ///   - table: The rows, with the column that decides, if there is one.
  ///   - options: How to divide them.
  /// - Throws: `DataError.missingTarget(column:count:firstRow:)` if rows without a target are refused,
  ///   `DataError.tooFewRows(className:found:needed:purpose:)` if a class has a single row, or as
  ///   ``FoldDivision``.
  init(
    _ classes: [Int32], labels: ClassLabels, target: String, of table: Table, options: ClassifierOptions
  ) throws {
    var counts = [Int](repeating: 0, count: labels.count)
    for index in classes where index >= 0 { counts[Int(index)] += 1 }
    droppedCount = classes.count - counts.reduce(0, +)
    if options.missingTarget == .refuse { try classes.requireClasses(target: target) }
    var holdout = Holdout(
      isHeld: [UInt8](repeating: 0, count: classes.count), counts: [Int](repeating: 0, count: labels.count))
    let share = options.rowsToMeasure.share
    if share > 0 {
      holdout = try StratifiedShuffleSplit(
        by: target, validation: .share(share),
        singleRowClasses: options.rareClass == .keep ? .keepInTraining : .refuse, seed: options.seed
      ).holdout(classes, classCount: labels.count) { labels.names[$0] }
    }
    // The split's marks for held out or not are already the numbers of places.
    var places = holdout.isHeld
    if droppedCount > 0 {
      for row in places.indices where classes[row] < 0 { places[row] = Place.dropped }
    }
    self.places = places
    validationCounts = holdout.counts
    trainingCounts = zip(counts, holdout.counts).map { $0 - $1 }
    folds = try options.rowsToMeasure.folds.map {
      try FoldDivision(
        $0, classes: classes, labels: labels, of: table, rareClass: options.rareClass, seed: options.seed)
    }
  }

  /// Selects the classes of the rows in one place, in the order of the table.
  func select(_ classes: [Int32], _ place: UInt8, count: Int) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: count + 1) { selected, selectedCount in
      // The processor cannot predict whether a row is selected, so each is written, and only those selected
      // are kept.
      for row in classes.indices {
        selected[selectedCount] = classes[row]
        selectedCount += places[row] == place ? 1 : 0
      }
    }
  }
}
