import Logit
import LogitData
public import LogitStatistics

/// The performance of a classifier on rows whose classes are known.
public struct Evaluation: Sendable {
  /// The classes' names.
  public let classNames: [String]
  /// The scores.
  public let scores: ClassificationScores
  /// The numbers of missing values and unknown categories in the rows.
  public let counts: PredictionCounts
  /// The number of rows without a target, which are not measured.
  public let droppedRowCount: Int
  /// The number of other rows that miss a value which the model needs, and are not measured.
  public var incompleteRowCount = 0
  /// The number of other rows that have the weight 0, if the table has the column of weights that the
  /// classifier was trained with, and are not measured.
  public var uncountedRowCount = 0
  /// What the classifier had seen of the rows.
  public var origin = RowOrigin.other
  /// The folds that the rows were held out in; `nil` unless they are measured out of fold.
  public var foldCount: Int?
  /// What ended early where models of folds were made again, a line each; `nil` if nothing did.
  public internal(set) var convergenceNote: String?
  /// What became of the model's outputs.
  public var decision = ClassDecision.usual
}

extension Classifier {
  /// Measures the classifier on rows whose classes are known.
  ///
  /// - Parameter table: A table with the features and the target column. Rows whose target is missing are
  ///   left out and counted.
  /// - Returns: The scores and counts.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no target column,
  ///   `DataError.unknownClass(column:row:value:known:)` for a class that did not occur in training,
  ///   `LogitError.invalidOption(name:value:expected:)` for weights that are missing, negative or texts, as
  ///   in training, `LogitError.emptyData(name:)` if no row has a target; otherwise as ``predict(_:)``.
  public func evaluate(_ table: Table) throws -> Evaluation {
    let rows = try labeledRows(of: table)
    var counts = PredictionCounts()
    let predictor = try decidingPredictor()
    let outputs = try predictor.predict(predictor.rows(of: rows.table, features, counts: &counts))
    var evaluation = Evaluation(
      classNames: classes.names,
      scores: try ClassificationScores(
        classes: rows.classes, probabilities: outputs,
        predicted: classes.head.decide(decision.rule, outputs)),
      counts: counts, droppedRowCount: rows.droppedCount, incompleteRowCount: rows.incompleteCount)
    (evaluation.decision, evaluation.uncountedRowCount) = (decision, rows.uncountedCount)
    return evaluation
  }
}
