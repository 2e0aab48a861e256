import Logit
public import LogitData
import LogitStatistics

extension Classifier {
  /// Measures the classifier on a table whose classes are known; on the table it was trained on, without the bias of
  /// rows it has seen.
  ///
  /// Of that table the rows that were held out are measured, or, for a classifier that was measured in folds, all
  /// rows, each predicted by a model that was trained without it. Those models are made again, which takes as long
  /// as in training, and give the scores of the ``FitReport`` to the last bit.
  ///
  /// - Parameters:
  ///   - table: A table with the features and the target column.
  ///   - includingTrainingRows: Whether to measure the classifier itself on all rows even of the table it was trained
  ///     on, which biases the scores; `false` by default.
  /// - Returns: The scores, and what the classifier had seen of the rows.
  /// - Throws: As ``evaluate(_:)``.
  public func measure(_ table: Table, includingTrainingRows: Bool = false) throws -> Evaluation {
    if !includingTrainingRows, let found = try outOfFoldPredictions(of: table) {
      var evaluation = Evaluation(
        classNames: classes.names,
        scores: try ClassificationScores(classes: found.classes, probabilities: found.outputs),
        counts: found.counts, droppedRowCount: found.missingCount)
      (evaluation.origin, evaluation.foldCount) = (.outOfFold, found.foldCount)
      return evaluation
    }
    let (rows, origin) = try rowsToMeasure(of: table, includingTrainingRows: includingTrainingRows)
    var evaluation = try evaluate(rows)
    evaluation.origin = origin
    return evaluation
  }

  /// Predicts rows whose classes are known, as ``measure(_:includingTrainingRows:)`` measures them.
  ///
  /// - Parameters:
  ///   - table: A table with the features and the target column.
  ///   - includingTrainingRows: Whether the classifier itself predicts all rows even of the table it was trained on,
  ///     which biases what is made of them; `false` by default.
  /// - Returns: The predictions beside the true classes, and what the classifier had seen of the rows.
  /// - Throws: As ``labeledPredictions(of:)``.
  public func measuredPredictions(
    of table: Table, includingTrainingRows: Bool = false
  ) throws -> (rows: LabeledPredictions, origin: RowOrigin) {
    if !includingTrainingRows, let found = try outOfFoldPredictions(of: table) {
      let isWhole = found.rows.count == table.rowCount
      let rows = LabeledPredictions(
        predictions: Predictions(classNames: classes.names, outputs: found.outputs),
        labels: found.classes.map { Int($0) }, table: isWhole ? table : try table.rows(at: found.rows),
        droppedRowCount: found.missingCount)
      return (rows, .outOfFold)
    }
    let (rows, origin) = try rowsToMeasure(of: table, includingTrainingRows: includingTrainingRows)
    return (try labeledPredictions(of: rows), origin)
  }
}
