/// The rows to train on, and the rows held out to measure on.
///
///     let split = try StratifiedShuffleSplit(by: "species", validation: 0.2, seed: 7).split(table)
///     let training = try table.rows(at: split.training)
///     let validation = try table.rows(at: split.validation)
///
/// Rows are counted from 0. No row is on both sides. Both sides are in ascending order (or in order of time,
/// for splits by time), so that selecting the rows reads memory in order; training shuffles its rows anyway.
public struct Split: Sendable, Equatable {
  /// The rows to train on.
  public var training: [Int]

  /// The rows to measure on.
  public var validation: [Int]

  /// Makes a split from its two sides.
  ///
  /// - Parameters:
  ///   - training: The rows to train on, counted from 0.
  ///   - validation: The rows to measure on, counted from 0.
  public init(training: [Int], validation: [Int]) {
    self.training = training
    self.validation = validation
  }

  /// Divides rows by a condition.
  ///
  /// - Parameter validationCount: How many rows the condition holds for.
  @inline(__always)
  init(rowCount: Int, validationCount: Int, isValidation: (Int) -> Bool) {
    // No branch predictor can guess which side a row goes to: it is written to both, and only one of the ends
    // advances. That takes one more element than there are rows on a side.
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
