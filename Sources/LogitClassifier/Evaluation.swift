import Logit
import LogitData
import LogitStatistics

/// How good a classifier is on rows whose classes are known.
public struct Evaluation: Sendable {
  /// The classes' names.
  public let classNames: [String]
  /// The numbers.
  public let scores: ClassificationScores
  /// What was noticed about the rows: unknown categories, missing values, columns that are not used.
  public let counts: PredictionCounts
  /// The number of rows without a target, which are not measured.
  public let droppedRowCount: Int
}

extension Classifier {
  /// Measures the classifier on rows whose classes are known.
  ///
  /// - Parameter table: Has the features and the target column. Rows whose target is missing are left out and counted.
  /// - Throws: ``DataError`` naming columns that are missing, or a class that was not there in training.
  public func evaluate(_ table: Table) throws -> Evaluation {
    var table = table
    var indices = try classes.indices(of: table.columns[try table.index(of: target, role: "target")])
    let known = indices.indices.filter { indices[$0] != ClassLabels.missing }
    let droppedRowCount = indices.count - known.count
    guard !known.isEmpty else { throw LogitError.emptyData(name: "the rows with a target") }
    if droppedRowCount > 0 {
      table = try table.rows(at: known)
      indices = known.map { indices[$0] }
    }
    var counts = PredictionCounts()
    let x = try features.matrix(of: table, counts: &counts)
    return Evaluation(
      classNames: classes.names,
      scores: try ClassificationScores(
        classes: indices, probabilities: Predictor(model).predict(x)),
      counts: counts, droppedRowCount: droppedRowCount)
  }
}
