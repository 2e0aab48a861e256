import Logit
import LogitStatistics

/// What was learned from rows that a model has not seen, and how good it is on rows that it was learned
/// without.
struct LearnedDecision {
  /// What is made of the model's outputs.
  let decision: ClassDecision
  /// Whether it was measured; a single row, which there is no other row to learn for, measures nothing that
  /// is learned.
  let isMeasured: Bool
  /// The scores of the probabilities and of the classes decided on.
  let scores: ClassificationScores
  /// The scores of the model's own probabilities and of the most probable classes; `nil` if they are the
  /// same.
  let usualScores: ClassificationScores?
  /// The scores of the probabilities and of the most probable classes; `nil` if those are decided on.
  let mostProbableScores: ClassificationScores?
  /// The weights of rows by their class and the one decided on, or their numbers if all count once.
  let confusion: ConfusionMatrix
  /// The same for the most probable classes.
  let mostProbableConfusion: ConfusionMatrix

  /// Learns and measures.
  ///
  /// - Parameters:
  ///   - learner: What is to be learned.
  ///   - outputs: Logits or probabilities, as the learner takes them.
  ///   - classes: The class of each row.
  ///   - folds: The fold of each row; `nil` if they were held out once.
  ///   - weights: How much each row counts in what is learned; `nil` if all count once. Scores count all
  ///     once.
  /// - Returns: What was learned, and the probabilities of the rows.
  static func learned(
    _ learner: DecisionLearner, outputs: Tensor<Float>, classes: [Int32], folds: [Int32]?, weights: [Double]?
  ) throws -> (LearnedDecision, outputs: Tensor<Float>) {
    let decided = try learner.crossFitted(outputs, classes, folds: folds, weights: weights)
    return (
      try LearnedDecision(learner, outputs: outputs, decided, classes: classes, weights: weights),
      decided.outputs
    )
  }

  private init(
    _ learner: DecisionLearner, outputs: Tensor<Float>, _ decided: DecisionLearner.Decided,
    classes: [Int32], weights: [Double]?
  ) throws {
    decision = try learner.decision(outputs, classes, weights: weights)
    isMeasured = !learner.learns || classes.count > 1
    let isMostProbable = decision.rule == .mostProbable
    scores = try ClassificationScores(
      classes: classes, probabilities: decided.outputs, predicted: isMostProbable ? nil : decided.predicted)
    mostProbableScores =
      isMostProbable ? nil : try ClassificationScores(classes: classes, probabilities: decided.outputs)
    let (labels, rowWeights) = (classes.map { Int($0) }, weights?.map { Float($0) })
    func matrix(_ predicted: [Int32]) throws -> ConfusionMatrix {
      try ConfusionMatrix(
        labels: labels, predictions: predicted.map { Int($0) }, classCount: learner.head.classCount,
        weights: rowWeights)
    }
    confusion = try matrix(decided.predicted)
    mostProbableConfusion = try matrix(learner.head.decide(.mostProbable, decided.outputs))
    usualScores =
      learner.takesLogits
      ? try ClassificationScores(classes: classes, probabilities: learner.ownProbabilities(outputs)) : nil
  }

  /// Measures rows that need not be in memory, by a learner that learns nothing of them.
  init(_ learner: DecisionLearner, _ rows: ProbabilityRows) throws {
    let (head, rule) = (learner.head, learner.unlearned.rule)
    (decision, isMeasured, usualScores) = (learner.unlearned, true, nil)
    if rule == .mostProbable {
      (scores, mostProbableScores) = (try ClassificationScores(rows), nil)
    } else {
      scores = try ClassificationScores(rows) { head.decide(rule, $0.probabilities) }
      mostProbableScores = try ClassificationScores(rows)
    }
    // Rows that are not in memory count once each, as in scores.
    (confusion, mostProbableConfusion) = (
      scores.confusionMatrix, (mostProbableScores ?? scores).confusionMatrix
    )
  }
}
