import Logit
import LogitData

/// How much each row of a table counts, as a column of it says.
enum RowWeights {
  /// Reads the weights.
  ///
  /// - Parameters:
  ///   - table: The rows, with the column.
  ///   - column: Its name; `nil` if every row counts once.
  ///   - classes: The number of each row's class; rows that have none, of a negative number, need no weight.
  ///   - role: What the column is called; as the option that names it in training, by default.
  ///   - places: Where the rows are in the table that errors name rows of; `nil`, the default, for the same.
  /// - Returns: A weight for each row of the table, 0 for those without a class; `nil` if every row counts
  ///   once.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no such column, or
  ///   `LogitError.invalidOption(name:value:expected:)` for one that is not of numbers, and for the first row
  ///   whose weight is missing, negative or not finite.
  static func read(
    _ table: Table, _ column: String?, classes: [Int32], role: String = "column of weights",
    places: [Int]? = nil
  ) throws -> [Double]? {
    guard let column else { return nil }
    let found = table.columns[try table.index(of: column, role: role)]
    var weights = try numbers(of: found, role: role, places: places)
    for row in weights.indices {
      guard classes[row] >= 0 else {
        weights[row] = 0
        continue
      }
      try require(weights[row], inRow: places?[row] ?? row, of: column)
    }
    return weights
  }

  /// Refuses the target as a column of weights.
  static func requireOther(_ column: String, than target: String) throws {
    guard column == target else { return }
    throw LogitError.invalidOption(
      name: "column of weights", value: "\"\(column)\"", expected: "another one than the target")
  }

  /// Refuses a weight that is missing, negative or not finite.
  ///
  /// - Parameters:
  ///   - weight: The weight; NaN for a missing one.
  ///   - row: Its row, counted from 0.
  ///   - column: The name of its column.
  static func require(_ weight: Double, inRow row: Int, of column: String) throws {
    guard weight >= 0, weight < .infinity else {
      throw LogitError.invalidOption(
        name: "weight in row \(row + 1) (not counting the header) of column \"\(column)\"",
        value: weight.isNaN ? "missing" : "\(weight)", expected: "a finite number, 0 or more")
    }
  }

  /// The numbers of a column of weights, NaN where one is missing.
  static func numbers(of found: Column, role: String = "column of weights", places: [Int]? = nil) throws
    -> [Double]
  {
    guard found.kind != .string else {
      let texts = found.strings()
      // A column of numbers with a word among them is one of texts as a whole.
      let first = texts.indices.first { texts[$0].map { NumberSpelling().value(of: $0) == nil } ?? false }
        .map { row in
          ", such as \"\(texts[row] ?? "")\" in row \((places?[row] ?? row) + 1) (not counting the header)"
        }
      throw LogitError.invalidOption(
        name: role, value: "\"\(found.name)\", which has texts\(first ?? "")",
        expected: "a column of numbers, 0 or more")
    }
    return try found.numbers()
  }

  /// Takes the class from rows that count for nothing, so that they are neither trained on nor measured nor
  /// counted.
  ///
  /// - Parameters:
  ///   - classes: The number of each row's class; negative if it has none.
  ///   - weights: How much each row counts; `nil` if all count once.
  /// - Returns: The number of rows that had a class.
  static func leaveOutUncounted(_ classes: inout [Int32], _ weights: [Double]?) -> Int {
    guard let weights else { return 0 }
    var count = 0
    for row in classes.indices where classes[row] >= 0 && weights[row] == 0 {
      classes[row] = ClassLabels.dropped
      count += 1
    }
    return count
  }
}

extension Table {
  /// How much each of some rows counts that are not all in memory, where none may count for nothing; `nil` if
  /// all count once.
  ///
  /// - Parameters:
  ///   - column: The column of weights; `nil` without one.
  ///   - classes: The number of each row's class; rows that have none, of a negative number, need no weight.
  ///   - firstRow: The place of the first of them, for messages.
  /// - Throws: As ``RowWeights/read(_:_:classes:role:places:)``, and
  ///   `LogitError.invalidOption(name:value:expected:)` for the first row whose weight is 0.
  func streamedWeights(_ column: String?, classes: [Int32], firstRow: Int) throws -> [Double]? {
    let places = Array(firstRow..<firstRow + classes.count)
    guard let column, let weights = try RowWeights.read(self, column, classes: classes, places: places) else {
      return nil
    }
    if let row = classes.indices.first(where: { classes[$0] >= 0 && weights[$0] == 0 }) {
      throw LogitError.invalidOption(
        name: "weight in row \(firstRow + row + 1) (not counting the header) of column \"\(column)\"",
        value: "0",
        expected:
          "above 0 where rows are not all in memory, so leave such rows out of the file, or fit in memory")
    }
    return weights
  }
}

extension ClassBalance {
  /// The sum of the weights of each class's rows, or their number if all count once.
  ///
  /// - Parameters:
  ///   - classes: The number of each row's class; negative for those that are left out.
  ///   - places: Where each row belongs.
  ///   - weights: How much each row counts; `nil` if all count once.
  func weights(
    of classes: [Int32], _ places: [UInt8], _ weights: [Double]?
  ) -> (training: [Double], all: [Double]) {
    guard let weights else { return (trainingCounts.map { Double($0) }, counts.map { Double($0) }) }
    var training = [Double](repeating: 0, count: names.count)
    var all = training
    for row in classes.indices where classes[row] >= 0 {
      all[Int(classes[row])] += weights[row]
      if places[row] == RowDivision.Place.training { training[Int(classes[row])] += weights[row] }
    }
    return (training, all)
  }
}

extension LabeledMatrix {
  /// How much each row counts: its own weight times that of its class; `nil` if all count once.
  ///
  /// - Parameter ofClasses: The weight of each class, by its number; 1 for those without.
  func weights(_ ofClasses: [Int: Float]?) -> [Double]? {
    guard let ofClasses else { return weights }
    guard let weights else { return classes.map { Double(ofClasses[Int($0)] ?? 1) } }
    return zip(weights, classes).map { $0 * Double(ofClasses[Int($1)] ?? 1) }
  }

  /// The deviation (1/Σw) of each feature by the rows' own weights; `nil` if all count once.
  ///
  /// - Throws: As `ColumnMoments`.
  func weightedDeviations() throws -> [Double]? {
    guard let weights, weights.contains(where: { $0 > 0 }) else { return nil }
    return try ColumnMoments(matrix, weights: weights).deviations
  }
}
