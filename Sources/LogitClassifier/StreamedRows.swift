import Logit
import LogitData
import LogitStatistics

/// Encoded rows that are not all in memory: on disk, or in other processes.
protocol StreamedRows: AnyObject, Sendable {
  /// The number of rows.
  var rowCount: Int { get }

  /// What the features of each fold can be learned from; `nil` where only sums over encoded rows are known.
  var folds: (any FoldLearning)? { get }

  /// The rows to train on.
  ///
  /// - Parameter fold: The fold whose rows do not count; `nil` if all do, with their features as exactly as
  ///   they are kept.
  func rows(without fold: Int?) throws -> any RegressionRows

  /// The deviation (1/Σw) of each feature by the rows' own weights, as ``LabeledMatrix/weightedDeviations()``
  /// has it; `nil` if all count once.
  func weightedDeviations() throws -> [Double]?

  /// Fits a model, or takes it from where it was kept.
  ///
  /// - Parameters:
  ///   - fold: The fold that the model has not seen; `nil` for the model of all rows.
  ///   - solve: Fits it.
  func solution(without fold: Int?, _ solve: () throws -> LogisticModel) throws -> LogisticModel

  /// Fits a model without each fold, or takes it from where it was kept.
  ///
  /// - Parameters:
  ///   - foldCount: The number of folds.
  ///   - isCancelled: Whether to give up.
  ///   - onFold: Called with the number of a fold, from 1, that is begun, or that is the first not to have ended.
  ///   - solve: Fits the model of the rows that it is handed, perhaps beside others.
  /// - Returns: `nil` if it was given up.
  func solutions(
    withoutEachOf foldCount: Int, isCancelled: () -> Bool, onFold: (Int) -> Void,
    _ solve: @escaping @Sendable (any RegressionRows) throws -> LogisticModel
  ) throws -> [LogisticModel]?

  /// What models say of the rows that they have not seen.
  ///
  /// - Parameters:
  ///   - models: The weights of each fold's model.
  ///   - head: How outputs are read.
  ///   - asLogits: Whether logits are wanted; if not, probabilities.
  func outputs(
    _ models: [LinearEstimates], _ head: ClassHead, asLogits: Bool
  ) throws -> any HeldOutRows

  /// About so many rows, at equal distances; `nil` if they are not at hand.
  func sample(most: Int) throws -> LabeledMatrix?
}

/// What the features of each fold are learned from anew, where rows are not in memory.
protocol FoldLearning: Sendable {
  /// Whether nothing is missing in the rows, or unknown.
  var isClean: Bool { get }

  /// Predicts the rows of each fold by features and a model that were learned from the others.
  ///
  /// - Parameters:
  ///   - validation: How models are fitted.
  ///   - foldCount: The number of folds.
  ///   - isPrecise: Whether rows are kept in double precision, too.
  ///   - isCancelled: Whether to give up.
  /// - Returns: `nil` if it was given up.
  func predictions(
    by validation: CrossValidation, foldCount: Int, isPrecise: Bool, isCancelled: () -> Bool
  ) throws -> StreamedPredictions?
}

/// Rows that were held out, with what models said of them that have not seen them.
protocol HeldOutRows: Sendable {
  /// The number of rows.
  var rowCount: Int { get }

  /// Goes through all rows, some at a time and in ascending order; may be called several times.
  func forEachBatch(_ body: (HeldOutOutputs) throws -> Void) throws
}

/// What models say of rows that they have not seen.
struct HeldOutOutputs: HeldOutRows {
  /// The rows, in ascending order; empty where they do not matter.
  var rows: [Int] = []
  /// The number of each one's class.
  var classes: [Int32] = []
  /// The fold that each was held out in.
  var folds: [Int32] = []
  /// `[rows, outputs]`.
  var outputs: [Float] = []
  /// How much each counts, besides its class; empty if all count once.
  var weights: [Double] = []

  var rowCount: Int { classes.count }

  func forEachBatch(_ body: (HeldOutOutputs) throws -> Void) throws { if !classes.isEmpty { try body(self) } }
}

/// Not an error, but a question: sums over rows are wanted that are yet to be worked out elsewhere. What was
/// begun is given up, and begun again when they are known.
struct SumsWanted: Error {}

