import Logit
import LogitData
public import LogitStatistics

/// What was learned for a classifier's decisions, and what it is worth.
///
/// Whatever was learned from rows is measured on others: the rows of each fold by what was learned from those
/// of the other folds. Where classes have a prior, rows count as often as their class truly does. Metrics and
/// costs count rows by their weights, the scores count each once.
public struct DecisionReport: Sendable {
  /// What becomes of the model's outputs.
  public let decision: ClassDecision
  /// The scores of the model's own probabilities, before they are calibrated and corrected; `nil` if they
  /// stay, or nothing was measured.
  public let usualScores: ClassificationScores?
  /// The scores of the probabilities; `nil` if nothing was measured.
  public let scores: ClassificationScores?
  /// The metric that the threshold was chosen by, where it was, on rows that it was chosen without; `nil`
  /// otherwise.
  public let metricValue: Double?
  /// The same metric at a half.
  public let metricAtHalf: Double?
  /// The mean cost of the classes decided on, where costs decide; `nil` otherwise.
  public let meanCost: Double?
  /// The mean cost of the most probable classes.
  public let meanCostOfMostProbable: Double?

  /// - Parameter learned: What was measured; `nil` if nothing was.
  init(_ decision: ClassDecision, _ learned: LearnedDecision?) {
    let learned = learned.flatMap { $0.isMeasured ? $0 : nil }
    self.decision = decision
    (scores, usualScores) = (learned?.scores, learned?.usualScores)
    let (decided, usual) = (learned?.confusion, learned?.mostProbableConfusion)
    let prior = decision.adjustment?.prior
    func metric(_ matrix: ConfusionMatrix?) -> Double? {
      guard let metric = decision.metric, let matrix else { return nil }
      let weights = matrix.weights(prior)
      return metric.value(
        truePositives: weights[1] * matrix[actual: 1, predicted: 1],
        falsePositives: weights[0] * matrix[actual: 0, predicted: 1],
        positives: weights[1] * matrix.support(of: 1), negatives: weights[0] * matrix.support(of: 0))
    }
    func cost(_ matrix: ConfusionMatrix?) -> Double? {
      guard case .leastCost(let costs) = decision.rule, let matrix else { return nil }
      return costs.meanCost(matrix, weights: matrix.weights(prior))
    }
    (metricValue, metricAtHalf) = (metric(decided), metric(usual))
    (meanCost, meanCostOfMostProbable) = (cost(decided), cost(usual))
  }
}

extension ConfusionMatrix {
  /// How much the rows of each class count, so that classes are as frequent as they truly are.
  fileprivate func weights(_ prior: PriorCorrection?) -> [Double] {
    (0..<classCount).map { label in
      guard let prior, support(of: label) > 0 else { return 1 }
      return prior.actual[label] * total / support(of: label)
    }
  }
}

// MARK: - Text and JSON

extension DecisionReport {
  /// What becomes of probabilities and which class is predicted, a line each.
  func text(classNames: [String]) -> String {
    let decided = decision.lines(classNames: classNames)
    var lines = [calibrationText].compactMap(\.self) + decided.prior
    if scores != nil, let note = decision.noteOnScores {
      lines.append(worthText.isEmpty ? note + "." : note + "; the next line goes by the true shares.")
    }
    lines.append(decided.rule + worthText + ".")
    return lines.map { $0 + "\n" }.joined()
  }

  private var calibrationText: String? {
    guard let calibration = decision.adjustment?.calibration else { return nil }
    guard let scores, let usualScores, decision.adjustment?.prior == nil else {
      return calibration.words + "."
    }
    return "\(calibration.words): log loss \(scores.logLoss.value.fixed(decimals: 4)) instead of "
      + "\(usualScores.logLoss.value.fixed(decimals: 4)), Brier score \(scores.brierScore.fixed(decimals: 4)) instead of "
      + "\(usualScores.brierScore.fixed(decimals: 4)), on rows that it was learned without."
  }

  /// What is measured of the rule.
  private var worthText: String {
    if let metricValue, let metricAtHalf {
      return
        ": \(metricValue.fixed(decimals: 4)) instead of \(metricAtHalf.fixed(decimals: 4)) at 0.5, by thresholds "
        + "chosen without the rows that they are measured on"
    }
    if let meanCost, let meanCostOfMostProbable {
      return
        ": \(meanCost.fixed(decimals: 4)) a row, instead of \(meanCostOfMostProbable.fixed(decimals: 4)) for the most "
        + "probable class"
    }
    return ""
  }

