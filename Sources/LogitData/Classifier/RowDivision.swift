import Logit

/// Which rows are trained on, which are held back, and which are left out.
struct RowDivision {
  /// Where a row goes: a byte each, since there may be many rows.
  enum Place {
    static let training: UInt8 = 0
    static let validation: UInt8 = 1
    static let dropped: UInt8 = .max
  }

  /// The place of each row.
  private(set) var places: [UInt8]
  /// The number of rows without a target.
  let droppedCount: Int
  /// The number of training rows of each class.
  private(set) var trainingCounts: [Int]
  /// The number of held-out rows of each class.
  private(set) var validationCounts: [Int]

  /// Holds back rows in equal shares of each class.
  ///
  /// - Parameter classes: The number of each row's class, ``ClassLabels/missing`` where there is none.
  /// - Throws: ``DataError/missingTarget(column:count:firstRow:)``, or
  ///   ``DataError/tooFewRows(className:found:needed:purpose:)``.
  init(_ classes: [Int32], labels: ClassLabels, target: String, options: ClassifierOptions) throws {
    droppedCount = classes.count { $0 == ClassLabels.missing }
    if droppedCount > 0, options.missingTarget == .refuse,
      let first = classes.firstIndex(of: ClassLabels.missing)
    {
      throw DataError.missingTarget(column: target, count: droppedCount, firstRow: first)
    }
    trainingCounts = [Int](repeating: 0, count: labels.count)
    validationCounts = trainingCounts
    for index in classes where index >= 0 { trainingCounts[Int(index)] += 1 }
    places = classes.map { $0 < 0 ? Place.dropped : Place.training }
    guard options.validationShare > 0 else { return }
    let known = droppedCount == 0 ? nil : classes.indices.filter { classes[$0] != ClassLabels.missing }
    let split = try StratifiedShuffleSplit(
      by: target, validation: .share(options.validationShare), seed: options.seed
    ).splits(known?.map { classes[$0] } ?? classes, classCount: labels.count) { labels.names[$0] }[0]
    for position in split.validation {
      let row = known?[position] ?? position
      places[row] = Place.validation
      trainingCounts[Int(classes[row])] -= 1
      validationCounts[Int(classes[row])] += 1
    }
  }

  /// The training rows, in the order of the table.
  var trainingRows: [Int] { places.indices.filter { places[$0] == Place.training } }

  /// Picks the values of the rows of one place, in the order of the table.
  func select<Value>(_ values: [Value], _ place: UInt8) -> [Value] {
    zip(values, places).lazy.filter { $0.1 == place }.map(\.0)
  }
}

/// A training matrix with the number of each row's class.
struct LabeledMatrix {
  /// `[rows, features]`.
  let features: Tensor<Float>
  /// The number of each row's class.
  let classes: [Int32]

  /// As the losses take them: `[rows]`.
  var labels: Tensor<Float> { Tensor(classes.map { Float($0) }) }
}
