package import LogitClassifier
import LogitFiles

/// A classifier, and rows to draw it with.
package struct FigureSubject: Sendable {
  /// The classifier.
  package let classifier: Classifier
  /// The model file.
  package let modelPath: String
  /// The name of what the rows come from; `nil` without rows.
  package let source: String?
  /// Rows whose classes are known, and what the classifier says of them.
  package let rows: LabeledPredictions?
  /// The whole table; `nil` without rows.
  package let table: Table?
  /// What the classifier has seen of the rows.
  package let origin: RowOrigin

  /// Predicts the rows: those held back, if the classifier was trained on this table, or each by a model that
  /// was trained without it, unless the classifier's own predictions of all are wanted.
  ///
  /// - Parameters:
  ///   - path: The model file.
  ///   - table: The rows; `nil` if there are none.
  ///   - source: What they are called.
  ///   - takesAllRows: Whether to take the classifier's own predictions of rows that it was trained on.
  ///   - needsPredictions: Whether rows are to be predicted at all.
  /// - Throws: As `Classifier.measuredPredictions(of:includingTrainingRows:)`.
  package init(
    _ classifier: Classifier, path: String, _ table: Table?, source: String?, takesAllRows: Bool,
    needsPredictions: Bool
  ) throws {
    (self.classifier, modelPath, self.source, self.table) = (classifier, path, source, table)
    guard let table else {
      (rows, origin) = (nil, .other)
      return
    }
    guard needsPredictions, !classifier.explainsCounts else {
      (rows, origin) = (nil, classifier.wasTrained(on: table) ? .training : .other)
      return
    }
    let (rows, origin) = try classifier.measuredPredictions(of: table, includingTrainingRows: takesAllRows)
    (self.rows, self.origin) = (rows, origin)
  }

  /// Rows that were predicted already.
  ///
  /// - Parameters:
  ///   - classifier: A classifier of the same classes and decision.
  ///   - path: The model file.
  ///   - source: What the rows are called.
  ///   - mayHaveSeen: Whether the rows may be those that the classifier was trained on.
  package init(
    _ classifier: Classifier, path: String, source: String, rows: LabeledPredictions, mayHaveSeen: Bool
  ) {
    (self.classifier, modelPath, self.source) = (classifier, path, source)
    (self.rows, table, origin) = (rows, rows.table, mayHaveSeen ? .training : .other)
  }

  /// What the rows are, in a line; `nil` without rows.
  ///
  /// - Parameter allRows: The option that takes all rows as the model predicts them.
  package func rowsText(allRows: String) -> String? {
    guard let source, let table else { return nil }
    guard let rows else { return "\(source): \(table.rowCount.counted("row"))" }
    let count = rows.rowCount.counted("row")
    let dropped =
      (rows.droppedRowCount > 0 ? ", \(rows.droppedRowCount.counted("row")) without a target left out" : "")
      + (rows.incompleteRowCount > 0
        ? ", \(rows.incompleteRowCount.counted("row")) with a missing value left out" : "")
      + (rows.uncountedRowCount > 0
        ? ", \(rows.uncountedRowCount.counted("row")) of weight 0 left out" : "")
    return switch origin {
    case .heldOut: "\(source): the \(count) held out in training\(dropped); \(allRows) takes all"
    case .outOfFold:
      "\(source): \(count)\(dropped), each predicted by a model trained without it; \(allRows) takes this model"
    case .training:
      "\(source): \(count)\(dropped); the model was trained on them, so the figures flatter it"
    case .other: "\(source): \(count)\(dropped)"
    }
  }
}