extension ClassifierTraining {
  /// A training whose rows are not in memory.
  ///
  /// - Parameters:
  ///   - rows: The rows, encoded by the features.
  ///   - foldCount: The number of folds to measure in; 0 to measure nothing.
  ///   - description: What was learned of them.
  ///   - options: How to train.
  /// - Throws: As ``init(_:target:source:options:)``.
  init(
    _ rows: any StreamedRows, foldCount: Int, _ description: RowsDescription, options: ClassifierOptions
  ) throws {
    balance = description.balance
    let classWeights = try balance.weights(options.classWeight)
    // Whoever needs the weights of rows takes them with the rows.
    (self.classWeights, rowWeights) = (classWeights, options.weights == nil ? nil : [])
    let all = description.weightSums
    let trained = all.enumerated().map { $1 * Double(classWeights?[$0] ?? 1) }
    try Self.requireWeight(trained, of: description.classes)
    weight = trained.reduce(0, +)
    learner = try DecisionLearner(options.decision, balance.names, training: trained, all: all)
    plan = try TrainingPlan(options, balance: balance, weight: weight, head: description.classes.head)
    model = try Self.model(
      inputCount: description.features.outputCount, head: description.classes.head,
      rows: description.rowCount, plan: plan, options: options)
    provenance = Provenance(
      version: LogitVersion.current, source: description.profile.source, rowCount: description.rowCount,
      columnCount: description.profile.columns.count, fingerprint: description.fingerprint,
      trainingRowCount: description.rowCount, validationRowCount: 0, droppedRowCount: 0, seed: options.seed,
      options: Provenance.Options(options, training: plan.record(rows: description.rowCount)), metrics: [])
    (profile, features, classes) = (description.profile, description.features, description.classes)
    (target, isPrecise, targetFindings) = (
      description.target, description.isPrecise, description.targetFindings
    )
    self.rows = .streamed(rows, foldCount: foldCount)
    self.options = options
    try Classifier(
      target: target, classes: classes, features: features, model: model, provenance: provenance
    ).requireSavable()
  }
}

/// What was learned of rows that are not in memory.
struct RowsDescription {
  /// What was read.
  var profile: TableProfile
  /// `Table.fingerprint` of what was read.
  var fingerprint: UInt64
  /// The target column.
  var target: String
  var classes: ClassLabels
  /// The number of rows of each class.
  var classCounts: [Int]
  /// The sum of the weights of the rows of each class; their number if all count once.
  var weightSums: [Double]
  /// What encodes rows, learned.
  var features: FeatureSpace
  /// Whether the exact solver takes features in double precision.
  var isPrecise: Bool
  /// What is worth knowing about the target, and of numbers that are none.
  var targetFindings: [Finding] = []

  var rowCount: Int { profile.rowCount }

  /// The classes and their rows.
  var balance: ClassBalance { balance(classCounts) }

  /// The classes and some of their rows.
  func balance(_ counts: [Int]) -> ClassBalance {
    ClassBalance(names: classes.names, trainingCounts: counts, validationCounts: counts.map { _ in 0 })
  }

  /// How much a row of each class counts; `nil` if all count once.
  ///
  /// - Throws: As `ClassBalance.weights(_:of:)`.
  func classWeights(_ choice: ClassifierOptions.ClassWeight) throws -> [Double]? {
    try balance.weightsByNumber(choice)
  }
}

// MARK: - What can be done without all rows in memory

