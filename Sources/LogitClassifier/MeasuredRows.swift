import Logit
import LogitData
import LogitStatistics

/// Rows that a model was measured on, with what it said of them.
struct MeasuredRows {
  /// The number of each row's class.
  let classes: [Int32]
  /// The probabilities for each row, as the classifier gives them; what is learned for that was learned
  /// without the row.
  let outputs: Tensor<Float>
  let scores: ClassificationScores
  /// What was learned of the rows for the classifier.
  let decision: LearnedDecision
  /// What sets of classes can be made with; `nil` if none can.
  let coverage: CoverageModel?
  /// The model's own probabilities, and the place of each row's fold among those of the coverage.
  private let own: (outputs: Tensor<Float>, folds: [Int32])
  /// Why the model, or the one that predicted a row, has not seen it.
  let origin: RowOrigin
  /// The folds that the rows were held out in; `nil` if they were held out once.
  var foldCount: Int?
  /// What ended early; `nil` if rows were held out once.
  var unfinished: UnfinishedFits?
  /// The classes that some fold's model has not seen.
  var untrainedClasses: [Int] = []

  /// Measures a model on rows that were held out.
  ///
  /// - Parameter estimates: The model's weights in double precision; `nil`, as by default, if they are not
  ///   known.
  init(
    heldOut rows: LabeledMatrix, _ model: Sequential, _ learner: DecisionLearner,
    estimates: LinearEstimates? = nil
  ) throws {
    (classes, origin) = (rows.classes, .heldOut)
    let found =
      if let estimates {
        try learner.head.outputs(
          estimates, of: FeatureMatrix(single: rows.features, double: rows.precise),
          asLogits: learner.takesLogits)
      } else {
        try Predictor(learner.takesLogits ? model.withoutOutputActivation() : model).predict(rows.features)
      }
    decision = try LearnedDecision(
      learner, outputs: found, classes: classes, folds: nil, weights: rows.weights)
    let ownOutputs = try learner.ownProbabilities(found)
    coverage = try CoverageModel(heldOut: ownOutputs, classes: classes, head: learner.head)
    own = (ownOutputs, [])
    (outputs, scores) = (decision.outputs, decision.scores)
  }

  /// Measures predictions of models that have not seen the rows.
  init(_ predictions: OutOfFoldPredictions, _ learner: DecisionLearner) throws {
    (classes, origin) = (predictions.classes, .outOfFold)
    decision = try LearnedDecision(
      learner, outputs: predictions.outputs, classes: classes, folds: predictions.folds,
      weights: predictions.weights)
    let ownOutputs = try learner.ownProbabilities(predictions.outputs)
    coverage = try CoverageModel(ownOutputs, predictions, head: learner.head)
    own = (ownOutputs, predictions.placesOfFolds)
    (outputs, scores) = (decision.outputs, decision.scores)
    (foldCount, unfinished) = (predictions.foldCount, predictions.unfinished)
    untrainedClasses = predictions.untrainedClasses.sorted()
  }

  /// The coverage that is reported.
  private static let reportedCoverage = 0.95
  /// More rows would not make the mean size of sets much more precise.
  private static let mostRowsWithSets = 2_000

  /// What sets of classes are like, made for each row by what the models of the other folds said.
  func sets(isGuaranteed: Bool) -> SetNotes? {
    guard let coverage else { return nil }
    let level = Self.reportedCoverage
    var notes = SetNotes(
      coverage: level, observed: coverage.scores.observedCoverage(level),
      guaranteed: isGuaranteed ? coverage.scores.guaranteedCoverage(level) : nil)
    let head = ClassHead(classCount: scores.confusionMatrix.classCount)
    for row in SpreadRows(of: classes.count, most: Self.mostRowsWithSets) {
      notes.rowCount += 1
      notes.classCount += coverage.setSize(
        own.outputs, row: row, fold: own.folds.isEmpty ? nil : own.folds[row], head, level)
    }
    return notes
  }

  /// The number of rows of each class.
  func counts(classCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in classes { counts[Int(label)] += 1 }
    return counts
  }
}
