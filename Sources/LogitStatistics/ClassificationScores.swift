public import Logit
import LogitFiles

/// Scores of class probabilities, measured on held-out rows.
///
///     let scores = try ClassificationScores(labels: classes, probabilities: model.predict(x))
///     print(scores.accuracy.value, scores.accuracy.interval)
///
/// Each row counts once, in the order given, so that the same rows always give the same numbers.
public struct ClassificationScores: Sendable, Equatable, Codable {
  /// The number of rows.
  public let rowCount: Int

  /// How often each class is predicted for each class. The prediction is the class with the largest
  /// probability, the first of equal ones; of two classes, the second if its probability is above a half.
  public let confusionMatrix: ConfusionMatrix

  /// The share of rows predicted correctly, with Wilson's interval.
  public let accuracy: Estimate

  /// The mean of -log p of the true class, as `LogLoss` has it, with the normal interval of a mean.
  public let logLoss: Estimate

  /// The area under the ROC curve. For two classes, it has DeLong's interval. For more, it is the mean of the
  /// areas of each class against all others, without an interval. NaN if all rows are of one class.
  public let rocArea: Estimate

  /// The mean F1 score of the classes that occur or are predicted.
  public let macroF1: Double

  /// The mean squared error of the probabilities, as `BrierScore` has it.
  public let brierScore: Double

  /// Computes the scores.
  ///
  /// - Parameters:
  ///   - labels: The class of each row, counted from 0.
  ///   - probabilities: `[rows]` or `[rows, 1]`, the probability of class 1 of two; or `[rows, classes]`.
  ///   - level: The confidence of the intervals, above 0 and below 1; 0.95 by default.
  /// - Throws: `LogitError.emptyData(name:)` if there are no rows,
  ///   `LogitError.rowCountMismatch(name:expected:found:of:)` if there are not as many labels as rows of
  ///   probabilities, `LogitError.shapeMismatch(operation:expected:found:remedy:)` for probabilities of
  ///   another shape, `LogitError.unknownClass(label:row:classCount:)` for a label that is not a class,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a probability that is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for a level out of range.
  /// - Complexity: O(n k) for n rows and k classes.
  public init(labels: [Int], probabilities: Tensor<Float>, level: Double = 0.95) throws {
    // A number that does not fit in 32 bits is not a class either.
    try self.init(
      classes: labels.map { Int32(clamping: $0) }, probabilities: probabilities, level: level)
  }

  /// Computes the scores; see ``init(labels:probabilities:level:)``.
  ///
  /// - Parameters:
  ///   - classes: The class of each row, counted from 0.
  ///   - probabilities: `[rows]` or `[rows, 1]`, the probability of class 1 of two; or `[rows, classes]`.
  ///   - predicted: The class predicted for each row, where it is not the most probable one; accuracy, F1 and
  ///     the confusion matrix are those of these predictions then. The most probable class by default.
  ///   - level: The confidence of the intervals, above 0 and below 1; 0.95 by default.
  /// - Throws: As ``init(labels:probabilities:level:)``.
  package init(
    classes: [Int32], probabilities: Tensor<Float>, predicted: [Int32]? = nil, level: Double = 0.95
  ) throws {
    let table = try ProbabilityTable(classes: classes, probabilities: probabilities, predicted: predicted)
    let mean = table.losses.reduce(0, +) / Double(classes.count)
    try self.init(
      rowCount: classes.count, confusion: table.confusion, squaredErrors: table.squaredErrors, logLoss: mean,
      lossSquares: table.losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }, level: level,
      area: try Self.area(classes: classes, probabilities: probabilities, level: level))
  }

  /// Takes what was summed up.
  ///
  /// - Parameters:
  ///   - confusion: The number of rows of each class that each class is predicted for.
  ///   - squaredErrors: As ``ProbabilityTable`` has them.
  ///   - logLoss: The mean loss.
  ///   - lossSquares: The sum of squared differences of losses from it.
  init(
    rowCount: Int, confusion: [Int], squaredErrors: Double, logLoss: Double, lossSquares: Double,
    level: Double, area: Estimate
  ) throws {
    self.rowCount = rowCount
    confusionMatrix = ConfusionMatrix(rowCounts: confusion)
    let classCount = confusionMatrix.classCount
    let right = (0..<classCount).reduce(0) { $0 + confusion[$1 * (classCount + 1)] }
    accuracy = Estimate(
      Double(right) / Double(rowCount),
      interval: try .wilson(successes: right, trials: rowCount, level: level))
    var lossInterval = try ConfidenceInterval.mean(
      logLoss, squares: lossSquares, count: rowCount, level: level)
    lossInterval.lower = max(lossInterval.lower, 0)
    self.logLoss = Estimate(logLoss, interval: lossInterval)
    rocArea = area
    macroF1 = Self.macroF1(confusionMatrix)
    brierScore = squaredErrors / Double(rowCount)
  }

  private static func area(classes: [Int32], probabilities: Tensor<Float>, level: Double) throws -> Estimate {
    let columns = probabilities.rank == 2 ? probabilities.shape[1] : 1
    return try probabilities.withUnsafeBufferPointer { p in
      func area(of label: Int32, column: Int) -> ROCArea {
        ROCArea(
          SortedScores(count: classes.count) {
            SortedScores.key(score: p[$0 &* columns &+ column], isPositive: classes[$0] == label)
          })
      }
      if columns <= 2 {
        return try estimate(area(of: 1, column: columns - 1), level: level)
      }
      return mean(ofAreas: (0..<columns).map { area(of: Int32($0), column: $0).value })
    }
  }

  /// The area of two classes.
  static func estimate(_ area: ROCArea, level: Double) throws -> Estimate {
    Estimate(area.value, interval: area.value.isNaN ? nil : try area.interval(level: level))
  }

  /// The mean of the areas of each class against all others.
  static func mean(ofAreas areas: [Double]) -> Estimate {
    let areas = areas.filter { !$0.isNaN }
    return Estimate(areas.isEmpty ? .nan : areas.reduce(0, +) / Double(areas.count))
  }

  private static func macroF1(_ matrix: ConfusionMatrix) -> Double {
    let classes = (0..<matrix.classCount).filter { label in
      (0..<matrix.classCount).contains {
        matrix[actual: label, predicted: $0] > 0 || matrix[actual: $0, predicted: label] > 0
      }
    }
    return classes.reduce(0) { $0 + matrix.f1Score(of: $1) } / Double(classes.count)
  }
}
