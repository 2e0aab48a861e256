#if Command
import Logit
import LogitClassifier

/// A classifier, and rows to draw it with.
struct PlotSubject {
  let classifier: Classifier
  /// The model file.
  let modelPath: String
  /// The name of what the rows come from; `nil` without rows.
  let source: String?
  /// Rows whose classes are known, and what the classifier says of them.
  let rows: LabeledPredictions?
  /// The whole table; `nil` without rows.
  let table: Table?
  /// What the classifier has seen of the rows.
  let origin: RowOrigin

  /// Predicts the rows: those held back, if the classifier was trained on this table, or each by a model that
  /// was trained without it, unless the classifier's own predictions of all are wanted.
  ///
  /// - Parameter needsPredictions: Whether rows are to be predicted at all.
  init(
    _ classifier: Classifier, path: String, source: TableSource?, takesAllRows: Bool, needsPredictions: Bool
  ) throws {
    self.classifier = classifier
    modelPath = path
    self.source = source?.name
    table = source?.table
    guard let source else {
      (rows, origin) = (nil, .other)
      return
    }
    guard classifier.explainsCounts || source.table.columnNames.contains(classifier.target) else {
      throw Self.missingTarget(classifier.target, in: source)
    }
    guard needsPredictions, !classifier.explainsCounts else {
      (rows, origin) = (nil, classifier.wasTrained(on: source.table) ? .training : .other)
      return
    }
    let (rows, origin) = try classifier.measuredPredictions(
      of: source.table, includingTrainingRows: takesAllRows)
    (self.rows, self.origin) = (rows, origin)
  }

  /// Rows that were predicted already.
  ///
  /// - Parameters:
  ///   - classifier: A classifier of the same classes and decision.
  ///   - mayHaveSeen: Whether the rows may be those that the classifier was trained on.
  init(
    _ classifier: Classifier, path: String, source: String, rows: LabeledPredictions, mayHaveSeen: Bool
  ) {
    (self.classifier, modelPath, self.source) = (classifier, path, source)
    (self.rows, table, origin) = (rows, rows.table, mayHaveSeen ? .training : .other)
  }

  /// What the rows are, in a line; `nil` without rows.
  var rowsText: String? {
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
    case .heldOut: "\(source): the \(count) held out in training\(dropped); --all-rows takes all"
    case .outOfFold:
      "\(source): \(count)\(dropped), each predicted by a model trained without it; --all-rows takes this model"
    case .training:
      "\(source): \(count)\(dropped); the model was trained on them, so the figures flatter it"
    case .other: "\(source): \(count)\(dropped)"
    }
  }
}

extension PlotSubject {
  /// The error of a file whose rows have no classes.
  private static func missingTarget(_ target: String, in source: TableSource) -> ShellError {
    let columns = source.table.columnNames
    return ShellError(
      oneLine: "\(source.name) has no column \"\(target)\", which says the class of each row"
        + "\(target.nearest(among: columns).suggestion) Its columns are \(DataError.list(columns)). Rename or add the "
        + "column, or leave the file out to draw what needs no rows.")
  }
}
#endif
