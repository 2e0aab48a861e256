/// Which class is predicted for the probabilities of a row.
public enum DecisionRule: Sendable, Equatable {
  /// The most probable class, the first of equally probable ones; of two, the second above a half.
  case mostProbable
  /// Of two classes the second if its probability is above this, from 0 to 1.
  case threshold(Double)
  /// The class with the least expected cost, the first of equal ones; of two, the second if its probability
  /// is above ``CostMatrix/threshold``.
  case leastCost(CostMatrix)

  /// The probability of the second of two classes above which it is predicted; `nil` for more classes.
  ///
  /// - Parameter classCount: The number of classes.
  /// - Returns: A half without costs or a threshold.
  public func threshold(classCount: Int) -> Double? {
    guard classCount == 2 else { return nil }
    return switch self {
    case .mostProbable: 0.5
    case .threshold(let value): value
    case .leastCost(let costs): costs.threshold
    }
  }
}
