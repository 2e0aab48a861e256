import Logit
import LogitData
import LogitStatistics

/// What a training run shows that whoever uses the model should know.
struct FitFindings {
  let training: ClassifierTraining
  let history: LearningCurve
  let completed: CompletedTraining
  /// The fits by which λ was chosen.
  let choices: FitTally
  /// `nil` if nothing was measured.
  let measured: MeasuredRows?
  /// What the rows trained on show.
  let shown: MatrixFindings.Found

  /// All findings, those that cast doubt on the numbers first.
  func all() throws -> [Finding] {
    // Where there is no optimum the loss falls for ever, and more epochs would only make weights larger.
    let hasOptimum = !shown.separated.contains { $0.severity == .warning }
    let (separated, unconverged) = divergence()
    return try stopped() + (hasOptimum ? falling() : []) + unconverged + unsureChoice() + guessing()
      + imbalance()
      + weighted()
      + separated + leftOut() + shown.columns + untrained() + fewRows()
  }

  private var isLinear: Bool { training.options.hiddenUnits.isEmpty }

  // MARK: The course of training

  /// A loss that falls by more than this over the last quarter of the epochs has not converged.
  private static let settledShare = 0.05

  private func stopped() -> [Finding] {
    guard let epochs = completed.schedule?.epochs, case let epoch = history.epochCount, epoch < epochs else {
      return []
    }
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
    guard let epochs = completed.schedule?.epochs, loss.count >= 2 else { return [] }
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
        option: .epochs(2 * epochs))
    ]
  }

  /// What separates the classes, and searches that did not reach an optimum. Where both are said of the same
  /// cause, in one finding.
  private func divergence() -> (separated: [Finding], unconverged: [Finding]) {
    guard let solution = completed.solution, solution.state == .diverging,
      var first = shown.separated.first, var evidence = first.evidence.object
    else { return (shown.separated, notConverged()) }
    let folds = measured?.unfinished?.folds ?? 0
    let ofFolds =
      folds > 0 ? ", as it was in \(folds.grouped) of the \((measured?.foldCount ?? 0).grouped) folds" : ""
    first.message +=
      " The search was given up after \(solution.iterations.counted("iteration"))\(ofFolds), and the weights are "
      + "those reached by then."
    evidence += [
      JSON.Member("state", .string(solution.state.rawValue)),
      JSON.Member("iterations", .integer(solution.iterations)),
      JSON.Member("gradient_norm", .finite(solution.gradientNorm)),
      JSON.Member("folds", .integer(folds)),
    ]
    first.evidence = .object(evidence)
    return ([first] + shown.separated.dropFirst(), [])
  }

  /// Whether the search ended before lambda was chosen, as it was to be.
  private var isBeforeChoice: Bool {
    guard case .optimum(_, _, .byDefault) = completed,
      case .optimum(let optimum) = training.options.trainingMethod
    else { return false }
    return optimum.lambdaRule != nil
  }

  private func notConverged() -> [Finding] {
    let folds = [measured?.unfinished].compactMap { unfinished in
      unfinished?.foldsSentence.map {
        Finding(.notConverged, message: $0, evidence: ["folds": .integer(unfinished?.folds ?? 0)])
      }
    }
    guard let solution = completed.solution, !solution.isConverged else { return folds }
    let isIllConditioned = solution.state == .diverging && shown.overlap
    let consequence =
      switch solution.state {
      case .interrupted where isBeforeChoice:
        "lambda was not chosen yet, so the model has the default lambda and the weights reached by then."
      case .interrupted: "the model has the weights reached by then."
      case .diverging where isIllConditioned:
        "classes overlap, so there is an optimum, but columns that nearly make each other up keep the search from it: "
          + "some penalty, or fewer of these columns, would let it be found."
      case .diverging:
        "the weights are those at which the search was given up, and whether there is an optimum is not known"
          + "\(shown.unsettled.map { " (\($0))" } ?? ""): some penalty would give them one."
      case .iterationLimit, .stalled, .converged: "the weights are near the optimum at best."
      }
    return [
      Finding(
        .notConverged, severity: solution.state == .interrupted ? .info : .warning,
        message: "The search for the optimum ended early after "
          + "\(solution.iterations.counted("iteration"))"
          + "\(isIllConditioned ? "" : " (\(solution.state.words))"): \(consequence)",
        evidence: [
          "state": .string(solution.state.rawValue), "iterations": .integer(solution.iterations),
          "gradient_norm": .finite(solution.gradientNorm),
        ], option: solution.state == .diverging && !training.options.hasPenalty ? .ridgePenalty : nil)
    ] + folds
  }

  /// That λ was chosen by fits that ended early.
  private func unsureChoice() -> [Finding] {
    guard let sentence = choices.choiceSentence else { return [] }
    return [
      Finding(
        .notConverged, message: sentence,
        evidence: [
          "choice_fits": .integer(choices.count),
          "unconverged_choice_fits": .integer(choices.unconvergedCount),
        ])
    ]
  }

  // MARK: What the rows show that the model was measured on

  /// With fewer held-out rows of a class, scores are imprecise.
  private static let fewestHeldOutRows = 10
  /// At most this share is advised to be held out.
  private static let largestValidationShare = 0.5

  /// Whether the probabilities are shown to be better than the shares of the classes in training. That a
  /// model is right no more often than the most frequent class says nothing: with a rare class the best of
  /// models may be.
  private func guessing() throws -> [Finding] {
    // With other shares or weights than those of the rows, probabilities are not meant for them.
    guard training.options.classWeight == .equal, training.options.decision.prior.isEmpty,
      training.rowWeights == nil, let measured
    else { return [] }
    let scores = measured.scores
    let counts = training.balance.trainingCounts
    let total = Double(max(counts.reduce(0, +), 1))
    let comparison = try LogLossComparison(measured.rows, shares: counts.map { Double($0) / total })
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
      ? "On rows that were held out the probabilities are no better than always saying the share of each class "
        + "(\(losses))"
      : "Rows that were held out do not show that the probabilities are better than always saying the share of each "
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
    guard let measured else { return [] }
    let (counts, names) = (measured.counts, training.balance.names)
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
    let isOnce = measured.foldCount == nil
    return [
      Finding(
        .fewRows, classes: few.map { names[$0] },
        message: "Only \(counts[least]) held-out \(counts[least] == 1 ? "row is" : "rows are") of "
          + "\"\(names[least])\"\(others), so the numbers are rough"
          + (isOnce ? ": hold a larger share out, or cross-validate." : "; only more rows would tell more.")
          + folds(counts[least], names[least]),
        evidence: ["held_out_rows": .array(few.map { .integer(counts[$0]) })],
        option: isOnce && share <= Self.largestValidationShare ? .validationShare(share) : nil)
    ]
  }

  /// That a class stays in training in some folds, since it has fewer rows than there are folds.
  private func folds(_ count: Int, _ name: String) -> String {
    guard case .crossValidation(.stratified(let folds)) = training.options.rowsToMeasure, count < folds
    else { return "" }
    return
      " With fewer rows than the \(folds) folds, \"\(name)\" is held out in \(count) of them, and in the "
      + "others only trained on."
  }

  /// Classes whose rows are all held out at once, which no model can know then.
  private func untrained() -> [Finding] {
    guard let classes = measured?.untrainedClasses, !classes.isEmpty else { return [] }
    let names = classes.map { training.balance.names[$0] }
    return [
      Finding(
        .fewRows, classes: names,
        message:
          "In some folds no row of \(DataError.list(names)) is left to train on, so their models never "
          + "predict \(names.count == 1 ? "it" : "them"), which the measures count as wrong.")
    ]
  }
}

extension Double {
  /// A share as a percentage with one decimal, such as `3.2 %`; with more where it would look like none or
  /// all.
  package var percent: String {
    percent { text in !(self < 1 && text == 100 || self > 0 && text == 0) }
  }

  /// A level that was asked for as a percentage with all its digits, at least one decimal: `99.99 %`.
  package var exactPercent: String { percent { abs($0 - self * 100) <= 1e-12 } }

  /// With as few decimals as are enough.
  private func percent(_ isEnough: (Double) -> Bool) -> String {
    let texts = (1...9).lazy.map { (self * 100).fixed(decimals: $0) }
    return "\(texts.first { isEnough(Double($0) ?? 0) } ?? (self * 100).fixed(decimals: 9)) %"
  }
}
