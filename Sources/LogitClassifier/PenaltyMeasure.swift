import Logit

/// What ``PenaltyValidation`` measures the models of a path by.
public enum PenaltyMeasure: String, Sendable, CaseIterable {
  /// Twice the log loss, with probabilities kept from 1e-5 to 1 − 1e-5, as in cv.glmnet.
  case deviance
  /// The share of rows whose most probable class is not theirs.
  case classError = "class_error"
  /// The area under the ROC curve in the rows of a fold; for more than two classes the mean of the areas of
  /// each class against all others. Each pair of rows counts by the product of their weights, those of their
  /// classes among them: of two classes the latter change nothing, of more they say how much each of the
  /// others counts.
  case auc
  /// The mean negative logarithm of the probability of the row's class.
  case logLoss = "log_loss"

  /// Whether more is better.
  public var isGain: Bool { self == .auc }

  /// What it is called in texts.
  public var words: String {
    switch self {
    case .deviance: "deviance"
    case .classError: "class error"
    case .auc: "area under the ROC curve"
    case .logLoss: "log loss"
    }
  }
}

/// The rows held out in a fold with the logarithms of their probabilities.
struct HeldLogProbabilities {
  /// The number of each row's class.
  let classes: [Int32]
  /// The weight of each row.
  let weights: [Double]
  let classCount: Int
  /// The logarithm of the probability of each class, `[rows, classes]`.
  var values: [Double]
  /// cv.glmnet's least probability in the deviance.
  private static let leastProbability = 1e-5

  /// The value of a measure; NaN where there is none.
  func measure(_ measure: PenaltyMeasure) -> Double {
    // Of what is no number nothing is more probable than anything, and a search for its equals has no end.
    guard !values.contains(where: \.isNaN) else { return .nan }
    switch measure {
    case .deviance:
      let least = naturalLogarithm(Self.leastProbability)
      let most = naturalLogarithm(1 - Self.leastProbability)
      return mean { row in -2 * min(max(ofClass(row), least), most) }
    case .logLoss: return mean { -ofClass($0) }
    case .classError: return mean { mostProbable($0) == Int(classes[$0]) ? 0 : 1 }
    case .auc: return area
    }
  }

  private func ofClass(_ row: Int) -> Double { values[row * classCount + Int(classes[row])] }

  private func mean(_ value: (Int) -> Double) -> Double {
    var (sum, total) = (0.0, 0.0)
    for row in classes.indices where weights[row] > 0 {
      sum += weights[row] * value(row)
      total += weights[row]
    }
    return total > 0 ? sum / total : .nan
  }

  private func mostProbable(_ row: Int) -> Int {
    var best = 0
    for label in 1..<classCount
    where values[row * classCount + label] > values[row * classCount + best] { best = label }
    return best
  }

  private var area: Double {
    let labels = classCount == 2 ? [1] : Array(0..<classCount)
    let areas = labels.map(area(of:)).filter { !$0.isNaN }
    return areas.isEmpty ? .nan : areas.reduce(0, +) / Double(areas.count)
  }

  /// The area under the ROC curve of a class against all others, each pair of rows by the product of their
  /// weights, as in cv.glmnet; by ranks in double precision, since models of neighbouring λ differ in few
  /// pairs.
  private func area(of label: Int) -> Double {
    // Of two classes log-odds, which do not become 0 where the class is nearly certain.
    let scores = classes.indices.map { row in
      let value = values[row * classCount + label]
      return classCount == 2 ? value - values[row * classCount] : value
    }
    let order = classes.indices.sorted { scores[$0] < scores[$1] }
    var (below, pairs, positives) = (0.0, 0.0, 0.0)
    var first = 0
    while first < order.count {
      var end = first
      var (ups, downs) = (0.0, 0.0)
      while end < order.count, scores[order[end]] == scores[order[first]] {
        let row = order[end]
        if Int(classes[row]) == label { ups += weights[row] } else { downs += weights[row] }
        end += 1
      }
      pairs += ups * (below + downs / 2)
      below += downs
      positives += ups
      first = end
    }
    return positives > 0 && below > 0 ? pairs / (positives * below) : .nan
  }
}
