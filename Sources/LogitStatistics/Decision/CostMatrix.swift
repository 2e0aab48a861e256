import Logit
import LogitFiles

/// What it costs to predict a class for a row of another, and the decision that costs the least.
///
///     // To miss a sick patient is ten times as bad as to call in a healthy one.
///     let costs = try CostMatrix(classCount: 2, values: [0, 1, 10, 0])
///     costs.threshold    // 0.0909...
///
/// With C(k, j) the cost of predicting class j for a row of class k, and pₖ the probability of class k, the
/// expected cost of predicting j is Σₖ pₖ·C(k, j). Of two classes, the second costs less where
///
///     p₁ > t = (C(0, 1) − C(0, 0)) / (C(0, 1) − C(0, 0) + C(1, 0) − C(1, 1))
///
/// Source: C. Elkan, "The foundations of cost-sensitive learning", IJCAI 2001.
public struct CostMatrix: Sendable, Equatable {
  /// The number of classes.
  public let classCount: Int
  /// The costs, `[true class, predicted class]`, those of the first true class first.
  public let values: [Double]

  /// Takes costs.
  ///
  /// - Parameters:
  ///   - classCount: The number of classes, in 2...32768.
  ///   - values: `[classCount * classCount]` costs, finite and not negative, those of the first true class
  ///     first. To be right may cost something, but not more than to be wrong, and some error has to cost
  ///     more.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for costs that do not meet these conditions.
  public init(classCount: Int, values: [Double]) throws {
    try LogitError.require(
      (2...1 << 15).contains(classCount), "number of classes", classCount, "in 2...32768")
    try LogitError.require(
      values.count == classCount * classCount, "number of costs", values.count, "\(classCount * classCount)")
    for cost in values {
      try LogitError.require(cost >= 0 && cost.isFinite, "cost", cost, "a finite number, 0 or more")
    }
    var hasError = false
    for actual in 0..<classCount {
      let right = values[actual * classCount + actual]
      for predicted in 0..<classCount {
        let cost = values[actual * classCount + predicted]
        try LogitError.require(
          cost >= right, "cost", cost, "at least the \(right) that it costs to be right")
        hasError = hasError || cost > right
      }
    }
    try LogitError.require(hasError, "costs", "the same for right and wrong", "larger for some error")
    (self.classCount, self.values) = (classCount, values)
  }

  /// What it costs to predict a class for a row of another.
  ///
  /// - Parameters:
  ///   - actual: The true class, in `0..<classCount`; anything else is a programming error.
  ///   - predicted: The predicted class, likewise.
  public subscript(actual actual: Int, predicted predicted: Int) -> Double {
    guard actual >= 0, actual < classCount, predicted >= 0, predicted < classCount else {
      programmingError("Classes \(actual) and \(predicted) are not both in 0..<\(classCount)")
    }
    return values[actual * classCount + predicted]
  }

  /// The probability of the second of two classes above which it costs less to predict it; `nil` for more
  /// classes.
  public var threshold: Double? {
    guard classCount == 2 else { return nil }
    let (falseAlarm, miss) = (values[1] - values[0], values[2] - values[3])
    // Divided by the larger, whose sum with the other may be beyond double precision.
    let largest = max(falseAlarm, miss)
    return falseAlarm / largest / (falseAlarm / largest + miss / largest)
  }

  /// The class that costs the least in a row of probabilities, the first of equally cheap ones.
  ///
  /// - Parameters:
  ///   - probabilities: Rows with the probability of each class.
  ///   - row: The row.
  /// - Returns: Its number.
  @inline(__always)
  package func cheapestClass(_ probabilities: UnsafeBufferPointer<Float>, row: Int) -> Int {
    var (best, least) = (0, Double.infinity)
    values.withUnsafeBufferPointer { values in
      for predicted in 0..<classCount {
        var cost = 0.0
        for actual in 0..<classCount {
          cost +=
            Double(probabilities[row &* classCount &+ actual]) * values[actual &* classCount &+ predicted]
        }
        if cost < least { (best, least) = (predicted, cost) }
      }
    }
    return best
  }

  /// The mean cost of predictions.
  ///
  /// - Parameters:
  ///   - confusion: How often each class was predicted for each class. Classes that the costs are not of cost
  ///     nothing.
  ///   - weights: How much a row of each class counts; once by default. Fewer weights than classes are a
  ///     programming error.
  /// - Returns: The cost a row.
  public func meanCost(_ confusion: ConfusionMatrix, weights: [Double]? = nil) -> Double {
    let labels = 0..<min(classCount, confusion.classCount)
    if let weights, weights.count < labels.count {
      programmingError("\(weights.count) weights are not one for each of the \(labels.count) classes")
    }
    func rows(_ actual: Int, _ predicted: Int) -> Double {
      (weights?[actual] ?? 1) * confusion[actual: actual, predicted: predicted]
    }
    let total = labels.reduce(0) { sum, actual in labels.reduce(sum) { $0 + rows(actual, $1) } }
    // Shares of rows, whose products with the costs have a sum that is no larger than the largest cost.
    return labels.reduce(0) { sum, actual in
      labels.reduce(sum) {
        $0 + dividedOrZero(rows(actual, $1), total) * self[actual: actual, predicted: $1]
      }
    }
  }
}
