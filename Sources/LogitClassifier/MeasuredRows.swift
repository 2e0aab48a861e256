import Logit
import LogitData
import LogitStatistics

/// Rows that a model was measured on, with what it said of them.
struct MeasuredRows {
  /// The rows, with the probabilities that the classifier gives them; what is learned for that was learned
  /// without the row.
  let rows: ProbabilityRows
  /// The number of rows of each class.
  let counts: [Int]
  let scores: ClassificationScores
  /// What was learned of the rows for the classifier.
  let decision: LearnedDecision
  /// What sets of classes can be made with; `nil` if none can.
  let coverage: CoverageModel?
  /// Some of the rows, for which sets are made.
  private let sample: OutputSample
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
    origin = .heldOut
    let found =
      if let estimates {
        try learner.head.outputs(
          estimates, of: FeatureMatrix(single: rows.features, double: rows.precise),
          asLogits: learner.takesLogits)
      } else {
        try Predictor(learner.takesLogits ? model.withoutOutputActivation() : model).predict(rows.features)
      }
    let (decision, outputs) = try LearnedDecision.learned(
      learner, outputs: found, classes: rows.classes, folds: nil, weights: rows.weights)
    let ownOutputs = try learner.ownProbabilities(found)
    coverage = try CoverageModel(heldOut: ownOutputs, classes: rows.classes, head: learner.head)
    sample = OutputSample(ownOutputs, folds: [], head: learner.head, most: Self.mostRowsWithSets)
    counts = learner.head.counts(of: rows.classes)
    self.rows = ProbabilityRows(classes: rows.classes, probabilities: outputs)
    (self.decision, scores) = (decision, decision.scores)
  }

  /// Measures predictions of models that have not seen the rows.
  init(_ predictions: OutOfFoldPredictions, _ learner: DecisionLearner) throws {
    origin = .outOfFold
    let (decision, outputs) = try LearnedDecision.learned(
      learner, outputs: predictions.outputs, classes: predictions.classes, folds: predictions.folds,
      weights: predictions.weights)
    let ownOutputs = try learner.ownProbabilities(predictions.outputs)
    coverage = try CoverageModel(ownOutputs, predictions, head: learner.head)
    sample = OutputSample(
      ownOutputs, folds: predictions.placesOfFolds, head: learner.head, most: Self.mostRowsWithSets)
    counts = learner.head.counts(of: predictions.classes)
    rows = ProbabilityRows(classes: predictions.classes, probabilities: outputs)
    (self.decision, scores) = (decision, decision.scores)
    (foldCount, unfinished) = (predictions.foldCount, predictions.unfinished)
    untrainedClasses = predictions.untrainedClasses.sorted()
  }

  /// Measures predictions of rows that are not in memory: the same, to the last bit. Where a threshold or a
  /// calibration is learned of them, or they have weights, all their probabilities come into memory.
  static func measuring(_ predictions: StreamedPredictions, _ learner: DecisionLearner) throws -> MeasuredRows
  {
    learner.learns || learner.takesLogits || predictions.areWeighted
      ? try MeasuredRows(predictions.inMemory(), learner)
      : try MeasuredRows(streamed: predictions, learner)
  }

  private init(streamed predictions: StreamedPredictions, _ learner: DecisionLearner) throws {
    origin = .outOfFold
    (rows, decision) = (predictions.probabilities, try LearnedDecision(learner, predictions.probabilities))
    scores = decision.scores
    var counts = [Int](repeating: 0, count: learner.head.classCount)
    var ofFolds = [Int](repeating: 0, count: predictions.ofFolds.foldCount)
    try predictions.held.forEachBatch { batch in
      for label in batch.classes { counts[Int(label)] += 1 }
      for fold in batch.folds { ofFolds[Int(fold)] += 1 }
    }
    self.counts = counts
    let used = ofFolds.indices.filter { ofFolds[$0] > 0 }
    coverage = try CoverageModel(predictions, folds: used)
    sample = try OutputSample(predictions, folds: used, most: Self.mostRowsWithSets)
    (foldCount, unfinished) = (predictions.ofFolds.foldCount, predictions.ofFolds.unfinished)
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
    for row in 0..<sample.rowCount {
      notes.rowCount += 1
      notes.classCount += coverage.setSize(
        sample.outputs, row: row, fold: sample.folds.isEmpty ? nil : sample.folds[row], head, level)
    }
    return notes
  }
}

/// Some of the rows that were measured, spread over all of them, with the model's own probabilities.
private struct OutputSample {
  /// `[rows, outputs]`.
  let outputs: Tensor<Float>
  /// The place of each row's fold among those of the coverage; empty if rows were held out once.
  let folds: [Int32]

  var rowCount: Int { outputs.shape[0] }

  init(_ all: Tensor<Float>, folds: [Int32], head: ClassHead, most: Int) {
    let (width, rows) = (head.outputCount, Array(SpreadRows(of: all.count / head.outputCount, most: most)))
    outputs = all.withUnsafeBufferPointer { values in
      Tensor(unsafeUninitializedShape: [rows.count, width]) { buffer in
        for (place, row) in rows.enumerated() {
          for column in 0..<width { buffer[place * width + column] = values[row * width + column] }
        }
      }
    }
    self.folds = folds.isEmpty ? [] : rows.map { folds[$0] }
  }

  /// - Parameter used: The folds that have rows, ascending.
  init(_ predictions: StreamedPredictions, folds used: [Int], most: Int) throws {
    let width = predictions.head.outputCount
    var rows = SpreadRows(of: predictions.held.rowCount, most: most)
    var (next, first): (Int?, Int) = (rows.next(), 0)
    var (values, places): ([Float], [Int32]) = ([], [])
    try predictions.held.forEachBatch { batch in
      while let row = next, row < first + batch.rowCount {
        let place = row - first
        values += batch.outputs[place * width..<(place + 1) * width]
        places.append(Int32(used.firstIndex(of: Int(batch.folds[place])) ?? 0))
        next = rows.next()
      }
      first += batch.rowCount
    }
    (outputs, folds) = (try Tensor(values, shape: [places.count, width]), places)
  }
}

extension ClassHead {
  /// The number of rows of each class.
  fileprivate func counts(of classes: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in classes { counts[Int(label)] += 1 }
    return counts
  }
}
