import Logit
import LogitData
public import LogitStatistics

/// The scores of rows that were each predicted before they were learned from, in memory that does not grow with
/// them.
///
/// Every row has a model of its own, that of the rows before it, so the first rows count against the last model:
/// the figures approach those of new rows from the worse side, as long as the rows come in no particular order.
/// Source: A. Blum, A. Kalai and J. Langford, "Beating the hold-out: bounds for k-fold and progressive
/// cross-validation", COLT 1999.
public struct ProgressiveScores: Sendable {
  /// Log-odds are counted in so many steps for areas under curves, a 256th each from −16 to 16; pairs of rows in
  /// the same step count a half, as equal ones do.
  private static let stepCount = 8192
  private static let largestLogOdds = 16.0
  /// The least probability whose logarithm counts.
  private static let leastProbability = 1e-15

  /// The number of classes.
  public let classCount: Int
  /// The number of rows.
  public private(set) var rowCount = 0
  /// The sum of the rows' weights.
  private var weightSum = 0.0
  private var isWeighted = false
  /// The sum of −log p of the rows' classes, times their weights.
  private var lossSum = 0.0
  /// The weights and the sum of the losses when somebody last asked.
  private var last = (weightSum: 0.0, lossSum: 0.0)
  private var squaredErrors = 0.0
  /// How often each class is predicted for each, `[true class, predicted class]`.
  private var confusion: [Double]
  /// For each class with a curve the weights of the rows of other classes and of its own in each step of
  /// log-odds.
  private var steps: [[(others: Double, own: Double)]]
  private let curveClasses: [Int]

  init(classCount: Int) {
    self.classCount = classCount
    confusion = [Double](repeating: 0, count: classCount * classCount)
    curveClasses = ClassHead(classCount: classCount).curveClasses
    steps = curveClasses.map { _ in [(others: Double, own: Double)](repeating: (0, 0), count: Self.stepCount)
    }
  }

  /// Takes a row.
  ///
  /// - Parameters:
  ///   - p: The probability of each class before the row was learned from.
  ///   - label: The class.
  ///   - weight: How much the row counts.
  mutating func add(_ p: [Double], label: Int, weight: Double) {
    rowCount += 1
    weightSum += weight
    isWeighted = isWeighted || weight != 1
    lossSum -= weight * naturalLogarithm(max(p[label], Self.leastProbability))
    var predicted = 0
    for k in 1..<classCount where p[k] > p[predicted] { predicted = k }
    confusion[label * classCount + predicted] += weight
    for (place, k) in curveClasses.enumerated() {
      let isOwn = label == k
      squaredErrors += weight * (p[k] - (isOwn ? 1 : 0)) * (p[k] - (isOwn ? 1 : 0))
      let step = Self.step(ofProbability: p[k])
      if isOwn { steps[place][step].own += weight } else { steps[place][step].others += weight }
    }
  }

  private static func step(ofProbability p: Double) -> Int {
    let least = 1e-300
    let logOdds = naturalLogarithm(max(p, least)) - naturalLogarithm(max(1 - p, least))
    let place = (logOdds / largestLogOdds + 1) / 2 * Double(stepCount)
    return min(max(Int(place), 0), stepCount - 1)
  }
}

extension ProgressiveScores {
  /// The mean of −log p of the rows' classes.
  public var logLoss: Double { lossSum / weightSum }

  /// The mean since the last call of this method.
  public mutating func takeRecentLogLoss() -> Double {
    defer { last = (weightSum, lossSum) }
    return (lossSum - last.lossSum) / (weightSum - last.weightSum)
  }

  /// The share of rows whose class was the most probable one.
  public var accuracy: Double { confusionMatrix.accuracy }

  /// How often each class was predicted for each class.
  public var confusionMatrix: ConfusionMatrix { ConfusionMatrix(sums: confusion, isWeighted: isWeighted) }

  /// The mean squared error of the probabilities: of two classes that of the second, else the sum over the
  /// classes.
  public var brierScore: Double { squaredErrors / weightSum }

  /// The mean F1 score of the classes that occur or are predicted.
  public var macroF1: Double {
    let matrix = confusionMatrix
    let classes = (0..<classCount).filter { k in
      (0..<classCount).contains { matrix[actual: k, predicted: $0] + matrix[actual: $0, predicted: k] > 0 }
    }
    return classes.reduce(0) { $0 + matrix.f1Score(of: $1) } / Double(classes.count)
  }

  /// The area under the ROC curve, from log-odds in steps of a 256th; with more than two classes the mean over
  /// classes against all others. NaN if all rows are of one class.
  public var rocArea: Double {
    let areas = steps.map { steps in
      var (pairs, others, own) = (0.0, 0.0, 0.0)
      for step in steps {
        pairs += step.own * (others + step.others / 2)
        others += step.others
        own += step.own
      }
      return pairs / (own * others)
    }.filter { !$0.isNaN }
    return areas.reduce(0, +) / Double(areas.count)
  }

  /// The word for rows that are measured so, in JSON.
  static let measuredOn = "progressive"

  /// As JSON, with the names that scores have everywhere. No interval is known, since every row has a model of
  /// its own.
  func json(classNames: [String]) -> JSON {
    func estimate(_ value: Double) -> JSON { ["value": .finite(value), "interval": .null] }
    return [
      "measured_on": .string(Self.measuredOn), "folds": .null, "rows": .integer(rowCount),
      "accuracy": estimate(accuracy), "log_loss": estimate(logLoss), "roc_auc": estimate(rocArea),
      "macro_f1": .finite(macroF1), "brier_score": .finite(brierScore),
      "classes": .array(classNames.map { .string($0) }),
      "confusion": confusionMatrix.json,
    ]
  }

  /// With more classes, a confusion matrix is too wide to read.
  private static let mostClassesInTable = 12

  /// As lines of text.
  func text(classNames: [String]) -> String {
    var table = AlignedText(rightAligned: [1])
    for (name, value) in [
      ("accuracy", accuracy), ("log loss", logLoss),
      (classCount == 2 ? "area under ROC" : "mean area under ROC", rocArea), ("mean F1", macroF1),
      ("Brier score", brierScore),
    ] { table.append(name, value.isNaN ? "NA" : value.fixed(decimals: 4)) }
    guard classCount <= Self.mostClassesInTable else { return table.text }
    let lines = confusionMatrix.table(names: classNames).split(separator: "\n").map { "  \($0)\n" }
    return table.text + "\n" + lines.joined()
  }
}
