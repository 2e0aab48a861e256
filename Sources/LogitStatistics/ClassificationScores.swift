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
    rowCount = classes.count
    confusionMatrix = ConfusionMatrix(rowCounts: table.confusion)
    let right = (0..<table.classCount).reduce(0) { $0 + table.confusion[$1 * (table.classCount + 1)] }
    accuracy = Estimate(
      Double(right) / Double(rowCount),
      interval: try .wilson(successes: right, trials: rowCount, level: level))
    var lossInterval = try ConfidenceInterval.mean(of: table.losses, level: level)
    lossInterval.lower = max(lossInterval.lower, 0)
    logLoss = Estimate(table.losses.reduce(0, +) / Double(rowCount), interval: lossInterval)
    rocArea = try Self.area(classes: classes, probabilities: probabilities, level: level)
    macroF1 = Self.macroF1(confusionMatrix)
    brierScore = table.squaredErrors / Double(rowCount)
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
        let area = area(of: 1, column: columns - 1)
        return Estimate(area.value, interval: area.value.isNaN ? nil : try area.interval(level: level))
      }
      let areas = (0..<columns).map { area(of: Int32($0), column: $0).value }.filter { !$0.isNaN }
      return Estimate(areas.isEmpty ? .nan : areas.reduce(0, +) / Double(areas.count))
    }
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
