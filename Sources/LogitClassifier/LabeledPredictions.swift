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
  /// The number of other rows that miss a value which the model needs, and are left out.
  public var incompleteRowCount = 0
  /// The number of other rows that have the weight 0, and are left out.
  public var uncountedRowCount = 0
  /// What ended early where models of folds were made again, a line each; `nil` if nothing did.
  public internal(set) var convergenceNote: String?
  /// The probabilities before they were calibrated; `nil` if they were not.
  var ownOutputs: Tensor<Float>?

  /// The same rows with the model's own probabilities; `nil` if they were not calibrated.
  public var uncalibrated: LabeledPredictions? {
    ownOutputs.map {
      LabeledPredictions(
        predictions: Predictions(classNames: predictions.classNames, outputs: $0), labels: labels,
        table: table, droppedRowCount: droppedRowCount, incompleteRowCount: incompleteRowCount,
        uncountedRowCount: uncountedRowCount, convergenceNote: convergenceNote)
    }
  }

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
    let predictor = try decidingPredictor()
    let (outputs, own) = try predictor.predictions(predictor.rows(of: rows.table, features))
    var labeled = LabeledPredictions(
      predictions: Predictions(classNames: classes.names, outputs: outputs, rule: decision.rule),
      labels: rows.classes.map { Int($0) }, table: rows.table, droppedRowCount: rows.droppedCount,
      incompleteRowCount: rows.incompleteCount, uncountedRowCount: rows.uncountedCount)
    if decision.calibration != nil { labeled.ownOutputs = own }
    return labeled
  }

  /// Whether the classes are those of trials that are counted, so that no row of a table has one.
  package var explainsCounts: Bool {
    guard let regression = provenance.options?.regression else { return false }
    return regression.trials != nil || target.hasPrefix("cbind(")
  }

  /// The rows of a table that have a target and, for a model that needs all values, no gaps.
  ///
  /// - Throws: As ``labeledPredictions(of:)``.
  func labeledRows(of table: Table) throws -> LabeledRows {
    guard !explainsCounts else {
      throw DataError.unusableTarget(
        column: target,
        reason: "the model explains counts of trials, and rows that are measured are each of a class",
        remedy: "give a table with a row for each trial, and a model that was fitted to such rows")
    }
    let classes = try classes.indices(of: table.columns[try table.index(of: target, role: "target")])
    let known = classes.indices.filter { classes[$0] != ClassLabels.missing }
    guard !known.isEmpty else { throw LogitError.emptyData(name: "the rows with a target") }
    let complete = try completeRows(known, of: table)
    guard !complete.isEmpty else { throw LogitError.emptyData(name: "the complete rows with a target") }
    let used = try countedRows(complete, of: table)
    guard !used.isEmpty else { throw LogitError.emptyData(name: "the rows of a weight above 0") }
    guard used.count < classes.count else {
      return LabeledRows(table: table, classes: classes, droppedCount: 0)
    }
    return LabeledRows(
      table: try table.rows(at: used), classes: used.map { classes[$0] }, rows: used,
      droppedCount: classes.count - known.count, incompleteCount: known.count - complete.count,
      uncountedCount: complete.count - used.count)
  }

  /// Those of some rows that count, where the table has the columns of weights that the classifier was made
  /// with.
  private func countedRows(_ rows: [Int], of table: Table) throws -> [Int] {
    let options = provenance.options
    let columns = [options?.weights, options?.regression?.weights, options?.regression?.frequencyWeights]
      .compactMap(\.self).compactMap { name in table.columns.first { $0.name == name && $0.kind != .string } }
    return try columns.reduce(rows) { rows, column in
      let weights = try column.numbers()
      return rows.filter { weights[$0] != 0 }
    }
  }

  /// Those of some rows that have all values that a regression needs, weights among them where the table has
  /// any; all of them for another model.
  private func completeRows(_ rows: [Int], of table: Table) throws -> [Int] {
    guard features.regressionFormula != nil else { return rows }
    let known = Set(table.columnNames)
    let regression = provenance.options?.regression
    let weights = [regression?.weights, regression?.frequencyWeights].compactMap(\.self).filter(
      known.contains)
    // Missing columns are reported where the rows become features.
    guard features.inputNames.allSatisfy(known.contains) else { return rows }
    let complete = try FormulaFeature.completeRows(
      features.inputNames + weights, of: features.reading(table).table)
    guard complete.count < table.rowCount else { return rows }
    let isComplete = Set(complete)
    return rows.filter(isComplete.contains)
  }
}

/// Rows that have a target.
struct LabeledRows {
  let table: Table
  /// The number of each row's class.
  let classes: [Int32]
  /// Where the rows are in the whole table; `nil` if all are there.
  var rows: [Int]?
  /// How many rows without a target were left out.
  let droppedCount: Int
  /// How many other rows were left out, since they miss a value that the model needs.
  var incompleteCount = 0
  /// How many other rows were left out, since they have the weight 0.
  var uncountedCount = 0
}
