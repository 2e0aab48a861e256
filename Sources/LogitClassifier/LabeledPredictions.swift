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
  /// Where the rows are in the table that was given, counted from 0; `nil` if all of it are there.
  package internal(set) var rowNumbers: [Int]?
  /// The number of rows without a target, which are left out.
  public let droppedRowCount: Int
  /// The number of other rows that miss a value which the model needs, and are left out.
  public var incompleteRowCount = 0
  /// The number of other rows that have the weight 0, and are left out.
  public var uncountedRowCount = 0
  /// What was missing in the rows, or unknown to the models that predicted them.
  public internal(set) var counts = PredictionCounts()
  /// How much each row counts where something is learned from the rows, as a threshold is; `nil` if all count
  /// once. Scores count all once.
  public internal(set) var weights: [Double]?
  /// The folds that the rows were held out in; `nil` unless each was predicted by the model of another fold.
  package internal(set) var foldCount: Int?
  /// What ended early where models of folds were made again, a line each; `nil` if nothing did.
  public internal(set) var convergenceNote: String?
  /// The probabilities before they were calibrated; `nil` if they were not.
  var ownOutputs: Tensor<Float>?

  /// The same rows with the model's own probabilities; `nil` if they were not calibrated.
  public var uncalibrated: LabeledPredictions? {
    ownOutputs.map {
      LabeledPredictions(
        predictions: Predictions(classNames: predictions.classNames, outputs: $0), labels: labels,
        table: table, rowNumbers: rowNumbers, droppedRowCount: droppedRowCount,
        incompleteRowCount: incompleteRowCount,
        uncountedRowCount: uncountedRowCount, counts: counts, weights: weights,
        convergenceNote: convergenceNote)
    }
  }

  /// The number of rows.
  public var rowCount: Int { labels.count }
}

extension Classifier {
  /// Predicts rows whose classes are known.
  ///
  /// - Parameter table: A table with the features and the target column. Rows whose target is missing are
  ///   left out and counted, as are rows of weight 0 where the table has the column of weights that the
  ///   classifier was trained with.
  /// - Returns: The predictions beside the true classes.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no target column,
  ///   `DataError.unknownClass(column:row:value:known:)` for a class that did not occur in training,
  ///   `LogitError.invalidOption(name:value:expected:)` for weights that are missing, negative or texts, as
  ///   in training, `LogitError.emptyData(name:)` if no row has a target; otherwise as ``predict(_:)``.
  public func labeledPredictions(of table: Table) throws -> LabeledPredictions {
    let rows = try labeledRows(of: table)
    let predictor = try decidingPredictor()
    var counts = PredictionCounts()
    let (outputs, own) = try predictor.predictions(predictor.rows(of: rows.table, features, counts: &counts))
    var labeled = LabeledPredictions(
      predictions: Predictions(classNames: classes.names, outputs: outputs, rule: decision.rule),
      labels: rows.classes.map { Int($0) }, table: rows.table, rowNumbers: rows.rows,
      droppedRowCount: rows.droppedCount, incompleteRowCount: rows.incompleteCount,
      uncountedRowCount: rows.uncountedCount,
      weights: rows.weights)
    labeled.counts = counts
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
    guard !known.isEmpty else { throw LogitError.emptyData(name: "the selection of rows with a target") }
    let weighted = try readingWeights(of: table)
    let complete = try completeRows(known, of: weighted)
    guard !complete.isEmpty else {
      throw LogitError.emptyData(name: "the selection of complete rows with a target")
    }
    let weights = try weights(of: complete, classes, weighted)
    let used = weights.map { weights in complete.filter { weights[$0] > 0 } } ?? complete
    guard !used.isEmpty else { throw LogitError.emptyData(name: "the selection of rows of a weight above 0") }
    guard used.count < classes.count else {
      return LabeledRows(table: table, classes: classes, weights: weights, droppedCount: 0)
    }
    return LabeledRows(
      table: try table.rows(at: used), classes: used.map { classes[$0] },
      weights: weights.map { weights in used.map { weights[$0] } }, rows: used,
      droppedCount: classes.count - known.count, incompleteCount: known.count - complete.count,
      uncountedCount: complete.count - used.count)
  }

  /// The columns of weights that the classifier was made with and a table has.
  private func weightColumns(of table: Table) -> [String] {
    let options = provenance.options
    let known = Set(table.columnNames)
    return [options?.weights, options?.regression?.weights, options?.regression?.frequencyWeights]
      .compactMap(\.self).filter(known.contains)
  }

  /// A table whose weights are read as a regression reads them, which may be written as `$5`; that of another
  /// model is as it was.
  private func readingWeights(of table: Table) throws -> Table {
    guard let recorded = provenance.options?.regression else { return table }
    var options = ColumnOptions()
    options.numbers = recorded.numbers.changed(by: numbersToCome)
    var columns = try RegressionColumns(table, options: options)
    do { _ = try columns.read(weightColumns(of: table), areChosen: true) } catch let error as DataError {
      throw error.withoutOtherUses
    }
    return columns.table
  }

  /// How much each row of a table counts, where the table has the columns of weights that the classifier was
  /// made with; `nil` where it has none.
  ///
  /// - Parameters:
  ///   - rows: The rows that need weights; others have 0.
  ///   - classes: The number of each row's class.
  /// - Throws: As `RowWeights.read`.
  private func weights(of rows: [Int], _ classes: [Int32], _ table: Table) throws -> [Double]? {
    let columns = weightColumns(of: table)
    guard !columns.isEmpty else { return nil }
    var needing = [Int32](repeating: ClassLabels.missing, count: classes.count)
    for row in rows { needing[row] = classes[row] }
    return try columns.reduce([Double](repeating: 1, count: classes.count)) { product, column in
      // The option that names it is none of the commands that measure.
      try RowWeights.read(table, column, classes: needing, role: "column of weights of the model").map {
        zip(product, $0).map { $0 * $1 }
      } ?? product
    }
  }

  /// Those of some rows that have all values that a regression needs, weights among them where the table has
  /// any; all of them for another model.
  private func completeRows(_ rows: [Int], of table: Table) throws -> [Int] {
    guard features.regressionFormula != nil else { return rows }
    let known = Set(table.columnNames)
    let weights = weightColumns(of: table)
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
  /// How much each row counts; `nil` if all count once.
  var weights: [Double]?
  /// Where the rows are in the whole table; `nil` if all are there.
  var rows: [Int]?
  /// How many rows without a target were left out.
  let droppedCount: Int
  /// How many other rows were left out, since they miss a value that the model needs.
  var incompleteCount = 0
  /// How many other rows were left out, since they have the weight 0.
  var uncountedCount = 0
}
