#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension FitCommand {
  /// Learns from rows as they come, each once.
  func fitOnline() throws {
    try SparseInput.refuse(notOnline, for: "--online")
    let before = try from.map { try SparseClassifier(contentsOf: $0) }
    if before != nil { try SparseInput.refuse(notFrom, for: "--from, whose model says it") }
    let isSparse =
      before.map { $0.features == nil }
      ?? (input.file == "-" ? sparse.firstIndex != nil : SparseDataset.isSparse(input.file))
    if !isSparse { try requireText() }
    let options = try onlineOptions(isSparse: isSparse)
    let destination = try ModelDestination(output, inputs: InputFiles(input.file))
    // That it can be gone on from shows before rows are waited for.
    var learned = try before.map { try OnlineTraining(from: $0, options: options) }
    learned?.onPowerOfTwo = progress
    EndingSignals.awaitInterrupt(
      saying: printing.isForPeople
        ? "Interrupted: training ends after the rows that were read, and the model is saved; again, and it is not.\n"
        : "")
    do {
      if isSparse {
        try learnSparse(options, &learned, firstIndex: before?.firstIndex)
      } else if let before {
        try learnTable(after: before, &learned)
      } else {
        try learnTable(options, &learned)
      }
    } catch is CancellationError {
    } catch {
      // What was learned of a stream cannot be learned again.
      if let learned, learned.rowCount > 0 {
        try destination.write(learned.finished().classifier, isQuiet: printing.quiet)
        Shell.note(
          "The model of the \(learned.rowCount.counted("row")) before the error is in \(destination.path).\n"
        )
      }
      throw error
    }
    guard let learned, learned.rowCount > 0 else {
      if Interruption.hasHappened { throw ExitCode(130) }
      throw LogitError.emptyData(name: "the selection of rows to learn from")
    }
    try finish(learned, destination, isSparse: isSparse)
  }

  private func finish(_ training: OnlineTraining, _ destination: ModelDestination, isSparse: Bool) throws {
    let (classifier, report) = try training.finished()
    try destination.write(classifier, isQuiet: printing.quiet)
    try tell(
      destination, json: report.json(modelPath: destination.path), text: report.description,
      ending: isSparse ? "svm" : "csv")
  }

  /// Whether the file can be read twice, so that its classes can be looked up before.
  private var isPlain: Bool {
    guard input.file != "-", case .plain? = FileSystem.status(of: input.file)?.kind else { return false }
    return true
  }

  /// Refuses what is not read row by row.
  private func requireText() throws {
    guard input.file != "-" else { return }
    guard try TableSource.bundledSet(input.file) == nil,
      try !isPlain || TableFormat(contentsOf: input.file).separator != nil
    else {
      throw ValidationError(
        "--online reads rows of CSV, TSV and svmlight files, and of standard input; convert \(input.file) with logit "
          + "convert, or leave --online out.")
    }
  }

  // MARK: Rows

  private func learnTable(_ options: OnlineOptions, _ training: inout OnlineTraining?) throws {
    let reading = try input.format.options()
    let target = try model.target ?? requireTarget(reading)
    let classes = try isPlain ? OnlineClasses(of: input.file, target: target, reading, options) : nil
    let stream = try CSVStream(path: input.file, options: reading)
    stream.leastFirstRowCount = OnlineTraining.firstRowCount
    stream.widensIntegers = true
    stream.isInterrupted = { Interruption.hasHappened }
    guard let first = try stream.next() else { return }
    training = try OnlineTraining(
      first: first, target: target, classes: classes?.labels, options: options)
    training?.onPowerOfTwo = progress
    try training?.learn(first)
    while !Interruption.hasHappened, let batch = try stream.next() { try training?.learn(batch) }
  }

  /// Learns rows of a table after those of a model.
  private func learnTable(after before: SparseClassifier, _ training: inout OnlineTraining?) throws {
    _ = try input.format.columnsForModel()
    let stream = try CSVStream(
      path: input.file, options: before.readingOptions(input.format.options()))
    stream.widensIntegers = true
    stream.isInterrupted = { Interruption.hasHappened }
    while !Interruption.hasHappened, let batch = try stream.next() { try training?.learn(batch) }
  }

  private func learnSparse(
    _ options: OnlineOptions, _ training: inout OnlineTraining?, firstIndex: Int?
  ) throws {
    let first = firstIndex ?? sparse.firstIndex ?? 0
    let memory = input.format.memory ?? .standard
    let classes =
      try isPlain && training == nil ? OnlineClasses(of: input.file, firstIndex: first, memory) : nil
    let stream = try SparseStream(path: input.file, firstIndex: first, memory: memory)
    stream.isInterrupted = { Interruption.hasHappened }
    var queriedCount = 0
    defer { SparseInput.noteQueries(queriedCount, input.file) }
    while !Interruption.hasHappened, let batch = try stream.next() {
      queriedCount += batch.queriedRowCount
      if training == nil {
        training = try OnlineTraining(first: batch, classes: classes?.labels, options: options)
        training?.onPowerOfTwo = progress
      }
      try training?.learn(batch)
    }
  }

  private func requireTarget(_ options: CSVOptions) throws -> String {
    let names = isPlain ? try TableSource.columnNames(of: input.file, options: options) : []
    let known = names.isEmpty ? "" : "; the columns are \(DataError.list(names))"
    throw ValidationError("Name the column to predict with --target\(known).")
  }

  /// Writes a line after 1, 2, 4, 8, ... rows, as Vowpal Wabbit does: the mean loss of all rows so far and of
  /// those since the last line, each predicted before it was learned from.
  private var progress: @Sendable (inout ProgressiveScores) -> Void {
    guard !printing.quiet else { return { _ in } }
    return { scores in
      let recent = scores.takeRecentLogLoss()
      if scores.rowCount == 1 { Shell.note(Self.line("rows", "log loss", "since the last")) }
      Shell.note(
        Self.line(scores.rowCount.grouped, scores.logLoss.fixed(decimals: 4), recent.fixed(decimals: 4)))
    }
  }

  /// Three columns that end at the same places in every line.
  private static func line(_ rows: String, _ loss: String, _ recent: String) -> String {
    zip([rows, loss, recent], [14, 11, 16]).map { text, width in
      String(repeating: " ", count: max(width - text.count, 1)) + text
    }.joined() + "\n"
  }

  // MARK: Options

  private func onlineOptions(isSparse: Bool) throws -> OnlineOptions {
    var options = OnlineOptions()
    let choices = try model.options(input.format, allowsSparse: true)
    (options.columns, options.crosses) = (choices.columns, choices.crosses)
    (options.features, options.excluded) = (choices.features, choices.excluded)
    (options.classWeight, options.weights) = (choices.classWeight, choices.weights)
    (options.positiveClass, options.missingTarget) = (choices.positiveClass, choices.missingTarget)
    (options.reading, options.memory) = (choices.reading, input.format.memory ?? .standard)
    options.source = input.file == "-" ? "standard input" : input.file.lastComponent
    options.learningRate = training.learningRate ?? options.learningRate
    options.penalty = try training.penaltyOfMean()
    guard isSparse else {
      try SparseInput.refuse(
        [("--first-index", sparse.firstIndex != nil), ("--arrays", input.format.arrays != nil)],
        for: "rows of a table")
      return options
    }
    try SparseInput.requireNoTableOptions(input.format)
    try SparseInput.refuse(
      [
        ("--target", model.target != nil), ("--features", !model.columns.used.features.isEmpty),
        ("--exclude", !model.columns.used.exclude.isEmpty), ("--cross", !model.hashing.cross.isEmpty),
        ("--hash-bins", model.hashing.hashBins != nil), ("--weights", model.weights != nil),
        ("--missing-target", model.columns.rows.missingTarget != .refuse),
      ], for: "an svmlight or LIBSVM file")
    return options
  }

  /// The options that a model to go on from answers, each with whether it was given.
  private var notFrom: [(String, Bool)] {
    [
      ("--target", model.target != nil), ("--features", !model.columns.used.features.isEmpty),
      ("--exclude", !model.columns.used.exclude.isEmpty), ("--cross", !model.hashing.cross.isEmpty),
      ("--hash-bins", model.hashing.hashBins != nil), ("--positive", model.positive != nil),
      ("--first-index", sparse.firstIndex != nil), ("--penalty", training.penalty != nil),
      ("--lambda", training.lambda != nil), ("--l1-ratio", training.l1Ratio != nil),
      ("--l2", training.l2 != nil), ("--learning-rate", training.learningRate != nil),
    ]
  }

  /// The options that make no sense for rows that are each seen once, each with whether it was given.
  private var notOnline: [(String, Bool)] {
    [
      ("--hidden", training.hidden != nil), ("--optimizer", training.optimizer != nil),
      ("--epochs", training.epochs != nil), ("--batch-size", training.batchSize != nil),
      ("--solver", training.solver != nil), ("--like", training.like != nil),
      ("--lambda \(training.lambda ?? "")", training.lambdaRule != nil),
      ("--no-standardize", training.columns.noStandardize),
      ("--penalty-factor", !training.columns.penaltyFactor.isEmpty),
      ("--bounds", !training.columns.bounds.isEmpty), ("--tensorboard", training.tensorboard != nil),
      ("--calibrate", decision.calibrate != nil), ("--threshold", decision.threshold != nil),
      ("--cost", !decision.cost.isEmpty), ("--prior", !decision.prior.isEmpty),
      ("--class-weight balanced", model.classWeight == "balanced"),
      ("--offset", model.offset != nil), ("--folds", measuring.folds.folds != nil),
      ("--group", measuring.folds.group != nil), ("--time", measuring.folds.time != nil),
      ("--fold-column", measuring.folds.foldColumn != nil), ("--validation", measuring.validation != nil),
      ("--rare-class", model.columns.rows.rareClass != .refuse),
      ("--max-categories", model.columns.used.maxCategories != nil), ("--seed", seed != 0),
    ] + engine.given + [("--report", report != nil)]
  }
}

extension TrainingOptions {
  /// The penalty on the mean loss, whatever else means training in steps.
  fileprivate func penaltyOfMean() throws -> LogisticRegression.Penalty {
    var optimum = self
    optimum.learningRate = nil
    guard case .optimum(let options) = try optimum.method() else { return .ridge() }
    return options.penalty
  }
}
#endif
