import Logit
import LogitData
import LogitStatistics

/// What a training run shows that whoever uses the model should know.
struct FitFindings {
  let training: ClassifierTraining
  let history: LearningCurve
  let model: Sequential
  /// `nil` if no rows were held out.
  let scores: ClassificationScores?
  /// The model's outputs for the held-out rows; `nil` if there are none.
  let heldOutOutputs: Tensor<Float>?

  /// All findings, those that cast doubt on the numbers first.
  func all() throws -> [Finding] {
    let separated = separated()
    // Where there is no optimum the loss falls for ever, and more epochs would only make weights larger.
    let hasOptimum = !separated.contains { $0.severity == .warning }
    return try stopped() + (hasOptimum ? falling() : []) + guessing() + imbalance() + weighted() + separated
      + leftOut() + givingAway() + scales() + fewRows()
  }

  private var isLinear: Bool { training.options.hiddenUnits.isEmpty }

  // MARK: The course of training

  /// A loss that falls by more than this over the last quarter of the epochs has not converged.
  private static let settledShare = 0.05

  private func stopped() -> [Finding] {
    let (epoch, epochs) = (history.epochCount, training.schedule.epochs)
    guard epoch < epochs else { return [] }
    return [
      Finding(
        .notConverged, severity: .info,
        message:
          "Training was stopped after epoch \(epoch) of \(epochs): the model has the weights reached by "
          + "then.", evidence: ["epochs_done": .integer(epoch), "epochs": .integer(epochs)])
    ]
  }

  private func falling() -> [Finding] {
    let loss = history["loss"]
    guard loss.count >= 2 else { return [] }
    let (before, last) = (loss[loss.count - 1 - max(loss.count / 4, 1)], loss[loss.count - 1])
    let share = Double((before - last) / before)
    guard share > Self.settledShare else { return [] }
    return [
      Finding(
        .notConverged,
        message:
          "The loss was still falling, by \(share.percent) over the last quarter of the epochs, so more "
          + "epochs or a larger learning rate would fit the data better.",
        evidence: ["fall": .finite(share), "loss": .finite(Double(last)), "epochs": .integer(loss.count)],
        option: .epochs(2 * training.schedule.epochs))
    ]
  }

  // MARK: What the held-out rows show

  /// With fewer held-out rows of a class, scores are imprecise.
  private static let fewestHeldOutRows = 10
  /// At most this share is advised to be held out.
  private static let largestValidationShare = 0.5

  /// Whether the probabilities are shown to be better than the shares of the classes in training. That a model is right
  /// no more often than the most frequent class says nothing: with a rare class the best of models may be.
  private func guessing() throws -> [Finding] {
    guard training.options.classWeight == .equal, let outputs = heldOutOutputs, let scores,
      let validation = training.validation
    else { return [] }
    let counts = training.balance.trainingCounts
    let total = Double(max(counts.reduce(0, +), 1))
    let comparison = try LogLossComparison(
      classes: validation.classes, probabilities: outputs, shares: counts.map { Double($0) / total })
    let lower = comparison.gain.interval?.lower ?? -.infinity
    let isWorse = comparison.gain.value <= 0
    guard isWorse || lower <= 0 && !ranksBetterThanChance(scores) else { return [] }
    return [baseRate(comparison, scores, isWorse: isWorse)]
  }

  /// Whether the area under the ROC curve is surely above a half; `false` where it has no interval.
  private func ranksBetterThanChance(_ scores: ClassificationScores) -> Bool {
    scores.rocArea.interval.map { $0.lower > 0.5 } ?? false
  }

  private func baseRate(_ comparison: LogLossComparison, _ scores: ClassificationScores, isWorse: Bool)
    -> Finding
  {
    let losses =
      "log loss \(comparison.logLoss.fixed(decimals: 4)) against "
      + comparison.baseRateLogLoss.fixed(decimals: 4)
    let claim =
      isWorse
      ? "On the held-out rows the probabilities are no better than always saying the share of each class "
        + "(\(losses))"
      : "The held-out rows do not show that the probabilities are better than always saying the share of each "
        + "class (\(losses), a difference within chance)"
    let ranks =
      isWorse && ranksBetterThanChance(scores)
      ? ", though they do rank the rows (area under ROC \(scores.rocArea.value.fixed(decimals: 3))): the model "
        + "is too sure of itself."
      : ": look for more informative features, or more rows"
        + (isLinear ? ", or try hidden layers if the boundary is not a straight line." : ".")
    let interval = comparison.gain.interval
    return Finding(
      .baseRate, message: claim + ranks,
      evidence: [
        "log_loss": .finite(comparison.logLoss), "base_rate_log_loss": .finite(comparison.baseRateLogLoss),
        "gain": .finite(comparison.gain.value),
        "gain_interval": interval.map { .array([.finite($0.lower), .finite($0.upper)]) } ?? .null,
        "roc_auc": .finite(scores.rocArea.value),
      ])
  }

  private func fewRows() -> [Finding] {
    guard training.validation != nil else { return [] }
    let (counts, names) = (training.balance.validationCounts, training.balance.names)
    // A class of one row is never held out, as was asked for.
    let few = counts.indices.filter {
      counts[$0] < Self.fewestHeldOutRows && training.balance.counts[$0] > 1
    }
    guard let least = few.min(by: { counts[$0] < counts[$1] }) else { return [] }
    let others =
      few.count == 1
      ? ""
      : ", and \((few.count - 1).counted("other class", plural: "other classes")) "
        + "\(few.count == 2 ? "has" : "have") fewer than \(Self.fewestHeldOutRows)"
    let needed =
      20 * Double(Self.fewestHeldOutRows) / Double(max(training.balance.counts[least], 1))
    let share = needed.rounded(.up) / 20
    return [
      Finding(
        .fewRows, classes: few.map { names[$0] },
        message: "Only \(counts[least]) held-out \(counts[least] == 1 ? "row is" : "rows are") of "
          + "\"\(names[least])\"\(others), so the numbers are rough: hold a larger share out, or cross-validate.",
        evidence: ["held_out_rows": .array(few.map { .integer(counts[$0]) })],
        option: share <= Self.largestValidationShare ? .validationShare(share) : nil)
    ]
  }
}

extension Double {
  /// As a percentage with one decimal, such as `3.2 %`.
  package var percent: String { "\((self * 100).fixed(decimals: 1)) %" }
}
