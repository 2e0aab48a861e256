/// What there is of rows beside their features.
struct RowMarks: Sendable {
  /// The number of each row's class.
  var classes: [Int32]
  /// The fold of each; -1 for none.
  var folds: [Int8]
  /// How much each counts, besides its class; `nil` if all count once.
  var weights: [Double]?

  /// The number of rows.
  var count: Int { classes.count }

  /// Some of the rows, in no fold.
  func unfolded(at rows: [Int]) -> RowMarks {
    RowMarks(
      classes: rows.map { classes[$0] }, folds: [Int8](repeating: -1, count: rows.count),
      weights: weights.map { weights in rows.map { weights[$0] } })
  }

  /// How much each row counts, those of a fold nothing; `nil` if all count once.
  ///
  /// - Parameters:
  ///   - ofClasses: How much a row of each class counts; `nil` if all count once.
  ///   - fold: The fold whose rows do not count; `nil` if all do.
  func weights(_ ofClasses: [Double]?, without fold: Int?) -> [Double]? {
    guard fold != nil || ofClasses != nil || weights != nil else { return nil }
    return classes.indices.map { row in
      if let fold, Int(folds[row]) == fold { return 0 }
      return (weights?[row] ?? 1) * (ofClasses?[Int(classes[row])] ?? 1)
    }
  }
}

/// How much the rows count that a search is over.
struct WeightTally: Sendable, Equatable {
  /// The sum of the weights of each class, added row by row.
  private(set) var sums: [Double]
  /// The least weight of a row.
  private(set) var least = Double.infinity

  /// No rows yet.
  init(classCount: Int) { sums = [Double](repeating: 0, count: classCount) }

  /// Rows that count by their classes alone.
  ///
  /// - Parameters:
  ///   - counts: The number of rows of each class.
  ///   - ofClasses: How much a row of each class counts; `nil` if all count once.
  init(_ counts: [Int], _ ofClasses: [Double]?) {
    (sums, least) = (ClassBalance.weightSums(counts, ofClasses), ofClasses?.min() ?? 1)
  }

  /// What was written.
  init(sums: [Double], least: Double) { (self.sums, self.least) = (sums, least) }

  /// Takes in the rows that count.
  mutating func add(_ rows: RowMarks, _ ofClasses: [Double]?, without fold: Int?) {
    guard let weights = rows.weights(ofClasses, without: fold) else { return }
    for (label, weight) in zip(rows.classes, weights) {
      sums[Int(label)] += weight
      if weight > 0 { least = min(least, weight) }
    }
  }
}
