import Logit
import LogitData
import LogitStatistics

/// Predictions for rows whose classes are known.
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
  /// - Parameter table: A table with the features and the target column. Rows whose target is missing are
  ///   left out and counted.
  /// - Returns: The predictions beside the true classes.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no target column,
  ///   `DataError.unknownClass(column:row:value:known:)` for a class that did not occur in training,
  ///   `LogitError.emptyData(name:)` if no row has a target; otherwise as ``predict(_:)``.
  public func labeledPredictions(of table: Table) throws -> LabeledPredictions {
    let rows = try labeledRows(of: table)
    return LabeledPredictions(
      predictions: try predict(rows.table), labels: rows.classes.map { Int($0) }, table: rows.table,
      droppedRowCount: rows.droppedCount)
  }

  /// The rows of a table that have a target.
  ///
  /// - Throws: As ``labeledPredictions(of:)``.
  func labeledRows(of table: Table) throws -> LabeledRows {
    let classes = try classes.indices(of: table.columns[try table.index(of: target, role: "target")])
    let known = classes.indices.filter { classes[$0] != ClassLabels.missing }
    guard !known.isEmpty else { throw LogitError.emptyData(name: "the rows with a target") }
    guard known.count < classes.count else {
      return LabeledRows(table: table, classes: classes, droppedCount: 0)
    }
    return LabeledRows(
      table: try table.rows(at: known), classes: known.map { classes[$0] },
      droppedCount: classes.count - known.count)
  }
}

/// Rows that have a target.
struct LabeledRows {
  let table: Table
  /// The number of each row's class.
  let classes: [Int32]
  /// How many rows without a target were left out.
  let droppedCount: Int
}
