import Logit
import LogitData

/// The training rows of a fold, with the features learned from them alone.
struct FoldRows {
  /// The features, learned from these rows.
  let features: FeatureSpace
  /// The rows; the classes that they have are numbered anew where not all occur.
  let training: LabeledMatrix
  /// The rows held out, if nothing is missing or unknown in any row; `nil` if that is to be counted in them.
  let cleanValidation: FeatureMatrix?
  /// The number of rows of each class.
  let counts: [Int]
  /// The sum of the weights of each class's rows.
  private let sums: [Double]
  /// The classes that occur.
  let present: [Int]

  /// The columns that features need, read as features take them, once for all folds. Other columns, which may
  /// be gone, are not looked at.
  static func read(_ table: Table, _ features: FeatureSpace) throws -> Table {
    let names = Set(features.inputNames)
    return try Table(features.reading(table).table.columns.filter { names.contains($0.name) })
  }

  /// Learns the features of a fold.
  ///
  /// - Parameters:
  ///   - features: The features, whose columns, options and readings stay; what was learned is learned again.
  ///   - table: The rows, as ``read(_:_:)`` gives them.
  ///   - classes: The number of each row's class; negative if it has none.
  ///   - places: The place of each row in the fold.
  ///   - classCount: The number of classes.
  ///   - weights: How much each row counts; `nil` if all count once.
  ///   - isPrecise: Whether rows are kept in double precision too; `false` by default.
  /// - Throws: As `FeatureSpace.adapt(to:rows:)` and `FeatureSpace.matrix(of:)`.
  init(
    _ features: FeatureSpace, of table: Table, classes: [Int32], places: [UInt8], classCount: Int,
    weights: [Double]?, isPrecise: Bool = false
  ) throws {
    var features = features
    try features.adapt(to: table, rows: RowSelection(places: places, RowDivision.Place.training, of: table))
    // Both in one walk over the table: rows that go nowhere would cut it into short pieces.
    var predictionCounts = PredictionCounts()
    let matrices = try features.matrices(
      of: table, destinations: places, count: 2, isPrecise: isPrecise, counts: &predictionCounts)
    cleanValidation = predictionCounts.isClean ? matrices[1] : nil
    let rows = places.indices.filter { places[$0] == RowDivision.Place.training }
    let labels = rows.map { classes[$0] }
    var counts = [Int](repeating: 0, count: classCount)
    for label in labels { counts[Int(label)] += 1 }
    var sums = [Double](repeating: 0, count: classCount)
    for row in rows { sums[Int(classes[row])] += weights?[row] ?? 1 }
    present = counts.indices.filter { sums[$0] > 0 }
    var numbers = [Int32](repeating: 0, count: classCount)
    for (place, label) in present.enumerated() { numbers[label] = Int32(place) }
    training = LabeledMatrix(
      features: matrices[0].single, classes: labels.map { numbers[Int($0)] },
      weights: weights.map { weights in rows.map { weights[$0] } }, precise: matrices[0].double)
    (self.features, self.counts, self.sums) = (features, counts, sums)
  }

  /// Whether all classes occur, with weight.
  var isWhole: Bool { present.count == counts.count }
  /// The classes that do not occur.
  var absentClasses: [Int] { counts.indices.filter { !present.contains($0) } }
  /// Whether there is anything to learn: two classes, and a feature.
  var canBeTrainedOn: Bool { present.count > 1 && features.outputCount > 0 }
  /// How the outputs of a model of the classes that occur are read.
  var head: ClassHead { ClassHead(classCount: present.count) }

  /// The probability of each class where nothing else is to be learned than how frequent the classes are: the
  /// share in the weights of the rows, times those of their classes.
  ///
  /// - Parameters:
  ///   - choice: How much the rows of each class count.
  ///   - names: The names of all classes.
  func shares(_ choice: ClassifierOptions.ClassWeight, of names: [String]) throws -> [Double] {
    let ofClasses = try weights(choice, of: names)
    var shares = [Double](repeating: 0, count: counts.count)
    for (place, label) in present.enumerated() {
      shares[label] = sums[label] * Double(ofClasses?[place] ?? 1)
    }
    let total = shares.reduce(0, +)
    return total > 0 ? shares.map { $0 / total } : shares
  }

  /// The weight of each class that occurs, by its new number; `nil` if all rows count once.
  ///
  /// - Parameters:
  ///   - choice: How much rows count.
  ///   - names: The names of all classes.
  func weights(_ choice: ClassifierOptions.ClassWeight, of names: [String]) throws -> [Int: Float]? {
    try ClassBalance(
      names: present.map { names[$0] }, trainingCounts: present.map { counts[$0] },
      validationCounts: present.map { _ in 0 }
    ).weights(choice, of: names)
  }
}
