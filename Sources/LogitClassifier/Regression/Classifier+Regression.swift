import Logit
public import LogitData
import LogitStatistics

extension Classifier {
  /// The table of the regression that made the classifier, as it was fitted; `nil` for another classifier.
  public var regressionReport: RegressionReport? {
    guard let inference, let recorded = provenance.options?.regression else { return nil }
    return RegressionReport(
      inference, formula: recorded.formula, target: target, source: provenance.source,
      droppedRowCount: provenance.droppedRowCount, notes: [],
      findings: RegressionFindings(inference, classCounts: recorded.classCounts).all())
  }

  /// The options that the regression was fitted with; `nil` for a classifier that no regression made.
  ///
  /// The columns of a table are to be read as the classifier has learned first.
  public var regressionOptions: TableRegressionOptions? {
    guard inference != nil, let recorded = provenance.options?.regression else { return nil }
    var options = TableRegressionOptions(formula: recorded.formula)
    options.positiveClass = provenance.options?.positiveClass
    options.baseClass = recorded.baseClass
    options.references = recorded.references
    (options.weights, options.frequencyWeights) = (recorded.weights, recorded.frequencyWeights)
    (options.offset, options.trials) = (recorded.offset, recorded.trials)
    options.errors =
      recorded.robust.map { .robust($0) } ?? recorded.cluster.map { .cluster(column: $0) } ?? .model
    (options.level, options.profiles) = (recorded.level, recorded.profiles)
    options.usesFirthPenalty = recorded.usesFirthPenalty
    options.columns.categoryLimit = provenance.options?.categoryLimit
    options.reading = reading
    return options
  }

  /// Fits the terms of the regression that made the classifier anew to other rows.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - options: As ``regressionOptions``, with another level or other errors perhaps.
  ///   - source: Where the rows came from.
  /// - Throws: As `TableRegression`, and for values that cannot be read as they were for the classifier.
  public func fitAgain(
    _ table: Table, _ options: TableRegressionOptions, source: String = "a table"
  ) throws -> TableRegression {
    let (read, unreadable) = features.reading(table)
    if let first = unreadable.first {
      throw first.error(count: unreadable.count { $0.column == first.column })
    }
    var options = options
    // What columns are used as is known; texts are as they are read.
    for (name, kind) in features.inputKinds where kind == .string && table.columnNames.contains(name) {
      options.columns.uses[name] = features.readings[name]?.use ?? .category
    }
    return try TableRegression(read, options, source: source)
  }

  /// How sure the coefficients are on other rows.
  ///
  /// The terms of a regression are fitted anew; the coefficients of another linear model stay what they are.
  ///
  /// - Parameters:
  ///   - table: The rows, with the target.
  ///   - source: Where they came from; `"a table"` by default.
  ///   - errors: What standard errors come from; as in the regression, or of the model, by default.
  ///   - level: The level of intervals; that of the regression, or 0.95, by default.
  /// - Throws: As ``fitAgain(_:_:source:)``, or `LogitError` for a model with hidden layers.
  public func inference(
    of table: Table, source: String = "a table", errors: TableRegressionOptions.Errors? = nil,
    level: Double? = nil
  ) throws -> RegressionReport {
    guard var options = regressionOptions else {
      return try inferenceAtEstimates(table, source: source, errors: errors ?? .model, level: level ?? 0.95)
    }
    if let errors { (options.errors, options.profiles) = (errors, false) }
    if let level { options.level = level }
    return try fitAgain(table, options, source: source).report
  }

  /// Why a classifier has no standard errors and tests, in a sentence; `nil` if it has.
  public var reasonForNoInference: String? {
    guard inference == nil else { return nil }
    guard linearEstimates != nil else { return nil }
    switch provenance.options?.training {
    case .optimum(let optimum) where optimum.penalty == .none:
      return "The coefficients come without errors and tests."
    case .optimum:
      return
        "There are no standard errors and p-values: the penalty pulls the coefficients towards 0, and the usual errors and "
        + "tests do not allow for that."
    case .steps:
      return
        "There are no standard errors and p-values: the coefficients were trained in steps and are not the maximum of a "
        + "likelihood."
    case nil: return nil
    }
  }
}

extension ColumnReading {
  /// What reads a column that was read so in the same way again.
  fileprivate var use: ColumnUse {
    switch self {
    case .number: .number
    case .date: .date
    case .category: .category
    case .text: .text
    }
  }
}
