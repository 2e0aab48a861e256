/// What a regression explains.
///
///     .classes([0, 1, 1, 0], names: ["no", "yes"])
///     .counts(successes: [3, 5], trials: [10, 8], names: ["failure", "success"])
public enum RegressionOutcome: Sendable {
  /// The class of each row, from 0. Of two classes the second is the positive one, whatever `base` is; of
  /// more, `base` is the one that the others are compared with. Every class must have a row with weight.
  case classes([Int32], names: [String], base: Int = 0)
  /// The number of successes in a number of trials, each row; not necessarily whole numbers. `names` are
  /// those of failure and success. A row without trials does not count.
  case counts(successes: [Double], trials: [Double], names: [String])
}
