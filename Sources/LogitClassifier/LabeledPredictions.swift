import Logit
import LogitData
import LogitStatistics

/// What a classifier says of rows whose classes are known.
///
///     let checked = try classifier.labeledPredictions(of: table)
///     let curve = try checked.rocCurve(of: 1)
public struct LabeledPredictions: Sendable {
  /// The probabilities and predicted classes.
  public let predictions: Predictions
  /// The number of each row's true class.
  public let labels: [Int]
  /// The rows that have a target.
  public let table: Table
  /// The number of rows without a target, which are left out.
  public let droppedRowCount: Int

  /// The number of rows.
  public var rowCount: Int { labels.count }
}

extension Classifier {
  /// Predicts rows whose classes are known.
  ///
  /// - Parameter table: Has the features and the target column. Rows whose target is missing are left out and counted.
  /// - Throws: ``DataError`` naming columns that are missing, or a class that was not there in training.
  public func labeledPredictions(of table: Table) throws -> LabeledPredictions {
    let indices = try classes.indices(of: table.columns[try table.index(of: target, role: "target")])
    let known = indices.indices.filter { indices[$0] != ClassLabels.missing }
    guard !known.isEmpty else { throw LogitError.emptyData(name: "the rows with a target") }
    let table = known.count == indices.count ? table : try table.rows(at: known)
    return LabeledPredictions(
      predictions: try predict(table), labels: known.map { Int(indices[$0]) }, table: table,
      droppedRowCount: indices.count - known.count)
  }
}