  /// The decision as in a model file, and what is measured of it.
  var json: JSON {
    var members = decision.json.object ?? []
    func add(_ name: String, _ value: Double?) {
      if let value { members.append(JSON.Member(name, .finite(value))) }
    }
    add("metric", metricValue)
    add("metric_at_half", metricAtHalf)
    add("mean_cost", meanCost)
    add("mean_cost_of_most_probable", meanCostOfMostProbable)
    add("log_loss_before", usualScores?.logLoss.value)
    add("brier_score_before", usualScores?.brierScore)
    if scores != nil { members += decision.sharesOfScores }
    if decision.adjustment?.prior != nil, metricValue ?? meanCost != nil {
      members.append(JSON.Member(metricValue == nil ? "mean_cost_by" : "metric_by", "prior"))
    }
    return .object(members)
  }
}

extension ClassDecision {
  /// By which shares of classes scores are made, where there are others than those of the rows, without a
  /// full stop; `nil` where there are none.
  var noteOnScores: String? {
    adjustment?.prior == nil
      ? nil
      : "The scores count each of the rows once, so they go by the shares of classes among these rows, not by the true ones"
  }

  /// The same in JSON.
  var sharesOfScores: [JSON.Member] {
    adjustment?.prior == nil ? [] : [JSON.Member("scores_by", "rows")]
  }

  /// What is said of it: the shares that are corrected for, and which class is predicted, without a full
  /// stop.
  func lines(classNames: [String]) -> (prior: [String], rule: String) {
    let prior = adjustment?.prior.map { prior in
      "Corrected for the true shares of classes: "
        + zip(classNames, zip(prior.actual, prior.trained)).prefix(Self.mostNamed).map { name, shares in
          "\"\(name)\" \(shares.0.percent), not \(shares.1.percent)"
        }.joined(separator: "; ")
        + (classNames.count > Self.mostNamed ? "; and \(classNames.count - Self.mostNamed) more." : ".")
    }
    let second = classNames.count == 2 ? "\"\(classNames[1])\"" : ""
    let rule =
      switch self.rule {
      case .mostProbable: "The most probable class is predicted"
      case .threshold(let value):
        "\(second) is predicted above \(value.text(digits: 4))"
          + (metric.map { ", the threshold with the best \($0.words)" } ?? "")
      case .leastCost(let costs):
        costs.threshold.map { "\(second) is predicted above \($0.text(digits: 4)), where it costs less" }
          ?? "The class with the least expected cost is predicted"
      }
    return ([prior].compactMap(\.self), rule)
  }

  /// More classes are counted.
  private static let mostNamed = 6

  /// Lines that say what becomes of the model's outputs; empty where that is usual.
  func text(classNames: [String]) -> String {
    guard self != .usual else { return "" }
    let lines = lines(classNames: classNames)
    let calibration = adjustment?.calibration.map { $0.words + "." }
    return ([calibration].compactMap(\.self) + lines.prior + [lines.rule + "."]).map { $0 + "\n" }.joined()
  }
}

extension ProbabilityCalibration {
  /// What it is, without a full stop.
  var words: String {
    switch self {
    case .platt(let curves):
      if curves.count == 1, let curve = curves.first {
        "Calibrated by a logistic curve (Platt), slope \(curve.slope.text(digits: 4)), intercept "
          + curve.intercept.text(digits: 4)
      } else {
        "Calibrated by a logistic curve for each class (Platt)"
      }
    case .isotonic(let curves):
      if curves.count == 1, let curve = curves.first {
        "Calibrated by a rising curve of \(curve.scores.count.counted("point")) (isotonic regression)"
      } else {
        "Calibrated by a rising curve for each class (isotonic regression)"
      }
    case .temperature(let scaling):
      "Calibrated by the temperature \(scaling.temperature.text(digits: 4))\(scaling.limitWords)"
    }
  }
}

extension TemperatureScaling {
  /// What a temperature means that is not the best, but the last that was tried; empty for the best.
  fileprivate var limitWords: String {
    guard isAtLimit else { return "" }
    return temperature == Self.range.lowerBound
      ? ", the least that is tried (the most probable class was nearly always the true one, so a lower one would fit better still)"
      : ", the greatest that is tried (the model was so often wrong that a higher one would fit better still)"
  }
}
