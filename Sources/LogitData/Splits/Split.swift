/// The numbers of the rows to train on, and of those held back to measure on.
///
///     let split = try StratifiedShuffleSplit(by: "species", validation: 0.2, seed: 7).split(table)
///     let training = try table.rows(at: split.training)
///     let validation = try table.rows(at: split.validation)
///
/// Rows are counted from 0. No row is on both sides. Both sides are in ascending order (by time in order of time), so
/// that taking the rows goes through memory once; training shuffles its rows anyway.
public struct Split: Sendable, Equatable {
  /// The rows to train on.
  public var training: [Int]

  /// The rows to measure on.
  public var validation: [Int]

  /// Makes a split from its sides.
  public init(training: [Int], validation: [Int]) {
    self.training = training
    self.validation = validation
  }

  /// Divides rows by a condition.
  ///
  /// - Parameter validationCount: How many rows the condition holds for.
  @inline(__always)
  init(rowCount: Int, validationCount: Int, isValidation: (Int) -> Bool) {
    // Whether a row goes left or right is a matter of luck no branch predictor has: it is written to both ends, and only
    // one of them moves. That takes a place more than there are rows on a side.
    var held: [Int] = []
    training = Array(unsafeUninitializedCapacity: rowCount - validationCount + 1) { training, trainingCount in
      held = Array(unsafeUninitializedCapacity: validationCount + 1) { validation, count in
        for row in 0..<rowCount {
          let isHeld = isValidation(row)
          training[trainingCount] = row
          validation[count] = row
          trainingCount += isHeld ? 0 : 1
          count += isHeld ? 1 : 0
        }
      }
    }
    validation = held
  }
}
