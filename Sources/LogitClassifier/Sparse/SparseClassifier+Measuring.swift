import Logit
public import LogitData
import LogitStatistics

extension SparseClassifier {
  /// Predicts sparse rows whose classes are known.
  ///
  /// - Parameter data: The rows, whose labels are the classes' names as numbers.
  /// - Returns: The predictions beside the true classes; its table has the labels only.
  /// - Throws: As ``predict(_:)``; `DataError.unknownClass(column:row:value:known:)` for a class that was not
  ///   trained on.
  public func labeledPredictions(of data: SparseDataset) throws -> LabeledPredictions {
    try requireRows(data)
    let labels = Column("label", numbers: data.labels)
    return try labeled(data.matrix, try classes.indices(of: labels), of: Table([labels]))
  }

  /// Predicts the rows of a table whose classes are known.
  ///
  /// - Parameters:
  ///   - table: A table with the features and the target column. Rows whose target is missing are left out and
  ///     counted.
  ///   - counts: What is missing or unknown is added.
  /// - Returns: The predictions beside the true classes.
  /// - Throws: As ``predict(_:counts:)``; also as `Classifier.labeledPredictions(of:)`.
  public func labeledPredictions(
    of table: Table, counts: inout PredictionCounts
  ) throws -> LabeledPredictions {
    let features = try requireFeatures()
    let classes = try classes.indices(of: table.columns[table.index(of: target ?? "", role: "target")])
    return try labeled(try features.sparseMatrix(of: table, counts: &counts), classes, of: table)
  }

  private func labeled(
    _ matrix: SparseMatrix, _ classes: [Int32], of table: Table
  ) throws -> LabeledPredictions {
    let rows = classes.indices.filter { classes[$0] >= 0 }
    guard !rows.isEmpty else { throw LogitError.emptyData(name: "the selection of rows with a target") }
    let isWhole = rows.count == classes.count
    let x = isWhole ? matrix : matrix.rows(rows)
    var labeled = LabeledPredictions(
      predictions: Predictions(
        classNames: self.classes.names, outputs: try outputs(of: x), rule: decision.rule),
      labels: rows.map { Int(classes[$0]) }, table: isWhole ? table : try table.rows(at: rows),
      rowNumbers: isWhole ? nil : rows, droppedRowCount: classes.count - rows.count)
    if decision.calibration != nil { labeled.ownOutputs = try ownOutputs(of: x) }
    return labeled
  }

  /// The scores of predictions.
  func evaluation(of rows: LabeledPredictions, _ counts: PredictionCounts) throws -> Evaluation {
    var evaluation = Evaluation(
      classNames: classes.names, scores: try rows.scores(),
      counts: counts, droppedRowCount: rows.droppedRowCount)
    evaluation.decision = decision
    return evaluation
  }

  /// A classifier of the same classes and decision without the features, for what is made of predictions
  /// alone, such as curves of rows whose classes are known.
  package func withoutFeatures() throws -> Classifier {
    let name = "sparse rows"
    let data = record["data"]
    var classifier = try Classifier(
      target: target ?? "label", classes: classes,
      features: FeatureSpace([NumericFeature(name, mean: 0, deviation: 1)]),
      model: classes.head.model(inputCount: 1, penalty: .none), reading: reading,
      provenance: Provenance(
        version: record["version"]?.string ?? "", source: data?["source"]?.string ?? name,
        rowCount: data?["rows"]?.integer ?? 0, columnCount: columnCount, fingerprint: 0,
        trainingRowCount: data?["rows"]?.integer ?? 0, validationRowCount: 0,
        droppedRowCount: data?["dropped_rows"]?.integer ?? 0, seed: 0, options: nil, metrics: []))
    classifier.decision = decision
    return classifier
  }
}
