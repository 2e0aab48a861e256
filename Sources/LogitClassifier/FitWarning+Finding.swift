import Logit
import LogitData
import LogitStatistics

extension FitWarning {
  /// A class with less than this fraction of an equal share of the rows is called rare.
  private static let rareShare = 0.2
  /// A loss that falls by more than this over the last quarter of the epochs has not converged.
  private static let settledShare = 0.05
  /// The area under the ROC curve from which a single feature is suspected of giving the answer away, if
  /// there are enough rows to tell.
  private static let suspiciousArea = 0.9995
  private static let fewestRowsForSuspicion = 50
  /// The work grows with the square of the number of classes, and no single feature distinguishes many
  /// classes.
  private static let mostClassesForSuspicion = 30
  /// With fewer held-out rows of a class, scores are imprecise.
  private static let fewestHeldOutRows = 10
  /// The number of rows examined for suspicious features.
  private static let sampledRows = 4_000

  static func find(
    _ training: ClassifierTraining, history: LearningCurve, scores: ClassificationScores?
  ) -> [FitWarning] {
    stopped(training, history) + falling(history) + guessing(training, scores) + imbalance(training)
      + leftOut(training)
      + givingAway(training) + fewRows(training)
  }

  private static func stopped(_ training: ClassifierTraining, _ history: LearningCurve) -> [FitWarning] {
    let (epoch, epochs) = (history.epochCount, training.schedule.epochs)
    return epoch < epochs ? [.stoppedEarly(epoch: epoch, epochs: epochs)] : []
  }

  private static func falling(_ history: LearningCurve) -> [FitWarning] {
    let loss = history["loss"]
    guard loss.count >= 2 else { return [] }
    let (before, last) = (loss[loss.count - 1 - max(loss.count / 4, 1)], loss[loss.count - 1])
    let share = Double((before - last) / before)
    return share > settledShare ? [.lossStillFalling(share: share)] : []
  }

  private static func guessing(_ training: ClassifierTraining, _ scores: ClassificationScores?)
    -> [FitWarning]
  {
    let counts = training.balance.validationCounts
    guard let scores, let interval = scores.accuracy.interval, let largest = counts.max(),
      let index = counts.firstIndex(of: largest),
      interval.lower <= Double(largest) / Double(scores.rowCount), training.options.classWeight == .equal
    else { return [] }
    return [
      .noBetterThanGuessing(
        largestClass: training.balance.names[index], isLinear: training.options.hiddenUnits.isEmpty)
    ]
  }

  private static func imbalance(_ training: ClassifierTraining) -> [FitWarning] {
    let balance = training.balance
    guard training.options.classWeight == .equal,
      balance.smallestShare * Double(balance.names.count) < rareShare
    else { return [] }
    let total = Double(balance.counts.reduce(0, +))
    let order = balance.counts.indices.sorted { balance.counts[$0] < balance.counts[$1] }
    guard let rare = order.first, let common = order.last else { return [] }
    return [
      .imbalance(
        className: balance.names[rare], share: Double(balance.counts[rare]) / total,
        largestClass: balance.names[common], largestShare: Double(balance.counts[common]) / total)
    ]
  }

  private static func leftOut(_ training: ClassifierTraining) -> [FitWarning] {
    training.features.decisions.filter { $0.isLeftOut && !$0.isExcludedByRequest }.map {
      .columnLeftOut(name: $0.column, reason: $0.reason)
    }
  }

  private static func fewRows(_ training: ClassifierTraining) -> [FitWarning] {
    guard training.validation != nil else { return [] }
    let counts = training.balance.validationCounts
    guard let least = counts.min(), least < fewestHeldOutRows, let index = counts.firstIndex(of: least) else {
      return []
    }
    return [.fewHeldOutRows(className: training.balance.names[index], count: least)]
  }

  private static func givingAway(_ training: ClassifierTraining) -> [FitWarning] {
    let matrix = training.training
    let rows = min(matrix.classes.count, sampledRows)
    guard rows >= fewestRowsForSuspicion, training.balance.names.count <= mostClassesForSuspicion else {
      return []
    }
    // The rows are taken from the whole matrix, since files are often sorted.
    let stride = matrix.classes.count / rows
    let classes = (0..<rows).map { matrix.classes[$0 * stride] }
    let names = training.features.featureNames
    return matrix.features.withUnsafeBufferPointer { features in
      names.indices.compactMap { column in
        let feature = SingleFeature(classes: classes, classCount: training.balance.names.count) {
          features[$0 * stride * names.count + column]
        }
        return feature.smallestPairwiseArea(stoppingBelow: suspiciousArea).map {
          .givesAnswerAway(feature: names[column], area: $0)
        }
      }
    }
  }
}
