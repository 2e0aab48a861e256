import Logit
public import LogitData
import LogitStatistics

extension Classifier {
  /// The table of the regression that made the classifier, as it was fitted; `nil` for another classifier.
  public var regressionReport: RegressionReport? {
    guard let inference, let recorded = provenance.options?.regression else { return nil }
    return RegressionReport(
      inference, formula: recorded.formula, target: target, source: provenance.source,
      droppedRowCount: provenance.droppedRowCount, uncountedRowCount: provenance.uncountedRowCount, notes: [],
      findings: RegressionFindings(inference, classCounts: recorded.classCounts).all())
  }

  /// The options that fit the classifier's terms to other rows; `nil` for a classifier that no regression
  /// made.
  ///
  /// They are those that the regression was fitted with, and what it has learned of the rows where nothing
  /// else was asked for: the classes, in their order, and what classes and categories are compared with, so
  /// that coefficients stay comparable whatever the other rows hold. The columns of a table are to be read as
  /// the classifier has learned first.
  public var regressionOptions: TableRegressionOptions? {
    guard let inference, let recorded = provenance.options?.regression else { return nil }
    var options = TableRegressionOptions(formula: recorded.formula)
    if !explainsCounts {
      options.knownClasses = classes
      if classes.head.isBinary {
        options.positiveClass = classes.names[1]
      } else {
        options.baseClass = classes.names[inference.baseClass]
      }
    }
    options.references = recorded.references
    for case .category(let name, let reference, _) in features.regressionFormula?.variables ?? [] {
      options.references[name] = reference
    }
    (options.weights, options.frequencyWeights) = (recorded.weights, recorded.frequencyWeights)
    (options.offset, options.trials) = (recorded.offset, recorded.trials)
    options.errors =
      recorded.robust.map { .robust($0) } ?? recorded.cluster.map { .cluster(column: $0) } ?? .model
    (options.level, options.profiles) = (recorded.level, recorded.profiles)
    options.usesFirthPenalty = recorded.usesFirthPenalty
    options.columns.categoryLimit = provenance.options?.categoryLimit
    options.columns.numbers = recorded.numbers.changed(by: numbersToCome)
    options.reading = reading
    return options
  }

  /// Fits the terms of the regression that made the classifier anew to other rows.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - options: As ``regressionOptions``, with another level or other errors perhaps.
  ///   - source: Where the rows came from.
  /// - Throws: As `TableRegression`, for values that cannot be read as they were for the classifier, and for
  ///   rows whose classes are not those of the classifier.
  public func fitAgain(
    _ table: Table, _ options: TableRegressionOptions, source: String = "a table"
  ) throws -> TableRegression {
    let (read, readOptions) = try readAgain(table, options)
    do { return try TableRegression(read, readOptions, source: source) } catch let error as DataError {
      // What a column is used as was settled when the classifier was made.
      throw error.withoutOtherUses
    }
  }

  /// A table as the regression that made the classifier has read its own, with options that leave it so.
  ///
  /// - Throws: For the first text that cannot be read so.
  func readAgain(
    _ table: Table, _ options: TableRegressionOptions
  ) throws -> (table: Table, options: TableRegressionOptions) {
    let (read, unreadable) = features.reading(table)
    if let first = unreadable.first {
      throw first.error(count: unreadable.count { $0.column == first.column })
    }
    var options = options
    // What columns are used as is known; texts are as they are read.
    for (name, kind) in features.inputKinds where kind == .string && table.columnNames.contains(name) {
      options.columns.uses[name] = features.readings[name]?.use ?? .category
    }
    return (read, options)
  }

  /// How sure the coefficients are on other rows.
  ///
  /// The terms of a regression, and of a model that was fitted without a penalty, are fitted anew; the coefficients of
  /// another linear model stay what they are.
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

  /// The terms of a regression that have no finite coefficient, since its classes were separated.
  package var separatedTerms: [String] {
    // Of several classes a term is there once for each of them.
    var seen: Set<String> = []
    return (inference?.separated ?? []).map(\.term).filter { seen.insert($0).inserted }
  }

  /// Why a classifier has no standard errors and tests, in a sentence; `nil` if it has, or has hidden layers.
  public var reasonForNoInference: String? {
    guard linearEstimates != nil, provenance.options != nil else { return nil }
    return reasonClauseForNoInference.map { "There are no standard errors and p-values: \($0)." }
  }

  /// Why a classifier has no standard errors and tests, as a part of a sentence; `nil` if it has.
  package var reasonClauseForNoInference: String? {
    guard inference == nil else { return nil }
    guard linearEstimates != nil else { return "the model is \(networkWords)" }
    if let shrinkage {
      return "\(shrinkage), and the usual errors and tests do not allow for that"
    }
    return switch provenance.options?.training {
    case .optimum: "only the coefficients were worked out"
    case .steps: "the coefficients were trained in steps and are not the maximum of a likelihood"
    case nil: "the model does not say how its coefficients were found"
    }
  }

  /// What kept coefficients from the maximum of the likelihood, as a part of a sentence; `nil` if nothing is
  /// known to.
  var shrinkage: String? {
    switch provenance.options?.training {
    case .optimum(let optimum) where optimum.penalty.lambda ?? 0 > 0:
      "the \(optimum.penalty.words(.given)) pulls the coefficients towards 0"
    case .optimum(let optimum) where !optimum.bounds.isEmpty:
      "the coefficients were kept within bounds"
    case .steps(let steps) where steps.l2 ?? 0 > 0:
      "the penalty on squared weights (l2 = \((steps.l2 ?? 0).text(digits: 4))) pulls the coefficients towards 0"
    default: nil
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
