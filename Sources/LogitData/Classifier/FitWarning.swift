import Logit
import LogitStatistics

/// Something about a trained classifier to be wary of.
public enum FitWarning: Sendable, Equatable {
  /// The loss fell by this share over the last quarter of the epochs.
  case lossStillFalling(share: Double)
  /// A class has few of the rows, and all rows count alike.
  case imbalance(className: String, share: Double, largestClass: String, largestShare: Double)
  /// A column was left out.
  case columnLeftOut(name: String, reason: String)
  /// One feature alone tells every class from every other almost without error.
  case givesAnswerAway(feature: String, area: Double)
  /// There are few held-out rows of a class.
  case fewHeldOutRows(className: String, count: Int)
  /// The model is right no more often than it would be by always saying the most frequent class.
  case noBetterThanGuessing(largestClass: String, isLinear: Bool)
  /// Training was stopped before its last epoch.
  case stoppedEarly(epoch: Int, epochs: Int)
}

extension FitWarning: CustomStringConvertible {
  /// A sentence, with what to do.
  public var description: String {
    switch self {
    case .lossStillFalling(let share):
      "The loss was still falling, by \(share.percent) over the last quarter of the epochs: train for more epochs, or with "
        + "a larger learning rate."
    case .imbalance(let className, let share, let largest, let largestShare):
      "Only \(share.percent) of the rows are \"\(className)\": always saying \"\(largest)\" would be right in "
        + "\(largestShare.percent), so look at the area under the ROC curve rather than at the accuracy, and "
        + "consider balanced class weights."
    case .columnLeftOut(let name, let reason):
      "Column \"\(name)\" was left out: \(reason)."
    case .givesAnswerAway(let feature, let area):
      "\"\(feature)\" alone tells the classes apart almost without error (area under the ROC curve "
        + "\(area.fixed(decimals: 4))): make sure it is known before the outcome is, or exclude it."
    case .fewHeldOutRows(let className, let count):
      "Only \(count) held-out \(count == 1 ? "row is" : "rows are") of \"\(className)\", so the numbers are rough: hold a "
        + "larger share back, or cross-validate."
    case .noBetterThanGuessing(let largest, let isLinear):
      "The model may be no better than always saying \"\(largest)\": look for features that tell more"
        + (isLinear ? ", or give it hidden layers if the boundary is no straight line." : ".")
    case .stoppedEarly(let epoch, let epochs):
      "Training was stopped after epoch \(epoch) of \(epochs): the model is the one of that moment."
    }
  }
}

extension Double {
  /// As a percentage with one decimal, such as `3.2 %`.
  package var percent: String { "\((self * 100).fixed(decimals: 1)) %" }
}

// MARK: - Finding them

extension FitWarning {
  /// A class with less than this part of an equal share of the rows is called rare.
  private static let rareShare = 0.2
  /// A loss that falls by more over the last quarter of the epochs has not settled.
  private static let settledShare = 0.05
  /// The area from which one feature is suspected of giving the answer away; too few rows prove nothing.
  private static let suspiciousArea = 0.9995
  private static let fewestRowsForSuspicion = 50
  /// Fewer held-out rows of a class make rough numbers.
  private static let fewestHeldOutRows = 10
  /// Rows looked at for suspicious features.
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
    guard loss.count >= 4 else { return [] }
    let (before, last) = (loss[loss.count - 1 - loss.count / 4], loss[loss.count - 1])
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
    guard rows >= fewestRowsForSuspicion else { return [] }
    // Rows from all over the matrix: files are often sorted.
    let stride = matrix.classes.count / rows
    let classes = (0..<rows).map { matrix.classes[$0 * stride] }
    return training.features.featureNames.indices.compactMap { column in
      let values = (0..<rows).map { matrix.features[$0 * stride, column] }
      let area = SingleFeature(values: values, classes: classes)
        .smallestPairwiseArea(classCount: training.balance.names.count, stoppingBelow: suspiciousArea)
      guard let area else { return nil }
      return .givesAnswerAway(feature: training.features.featureNames[column], area: area)
    }
  }
}

/// How well the size of one feature alone tells classes apart.
private struct SingleFeature {
  /// The rows' classes, by ascending value; rows of one value form a group.
  private let groups: [[Int32]]

  init(values: [Float], classes: [Int32]) {
    var groups: [[Int32]] = []
    var last = Float.nan
    for row in values.indices.sorted(by: { values[$0] < values[$1] }) {
      if values[row] == last {
        groups[groups.count - 1].append(classes[row])
      } else {
        groups.append([classes[row]])
        last = values[row]
      }
    }
    self.groups = groups
  }

  /// The smallest area under the ROC curve among all pairs of classes, each taken the way round that is larger; `nil` as
  /// soon as one is below a bound, or when a class has no rows.
  func smallestPairwiseArea(classCount: Int, stoppingBelow bound: Double) -> Double? {
    var smallest = 1.0
    for first in 0..<classCount {
      for second in first + 1..<classCount {
        let area = area(Int32(first), Int32(second))
        guard max(area, 1 - area) >= bound else { return nil }
        smallest = min(smallest, max(area, 1 - area))
      }
    }
    return smallest
  }

  /// The share of pairs of rows, one of each class, in which the second has the larger value; ties count half. NaN, which
  /// is at least no bound, when there is no pair.
  private func area(_ first: Int32, _ second: Int32) -> Double {
    var (below, all, won) = (0.0, 0.0, 0.0)
    for group in groups {
      let firsts = Double(group.count { $0 == first })
      let seconds = Double(group.count { $0 == second })
      won += seconds * (below + firsts / 2)
      below += firsts
      all += seconds
    }
    return won / (below * all)
  }
}