extension ClassifierOptions {
  /// Makes sure that a model can be fitted to rows that are not all in memory, where only sums over rows are
  /// known.
  ///
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` with the first option that needs the rows.
  package func requireStreamable() throws {
    let circumstance = "where rows are not all in memory"
    func require(_ holds: Bool, _ name: String, _ value: String, _ expected: String) throws {
      guard !holds else { return }
      throw LogitError.invalidOption(name: name, value: value, expected: "\(expected) \(circumstance)")
    }
    guard case .optimum(let optimum) = trainingMethod else {
      throw LogitError.invalidOption(
        name: "method", value: "training in steps", expected: "the search for the optimum \(circumstance)")
    }
    try require(optimum.like == nil, "like", optimum.like?.rawValue ?? "", "left out")
    try require(
      optimum.lambdaRule == nil, "lambda", optimum.lambdaRule?.rawValue ?? "", "a number or left out")
    try require(
      optimum.penalty.lambda != 0 && optimum.penalty.l1Ratio == 0, "penalty", optimum.penalty.name,
      "ridge, with a lambda above 0,")
    try require(
      optimum.solver != .coordinateDescent, "solver", optimum.solver.rawValue, "newton, newton-cg or lbfgs")
    try require(optimum.penaltyFactors.isEmpty, "penalty factors", "given", "left out")
    try require(optimum.bounds.isEmpty, "bounds", "given", "left out")
    try require(optimum.design == DesignOptions(), "standardization", "changed", "as by default")
    try require(offset == nil, "column of offsets", "\"\(offset ?? "")\"", "left out")
    try require(crosses.isEmpty, "crosses", "given", "left out")
    let bins = columns.hashBinCount.map { "\($0)" } ?? ""
    try require(columns.hashBinCount == nil, "hash bins", bins, "left out")
    try require(missingTarget == .refuse, "missing target", "drop", "refuse")
    try require(rareClass == .refuse, "rare class", rareClass.rawValue, "refuse")
    switch rowsToMeasure {
    case .crossValidation(.stratified): break
    case .holdout(let share):
      try require(share == 0, "validation share", "\(share)", "0, or left out for folds,")
    case .crossValidation:
      throw LogitError.invalidOption(
        name: "measuring", value: "folds by a column",
        expected: "folds at random, or nothing, \(circumstance)")
    }
  }

  /// The number of folds that rows are held out in; 0 if nothing is measured so.
  var streamedFoldCount: Int {
    if case .crossValidation(.stratified(let count)) = rowsToMeasure { count } else { 0 }
  }
}

// MARK: - Training

extension EncodedDesign {
  /// The columns where rows are not in memory: those of the only options that there are then.
  init(ofStreamed features: FeatureSpace) {
    self.init(
      DesignOptions(), features,
      rows: LabeledMatrix(
        features: Tensor(unsafeUninitializedShape: [0, features.outputCount]) { _ in }, classes: []))
  }
}

extension OptimumFit {
  /// Finds the optimum of rows that are not in memory.
  func fit(
    _ rows: any StreamedRows, _ features: FeatureSpace, from start: LinearEstimates? = nil,
    isCancelled: () -> Bool
  ) throws -> Found {
    let design = EncodedDesign(ofStreamed: features)
    let model = try rows.solution(without: nil) {
      var regression = try design.regression(
        penalty, features, ratio: 1 / Double(max(rows.rowCount, 1)), deviations: rows.weightedDeviations())
      regression.solver = options.solver
      return try regression.fit(
        rows.rows(without: nil), from: start.map { design.start($0) }, isCancelled: isCancelled)
    }
    return Found(
      estimates: design.estimates(model.coefficients, model.intercepts), solution: model.solution,
      design: design, aliased: model.aliased.compactMap { $0 < design.kept.count ? design.kept[$0] : nil })
  }
}

extension CrossValidation {
  /// Predicts rows that are not in memory, each by a model that was trained without it, as
  /// ``predictions(of:classes:folds:isCancelled:)`` does in memory.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - foldCount: The number of folds.
  ///   - isPrecise: Whether features are kept in double precision, so that models of folds may need it.
  ///   - isCancelled: Whether to give up.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` where weights are so large that folds need
  ///   rows in memory, and what the rows throw.
  func predictions(
    of rows: any StreamedRows, foldCount: Int, isPrecise: Bool, isCancelled: () -> Bool
  ) throws -> StreamedPredictions? {
    let isPrecise = isPrecise && start?.needsDouble ?? true
    if let source = rows.folds, !canMask || isPrecise || !source.isClean {
      return try source.predictions(
        by: self, foldCount: foldCount, isPrecise: isPrecise, isCancelled: isCancelled)
    }
    guard canMask, !isPrecise else {
      throw LogitError.invalidOption(
        name: "validation share", value: "left out",
        expected:
          "0 where rows are not all in memory and weights are so large that folds need them in double precision"
      )
    }
    let (regression, start) = (MaskedRegression(self), start?.start)
    let models = try rows.solutions(
      withoutEachOf: foldCount, isCancelled: isCancelled, onFold: { onFold($0, foldCount) },
      { try regression.dividing(by: $0.moments).fit($0, from: start) })
    guard let models, !isCancelled() else { return nil }
    var found = OutOfFoldPredictions(foldCount: foldCount)
    for model in models {
      if !model.solution.isConverged { found.unfinished.folds += 1 }
      found.models.append(nil)
      if keepsModels { try found.keep(LinearEstimates(model), fit.head, features: nil) }
    }
    return StreamedPredictions(
      held: try rows.outputs(models.map(LinearEstimates.init), fit.head, asLogits: givesLogits),
      head: fit.head, ofFolds: found, areWeighted: weights != nil)
  }
}

/// Predictions of rows that are not in memory, by models that were trained without them.
struct StreamedPredictions {
  /// The rows, and what was said of them.
  let held: any HeldOutRows
  let head: ClassHead
  /// The models of the folds and what ended early, without rows.
  let ofFolds: OutOfFoldPredictions
  /// Whether rows have weights.
  let areWeighted: Bool

  /// All rows in memory, for what is learned of them.
  func inMemory() throws -> OutOfFoldPredictions {
    var (found, outputs): (OutOfFoldPredictions, [Float]) = (ofFolds, [])
    var weights: [Double] = []
    try held.forEachBatch { batch in
      found.rows += batch.rows
      found.classes += batch.classes
      found.folds += batch.folds
      outputs += batch.outputs
      weights += batch.weights
    }
    found.weights = weights.isEmpty ? nil : weights
    found.counts = PredictionCounts(rowCount: found.classes.count)
    found.outputs = try Tensor(outputs, shape: [found.classes.count, head.outputCount])
    return found
  }

  /// The rows with what was said of them as probabilities.
  var probabilities: ProbabilityRows {
    let (held, width) = (held, head.outputCount)
    return ProbabilityRows(rowCount: held.rowCount) { body in
      try held.forEachBatch { batch in
        try body(
          ProbabilityRows.Batch(
            classes: batch.classes,
            probabilities: Tensor(batch.outputs, shape: [batch.classes.count, width])))
      }
    }
  }
}
