import Logit
import LogitData
import LogitStatistics

/// What makes a classifier of a regression.
struct RegressionModel {
  let terms: RegressionTerms
  let data: RegressionData
  let feature: FormulaFeature
  /// Where the rows came from.
  let source: String
  let options: TableRegressionOptions

  /// The classifier.
  ///
  /// - Parameters:
  ///   - fit: The regression.
  ///   - table: The whole table.
  /// - Returns: `nil` for a regression without columns.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a coefficient beyond single precision.
  func classifier(_ fit: FittedRegression, of table: Table) throws -> Classifier? {
    guard !feature.designColumns.isEmpty else { return nil }
    var purposes: [String: String] = [:]
    for use in options.otherUses { purposes[use.column] = use.purpose }
    let features = try FeatureSpace.regression(
      feature, of: terms.columns, purposes: purposes, targets: terms.outcome.columns, offset: options.offset,
      rows: data.table)
    let classes = data.target.classes
    let estimates = estimates(fit, units: features.units)
    return try Classifier(
      target: terms.target, classes: classes, features: features, model: classes.head.model(estimates),
      reading: options.reading, estimates: estimates, inference: fit.inference,
      provenance: provenance(fit.inference, of: table))
  }

  /// The coefficients as the features are encoded; of three classes or more, the base has none.
  private func estimates(_ fit: FittedRegression, units: [FeatureUnit]) -> LinearEstimates {
    let classes = data.target.classes
    let outputs = classes.head.outputCount
    let places = classes.head.isBinary ? [0] : classes.names.indices.filter { $0 != data.target.base }
    let steps = units.prefix(feature.designColumns.count).map(\.step)
    let slopes = fit.slopes(perSteps: steps)
    var bias = [Double](repeating: 0, count: outputs)
    let centers = units.prefix(feature.designColumns.count).map(\.center)
    for (output, value) in zip(places, fit.linearPredictors(at: centers)) { bias[output] = value }
    let kernel = Tensor<Double>(unsafeUninitializedShape: [units.count, outputs]) { kernel in
      for index in kernel.indices { kernel[index] = 0 }
      let columns = feature.designColumns.count
      // The offset counts as it is.
      for index in columns * outputs..<kernel.count { kernel[index] = 1 }
      for column in 0..<columns {
        for (set, output) in places.enumerated() { kernel[column * outputs + output] = slopes[set][column] }
      }
    }
    return LinearEstimates(kernel: kernel, bias: bias)
  }

  private func provenance(_ inference: LogisticInference, of table: Table) -> Provenance {
    var recorded = Provenance.Options(
      ClassifierOptions(), training: .optimum(OptimumOptions(penalty: .none, solver: .newton)))
    recorded.measuring = .holdout(0)
    recorded.missingTarget = .drop
    recorded.rareClass = .keep
    recorded.positiveClass = options.positiveClass
    recorded.categoryLimit = options.columns.categoryLimit
    recorded.regression = record
    var provenance = Provenance(
      version: LogitVersion.current, source: source, rowCount: table.rowCount, columnCount: table.columnCount,
      fingerprint: table.fingerprint, trainingRowCount: data.countedCount(of: table), validationRowCount: 0,
      droppedRowCount: data.droppedCount, seed: 0, options: recorded, metrics: [])
    provenance.uncountedRowCount = data.uncountedCount
    provenance.state =
      inference.isConverged ? .converged : inference.separated.isEmpty ? .iterationLimit : .diverging
    provenance.metrics = [
      Provenance.Measurement("log_likelihood", inference.logLikelihood),
      .init("gradient_norm", inference.gradientNorm), .init("iterations", Double(inference.iterationCount)),
    ].filter { $0.value.isFinite }
    return provenance
  }

  /// What a model file remembers of how the regression was asked for.
  private var record: Provenance.Options.Regression {
    var record = Provenance.Options.Regression(formula: terms.text)
    record.references = options.references
    record.baseClass = options.baseClass
    (record.weights, record.frequencyWeights) = (options.weights, options.frequencyWeights)
    (record.offset, record.trials) = (options.offset, options.trials)
    record.numbers = options.columns.numbers
    switch options.errors {
    case .model: break
    case .robust(let correction): record.robust = correction
    case .cluster(let column): record.cluster = column
    }
    (record.level, record.profiles) = (options.level, options.profiles)
    record.usesFirthPenalty = options.usesFirthPenalty
    record.classCounts = data.target.classCounts(weights: data.rowWeights)
    return record
  }
}
