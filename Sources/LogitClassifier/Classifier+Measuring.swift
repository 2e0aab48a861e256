import Logit
public import LogitData
import LogitStatistics

extension Classifier {
  /// Measures the classifier on a table whose classes are known; on the table it was trained on, without the
  /// bias of rows it has seen.
  ///
  /// Of that table the rows that were held out are measured, or, for a classifier that was measured in folds,
  /// all rows, each predicted by a model that was trained without it. Those models are made again, which
  /// takes as long as in training, and give the scores of the ``FitReport`` to the last bit.
  ///
  /// - Parameters:
  ///   - table: A table with the features and the target column.
  ///   - includingTrainingRows: Whether to measure the classifier itself on all rows even of the table it was
  ///     trained on, which biases the scores; `false` by default.
  /// - Returns: The scores, and what the classifier had seen of the rows.
  /// - Throws: As ``evaluate(_:)``.
  public func measure(_ table: Table, includingTrainingRows: Bool = false) throws -> Evaluation {
    if !includingTrainingRows, let found = try outOfFoldPredictions(of: table) {
      let decided = try learner.crossFitted(
        found.outputs, found.classes, folds: found.folds, weights: found.weights)
      var evaluation = try evaluation(found.classes, decided, found.counts, dropped: found.missingCount)
      (evaluation.origin, evaluation.foldCount) = (.outOfFold, found.foldCount)
      evaluation.uncountedRowCount = provenance.uncountedRowCount
      evaluation.convergenceNote = found.unfinished.note
      return evaluation
    }
    let (rows, origin) = try rowsToMeasure(of: table, includingTrainingRows: includingTrainingRows)
    guard origin == .heldOut, decision.isLearned else {
      var evaluation = try evaluate(rows)
      evaluation.origin = origin
      return evaluation
    }
    let labeled = try labeledRows(of: rows)
    var counts = PredictionCounts()
    let decided = try decidedInTurn(labeled, &counts)
    var evaluation = try evaluation(labeled.classes, decided, counts, dropped: labeled.droppedCount)
    (evaluation.origin, evaluation.uncountedRowCount) = (origin, labeled.uncountedCount)
    return evaluation
  }

  /// Learns again what the classifier has learned of rows that its model had not seen.
  private var learner: DecisionLearner { DecisionLearner(decision, head: classes.head) }

  /// What is made of rows that were held out once by what was learned from others of them.
  private func decidedInTurn(
    _ rows: LabeledRows, _ counts: inout PredictionCounts
  ) throws -> DecisionLearner.Decided {
    let learner = learner
    let outputs = try modelOutputs(of: rows.table, asLogits: learner.takesLogits, &counts)
    var decided = try learner.crossFitted(outputs, rows.classes, folds: nil, weights: rows.weights)
    if decision.calibration != nil { decided.ownOutputs = try learner.ownProbabilities(outputs) }
    return decided
  }

  /// What the model itself says of rows, nothing made of it.
  private func modelOutputs(
    of table: Table, asLogits: Bool, _ counts: inout PredictionCounts
  ) throws -> Tensor<Float> {
    guard let estimates, estimates.needsDouble else {
      let model = try asLogits ? model.withoutOutputActivation() : model
      return try Predictor(model).predict(features.matrix(of: table, counts: &counts))
    }
    let x = try features.matrix(of: table, isPrecise: true, counts: &counts)
    return try classes.head.outputs(estimates, of: x, asLogits: asLogits)
  }

  private func evaluation(
    _ classes: [Int32], _ decided: DecisionLearner.Decided, _ counts: PredictionCounts, dropped: Int
  ) throws -> Evaluation {
    var evaluation = Evaluation(
      classNames: self.classes.names,
      scores: try ClassificationScores(
        classes: classes, probabilities: decided.outputs, predicted: decided.predicted),
      counts: counts, droppedRowCount: dropped)
    evaluation.decision = decision
    return evaluation
  }

  /// Predicts rows whose classes are known, as ``measure(_:includingTrainingRows:)`` measures them.
  ///
  /// - Parameters:
  ///   - table: A table with the features and the target column.
  ///   - includingTrainingRows: Whether the classifier itself predicts all rows even of the table it was
  ///     trained on, which biases what is made of them; `false` by default.
  /// - Returns: The predictions beside the true classes, and what the classifier had seen of the rows.
  /// - Throws: As ``labeledPredictions(of:)``.
  public func measuredPredictions(
    of table: Table, includingTrainingRows: Bool = false
  ) throws -> (rows: LabeledPredictions, origin: RowOrigin) {
    if !includingTrainingRows, let found = try outOfFoldPredictions(of: table) {
      let isWhole = found.rows.count == table.rowCount
      let learner = learner
      let decided = try learner.crossFitted(
        found.outputs, found.classes, folds: found.folds, weights: found.weights)
      var rows = LabeledPredictions(
        predictions: Predictions(
          classNames: classes.names, outputs: decided.outputs, predicted: decided.predicted),
        labels: found.classes.map { Int($0) }, table: isWhole ? table : try table.rows(at: found.rows),
        rowNumbers: isWhole ? nil : found.rows, droppedRowCount: found.missingCount,
        uncountedRowCount: provenance.uncountedRowCount,
        weights: found.weights)
      (rows.convergenceNote, rows.foldCount) = (found.unfinished.note, found.foldCount)
      rows.counts = found.counts
      if decision.calibration != nil { rows.ownOutputs = try learner.ownProbabilities(found.outputs) }
      return (rows, .outOfFold)
    }
    guard !includingTrainingRows, let heldOut = try heldOutRows(of: table) else {
      let (rows, origin) = try rowsToMeasure(of: table, includingTrainingRows: true)
      return (try labeledPredictions(of: rows), origin)
    }
    let rows = try table.rows(at: heldOut)
    /// Where rows of those held out are in the whole table.
    func numbers(_ rows: [Int]?) -> [Int] { rows.map { $0.map { heldOut[$0] } } ?? heldOut }
    guard decision.isLearned else {
      var predictions = try labeledPredictions(of: rows)
      predictions.rowNumbers = numbers(predictions.rowNumbers)
      return (predictions, .heldOut)
    }
    let labeled = try labeledRows(of: rows)
    var counts = PredictionCounts()
    let decided = try decidedInTurn(labeled, &counts)
    var predictions = LabeledPredictions(
      predictions: Predictions(
        classNames: classes.names, outputs: decided.outputs, predicted: decided.predicted),
      labels: labeled.classes.map { Int($0) }, table: labeled.table, rowNumbers: numbers(labeled.rows),
      droppedRowCount: labeled.droppedCount, uncountedRowCount: labeled.uncountedCount,
      weights: labeled.weights)
    (predictions.ownOutputs, predictions.counts) = (decided.ownOutputs, counts)
    return (predictions, .heldOut)
  }
}
