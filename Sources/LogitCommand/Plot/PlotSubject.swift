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
  /// Whether the rows are those held back in training, out of a file the classifier was trained on.
  let areHeldOut: Bool
  /// Whether the classifier was trained on some of the rows.
  let areKnown: Bool

  /// Predicts the rows: those held back, if the classifier was trained on this table, unless all are wanted.
  init(_ classifier: Classifier, path: String, source: TableSource?, takesAllRows: Bool) throws {
    self.classifier = classifier
    modelPath = path
    self.source = source?.name
    guard let source else {
      (rows, areHeldOut, areKnown) = (nil, false, false)
      return
    }
    guard source.table.columnNames.contains(classifier.target) else {
      throw MissingTargetColumn(
        source: source.name, target: classifier.target, columns: source.table.columnNames)
    }
    let heldOut = takesAllRows ? nil : try classifier.heldOutRows(of: source.table)
    rows = try classifier.labeledPredictions(
      of: heldOut.map { try source.table.rows(at: $0) } ?? source.table)
    areHeldOut = heldOut != nil
    areKnown = heldOut == nil && classifier.wasTrained(on: source.table)
  }

  /// What the rows are, in a line; `nil` without rows.
  var rowsText: String? {
    guard let rows, let source else { return nil }
    let count = rows.rowCount.counted("row")
    let dropped =
      rows.droppedRowCount > 0 ? ", \(rows.droppedRowCount.counted("row")) without a target left out" : ""
    if areHeldOut {
      return "\(source): the \(count) held out in training\(dropped); --all-rows takes all"
    }
    if areKnown {
      return "\(source): \(count)\(dropped); the model was trained on them, so the figures flatter it"
    }
    return "\(source): \(count)\(dropped)"
  }
}

/// A file whose rows have no classes.
struct MissingTargetColumn: Error, CustomStringConvertible {
  let source: String
  let target: String
  let columns: [String]

  var description: String {
    let nearest = target.nearest(among: columns).map { " Is \"\($0)\" meant? Then rename it." } ?? ""
    return "\(source) has no column \"\(target)\", which says the class of each row; its columns are "
      + "\(DataError.list(columns)).\(nearest) Add the column, or leave the file out to draw what needs no rows."
  }
}
