#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitData

extension FitCommand {
  /// Whether the rows are kept sparse.
  var isSparse: Bool {
    SparseDataset.isSparse(input.file) || (model.hashing.hashBins ?? 0) > SparseInput.leastBins
  }

  /// Trains on sparse rows.
  func fitSparse() throws {
    let isFile = SparseDataset.isSparse(input.file)
    let rows = isFile ? "an svmlight or LIBSVM file" : "more than \(SparseInput.leastBins) hash bins"
    try requireSparseOptions(rows)
    if isFile {
      try SparseInput.refuse(
        [
          ("--target", model.target != nil), ("--features", !model.columns.used.features.isEmpty),
          ("--exclude", !model.columns.used.exclude.isEmpty), ("--cross", !model.hashing.cross.isEmpty),
          ("--hash-bins", model.hashing.hashBins != nil),
          ("--max-categories", model.columns.used.maxCategories != nil),
          ("--missing-target", model.columns.rows.missingTarget != .refuse),
          ("--weights", model.weights != nil),
        ], for: rows)
    } else {
      try SparseInput.refuse([("--first-index", sparse.firstIndex != nil)], for: "a table")
    }
    let destination = try ModelDestination(output, inputs: InputFiles(input.file))
    _ = Interruption(isSaid: printing.isForPeople, hasEpochs: false)
    let (classifier, report) = try isFile ? fitFile() : fitTable()
    try write(classifier, report, to: destination, isFile: isFile)
  }

  /// Trains on the rows of a table with running text, whose words are hashed into many bins.
  ///
  /// - Parameters:
  ///   - source: The rows.
  ///   - space: What is made of them, yet to be learned.
  func fitTexts(
    _ source: consuming TableSource, _ target: String, _ space: FeatureSpace, _ options: ClassifierOptions,
    _ destination: ModelDestination
  ) throws {
    var sparse = try sparseOptions()
    (sparse.source, sparse.reading) = (source.name, options.reading)
    _ = Interruption(isSaid: printing.isForPeople, hasEpochs: false)
    let (classifier, report) = try SparseClassifier.fit(
      source.takeTable(), target: target, features: space, columns: options.columns, options: sparse,
      isCancelled: { Interruption.hasHappened })
    try write(classifier, report, to: destination, isFile: false)
  }

  private func write(
    _ classifier: SparseClassifier, _ report: SparseReport, to destination: ModelDestination, isFile: Bool
  ) throws {
    try destination.write(classifier, isQuiet: printing.quiet)
    try tell(
      destination, json: report.json(modelPath: destination.path), text: report.description,
      ending: isFile ? "svm" : "csv", warning: report.convergenceNote(destination.path))
  }

  private func fitFile() throws -> (SparseClassifier, SparseReport) {
    let data = try SparseInput.read(input.file, firstIndex: sparse.firstIndex, input.format)
    var options = try sparseOptions()
    options.source =
      input.file == "-" ? "standard input" : input.file.lastComponent
    return try SparseClassifier.fit(data, options: options, isCancelled: { Interruption.hasHappened })
  }

  private func fitTable() throws -> (SparseClassifier, SparseReport) {
    let choices = try model.options(input.format, allowsSparse: true)
    var source = try input.read(
      model.columns.used, and: [model.target, model.weights, model.offset])
    let target = try model.target ?? source.requireTarget()
    var options = try sparseOptions()
    (options.source, options.reading) = (source.name, choices.reading)
    let table = try source.takeTable()
    if let weights = model.weights { _ = try table.index(of: weights, role: "column of weights") }
    return try SparseClassifier.fit(
      table, target: target,
      features: choices.featureSpace(
        for: table, target: target, excluding: [model.weights].compactMap(\.self)),
      columns: choices.columns, options: options, isCancelled: { Interruption.hasHappened })
  }

  private func sparseOptions() throws -> SparseOptions {
    var options = SparseOptions()
    guard case .optimum(let optimum) = try training.method() else { return options }
    (options.penalty, options.solver) = (optimum.penalty, optimum.solver)
    if training.columns.noStandardize { options.standardizes = false }
    options.classWeight = try model.options(input.format, allowsSparse: true).classWeight
    (options.positiveClass, options.weights) = (model.positive, model.weights)
    options.missingTarget = model.columns.rows.missingTarget
    options.foldCount = measuring.validation == 0 ? 0 : measuring.folds.folds ?? 5
    options.decision = try decision.options(
      measuring.measuring(inSteps: false, dateOrder: input.format.dateOrder))
    options.seed = seed
    return options
  }

  /// The options that are not offered for sparse rows, each with whether it was given.
  private var denseOptions: [(String, Bool)] {
    [
      ("--hidden", training.hidden != nil), ("--optimizer", training.optimizer != nil),
      ("--learning-rate", training.learningRate != nil), ("--epochs", training.epochs != nil),
      ("--batch-size", training.batchSize != nil), ("--like", training.like != nil),
      ("--lambda \(training.lambda ?? "")", training.lambdaRule != nil),
      ("--penalty-factor", !training.columns.penaltyFactor.isEmpty),
      ("--bounds", !training.columns.bounds.isEmpty), ("--tensorboard", training.tensorboard != nil),
      ("--offset", model.offset != nil),
      ("--group", measuring.folds.group != nil), ("--time", measuring.folds.time != nil),
      ("--fold-column", measuring.folds.foldColumn != nil),
      ("--validation", measuring.validation.map { $0 != 0 } ?? false),
      ("--rare-class", model.columns.rows.rareClass != .refuse),
    ] + engine.given + [("--report", report != nil)]
  }

  /// An option that needs rows with all their numbers, so that texts go to few bins; `nil` for none.
  var denseOption: String? {
    if let given = denseOptions.first(where: \.1) { return given.0 }
    // An L1 penalty is searched with a coefficient for each column.
    return training.penalty == .lasso || training.penalty == .elasticNet ? "--penalty" : nil
  }

  /// Refuses what is not offered for sparse rows, rather than leave it out in silence.
  private func requireSparseOptions(_ rows: String) throws {
    try SparseInput.refuse(denseOptions, for: rows)
    if let folds = measuring.folds.folds, folds < 2 {
      throw OptionValueError("--folds is \(folds), but must be at least 2.")
    }
  }
}
#endif
