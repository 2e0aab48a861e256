import Logit
import LogitData

extension Classifier {
  /// The options for reading all rows of a table of separated values as the classifier's own was read.
  ///
  /// Columns that were read as strings are read as strings again even if all values of a later file look like
  /// numbers. The kinds of the others are found out as for training, so that the table the classifier was
  /// trained on is known again.
  ///
  /// - Parameter options: The options to start from.
  /// - Returns: The options with missing words, decimal mark and kinds set.
  package func readingOptions(_ options: CSVOptions) -> CSVOptions {
    var options = reading.applied(to: options)
    options.kinds = features.sourceKinds(areLaterRowsKnown: true)
    options.columnNeeds.used = Set(features.inputNames + [target])
    for column in reading.textColumns { options.kinds[column] = .string }
    // The classes of counts are the words for them, and stand in no column.
    if classes.kind == .string, !explainsCounts { options.kinds[target] = .string }
    return options
  }

  /// Whether the classifier was trained on a table, by its fingerprint.
  ///
  /// - Parameter table: The table, read in the same precision: in double if the classifier was trained by
  ///   `logit fit`. In single precision the same file has a different fingerprint.
  /// - Returns: Whether its number of rows and its fingerprint are those of the training data.
  public func wasTrained(on table: Table) -> Bool {
    provenance.rowCount == table.rowCount && provenance.fingerprint == table.fingerprint
  }

  /// The rows that were held out when the classifier was trained on a table.
  ///
  /// They are reconstructed from the seed and the share that the model file holds, so that a model can be
  /// measured on the file it was trained on without the bias of rows it has seen.
  ///
  /// - Parameter table: Any table.
  /// - Returns: The rows, counted from 0; `nil` if the classifier was trained on another table, or held none
  ///   out.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no target column.
  public func heldOutRows(of table: Table) throws -> [Int]? {
    guard provenance.validationRowCount > 0, wasTrained(on: table) else { return nil }
    guard let trained = provenance.options else { return nil }
    let (labels, indices, _) = try trainingClasses(of: table, trained)
    let division = try RowDivision(
      indices, labels: labels, target: target, of: table, options: dividingOptions(trained))
    let rows = division.places.indices.filter { division.places[$0] == RowDivision.Place.validation }
    return rows.count == provenance.validationRowCount ? rows : nil
  }

  /// The options that rows are divided by as in training.
  private func dividingOptions(_ trained: Provenance.Options) -> ClassifierOptions {
    var options = ClassifierOptions()
    (options.measuring, options.seed) = (trained.measuring, provenance.seed)
    (options.missingTarget, options.rareClass) = (.drop, trained.rareClass)
    return options
  }

  /// The predictions of the table that the classifier was trained on, each by a model that was trained
  /// without the row: those that it was measured by, recomputed.
  ///
  /// - Parameter table: Any table.
  /// - Returns: `nil` if the classifier was trained on another table, or was not measured so.
  func outOfFoldPredictions(of table: Table) throws -> OutOfFoldPredictions? {
    guard wasTrained(on: table), inference == nil, let trained = provenance.options, let estimates,
      case .optimum(let optimum) = trained.training, let lambda = optimum.penalty.lambda
    else { return nil }
    var (labels, indices, weights) = try trainingClasses(of: table, trained)
    let division = try RowDivision(
      indices, labels: labels, target: target, of: table, options: dividingOptions(trained))
    guard let folds = division.folds else { return nil }
    labels = try labels.makingPositive(labels.count == 2 ? classes.names.last : nil, &indices)
    var validation = CrossValidation(
      features: features, fit: OptimumFit(optimum, lambda: lambda, head: classes.head),
      classNames: classes.names, classWeight: trained.classWeight,
      weights: weights, start: provenance.state == .converged ? estimates : nil,
      choice: optimum.lambdaRule.flatMap { rule in
        trained.measuring.folds.map {
          LambdaChoice(
            rule: rule, l1Ratio: optimum.penalty.l1Ratio, design: optimum.design, folds: $0, labels: labels,
            classWeight: trained.classWeight, weights: weights, seed: provenance.seed)
        }
      })
    validation.givesLogits = decision.adjustment != nil
    return try validation.predictions(of: table, classes: indices, folds: folds)
  }

  /// The classes in ascending order and the number of each row's, with those that were left out, as when the
  /// rows of the table were divided; and how much each row counts.
  private func trainingClasses(
    of table: Table, _ trained: Provenance.Options
  ) throws -> (labels: ClassLabels, indices: [Int32], weights: [Double]?) {
    let column = table.columns[try table.index(of: target, role: "target")]
    var weights: [Double]?
    let (labels, indices) = try ClassLabels.learn(
      classes.reading?.read(column).column ?? column, rareClass: trained.rareClass, mayBeQuantity: true
    ) { classes in
      weights = try RowWeights.read(table, trained.weights, classes: classes)
      _ = RowWeights.leaveOutUncounted(&classes, weights)
    }
    return (labels, indices, weights)
  }

  /// The rows of the table the classifier was trained on, without those whose class was left out.
  func rowsWithClasses(of table: Table) throws -> Table {
    guard provenance.options?.rareClass == .drop else { return table }
    let column = table.columns[try table.index(of: target, role: "target")]
    let values = try DistinctValues(classes.reading?.read(column).column ?? column)
    let known = Set(classes.names)
    let isKept = values.names.map(known.contains)
    guard isKept.contains(false) else { return table }
    return try table.rows(
      at: values.indices.indices.filter { values.indices[$0] < 0 || isKept[Int(values.indices[$0])] })
  }

  /// The rows of a table to measure the classifier on: for the table it was trained on, only those that were
  /// held out.
  ///
  /// A classifier that was measured in folds has seen all rows of its table:
  /// ``measure(_:includingTrainingRows:)`` and ``measuredPredictions(of:includingTrainingRows:)`` predict
  /// each by a model that has not.
  ///
  /// - Parameters:
  ///   - table: A table with the features and the target column.
  ///   - includingTrainingRows: Whether to return all rows even of the table it was trained on, which biases
  ///     the scores; `false` by default.
  /// - Returns: The rows, and whether the classifier has seen them.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no target column.
  public func rowsToMeasure(
    of table: Table, includingTrainingRows: Bool = false
  ) throws -> (rows: Table, origin: RowOrigin) {
    guard wasTrained(on: table) else { return (table, .other) }
    guard !includingTrainingRows, let heldOut = try heldOutRows(of: table) else {
      return (try rowsWithClasses(of: table), .training)
    }
    return (try table.rows(at: heldOut), .heldOut)
  }
}
