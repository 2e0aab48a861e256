#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit fit`: from a table to a model.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", _superCommandName: Shell.commandName,
    abstract: "Train a classifier on a table and write it to a file.",
    discussion: """
      Reads the table, says what it will do with each column, finds the optimum of logistic regression, or of softmax \
      regression for three classes or more, on all rows, and measures it in five folds: each row is predicted by a model \
      trained without it. With --hidden, --optimizer, --learning-rate, --epochs or --batch-size it trains in steps on four \
      fifths of the rows and measures on the rest.

      The optimum is that of the mean loss and a penalty lambda * (r * sum |b| + (1 - r)/2 * sum b^2) on the weights b of \
      the encoded features, r being the L1 share; constants are not penalized.

        logit fit patients.csv --target outcome
        logit fit patients.csv --target outcome --penalty lasso --lambda 0.01
        logit fit visits.csv --target outcome --group patient
        logit fit patients.csv --target outcome --hidden 32,16 -o network.safetensors
        gzip -dc huge.csv.gz | logit fit - --target outcome
        logit fit iris                             # a bundled set; logit datasets lists them
        logit fit clicks.svm --penalty lasso       # sparse rows of svmlight or LIBSVM
        logit fit reviews.csv --target stars       # words in 262,144 bins, kept sparse
        tail -f clicks.csv | logit fit - --target clicked --online
        logit fit tuesday.csv --online --from monday.safetensors -o tuesday.safetensors
        logit fit patients.csv --target outcome --report report.html
      """)

  @OptionGroup var input: TableOptions

  @OptionGroup var model: ModelOptions

  @OptionGroup var sparse: FirstIndexOption

  @OptionGroup(title: "Training") var training: TrainingOptions

  @Flag(
    help:
      "Learn from the rows as they come, each once, and measure each before it is learned from; - may never end. By FTRL-Proximal on hashed columns, with --learning-rate 0.2 by default."
  )
  var online = false

  @Option(
    help: ArgumentHelp(
      "With --online, a model of --online to go on from, as if its rows and these had come at once; by default it begins anew.",
      valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var from: String?

  @OptionGroup(title: "Decision") var decision: DecisionOptionGroup

  @OptionGroup(title: "Measuring") var measuring: MeasuringOptions

  @Option(
    parsing: .unconditional, help: "Where the folds or the split, first weights and order of rows come from.")
  var seed: UInt64 = 0

  @OptionGroup(title: "Processes") var engine: EngineOptions

  @OptionGroup var output: ModelOutputOptions

  @Option(
    help: ArgumentHelp(
      "A page about the model to write, as logit report does; none by default.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var report: String?

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func run() throws {
    if online { return try fitOnline() }
    if from != nil {
      throw ValidationError(
        "--from is for --online, where rows are learned one after the other; leave it out.")
    }
    if isSparse { return try fitSparse() }
    let options = try options()
    let board = try training.tensorboard.map { try FitBoard(option: $0) }
    let destination = try ModelDestination(output, inputs: InputFiles(input.file))
    let page = try report.map { try FitPage($0, model: destination.path, input: input) }
    let isReported = printing.isForPeople
    try engine.requireFitting()
    if engine.engine != nil {
      guard board == nil, page == nil else {
        let option = board == nil ? "--report" : "--tensorboard"
        throw ValidationError("\(option) is for a fit by one process; leave --engine or it out.")
      }
      return try runEngine(options, destination)
    }
    guard let (training, rows) = try prepared(options, destination, keepsRows: page != nil) else { return }
    if isReported { try Shell.print(training.summary) }
    let callbacks: [any Callback] =
      try [Interruption(isSaid: isReported, hasEpochs: training.schedule != nil)]
      + (isReported ? [FitProgress()] : []) + [board?.callback(training)].compactMap(\.self)
    let run = { try training.run(callbacks: callbacks, isCancelled: { Interruption.hasHappened }) }
    let (classifier, report) = try board.map { try $0.naming(run) } ?? run()
    try destination.write(classifier, isQuiet: printing.quiet)
    let saved = Interruption.hasHappened ? "Interrupted: the model so far is in" : "The model is in"
    if printing.json { try Shell.print(report.json(modelPath: destination.path, names: .shell)) }
    if isReported {
      try Shell.print("\(report.description(.shell))\n\(saved) \(destination.path).")
    }
    if let page, let rows, !Interruption.hasHappened {
      let text = try page.write(classifier, report, rows.table, source: rows.name)
      if isReported { try Shell.print(text) }
    }
    // Last, so that a disk without room for it costs neither the model nor the report.
    if let board { try board.naming { try board.write(classifier, report, .shell) } }
    if isReported {
      if let board { try Shell.print("See it with: tensorboard --logdir \(board.directory.shellQuoted)") }
      try Shell.print("Next: logit predict \(destination.path.shellQuoted) new.csv")
    }
    // Not even --quiet keeps an unfinished fit from being said; the report and the object say it themselves.
    if printing.quiet, !Interruption.hasHappened, let note = report.convergenceNote(destination.path) {
      Shell.note(note)
    }
    guard Interruption.hasHappened else { return }
    if !isReported { Shell.note("\(saved) \(destination.path).\n") }
    throw ExitCode(130)
  }

  /// The training, of rows in memory or, where they would take more than they may, on disk; and the rows, where
  /// they are kept. `nil` where there are texts, whose words were fitted in many bins instead.
  private func prepared(
    _ options: ClassifierOptions, _ destination: ModelDestination, keepsRows: Bool
  ) throws -> (training: ClassifierTraining, rows: (table: Table, name: String)?)? {
    if let streamed = try StreamedTable(input, target: model.target, options, keepsRows: keepsRows) {
      let training = try streamed.training()
      if !printing.quiet { Shell.note(FitEngine.unseen) }
      return (training, nil)
    }
    var source = try input.read(
      model.columns.used, and: [model.target, model.weights, model.offset])
    let target = try model.target ?? source.requireTarget()
    if let space = try options.sparseFeatureSpace(for: source.table, target: target) {
      guard let option = denseOption else {
        try fitTexts(source, target, space, options, destination)
        return nil
      }
      if !printing.quiet { Shell.note(Self.noteOnBins(option)) }
    }
    let rows = keepsRows ? (table: source.table, name: source.name) : nil
    let training = try ClassifierTraining(
      source.takeTable(), target: target, source: source.name, options: options)
    return (training, rows)
  }

  /// That texts go to few bins because of an option.
  private static func noteOnBins(_ option: String) -> String {
    "Note: words are hashed into \(ColumnOptions.usualHashBinCount) bins, where \(option) is given, and not into "
      + "\(ColumnOptions.sparseHashBinCount.grouped), which predicts better; --hash-bins takes up to "
      + "\(SparseInput.leastBins.grouped) with it.\n"
  }

  /// Fits by other processes.
  private func runEngine(_ options: ClassifierOptions, _ destination: ModelDestination) throws {
    guard let target = model.target else {
      throw ValidationError("Name the column to predict with --target, which --engine needs.")
    }
    try input.requireDivisible()
    let fit = try FitEngine(engine, input, target: target, options, isWatched: printing.isForPeople)
    let (classifier, report) = try fit.run()
    if !printing.quiet { Shell.note(FitEngine.unseen) }
    try destination.write(classifier, isQuiet: printing.quiet)
    if printing.json { try Shell.print(report.json(modelPath: destination.path, names: .shell)) }
    if printing.isForPeople {
      try Shell.print("\(report.description(.shell))\nThe model is in \(destination.path).")
      try Shell.print("Next: logit predict \(destination.path.shellQuoted) new.csv")
    }
    if printing.quiet, let note = report.convergenceNote(destination.path) { Shell.note(note) }
  }

  private func options() throws -> ClassifierOptions {
    if sparse.firstIndex != nil {
      throw ValidationError("--first-index is for svmlight and LIBSVM files; leave it out.")
    }
    return try ClassifierOptions(
      model: model, input.format, training: training, decision: decision, measuring: measuring, seed: seed)
  }
}

extension ClassifierOptions {
  /// Puts what was typed together.
  ///
  /// - Throws: `ValidationError` or ``OptionValueError`` for options that contradict each other.
  init(
    model: ModelOptions, _ format: CSVFormatOptions, training: TrainingOptions, decision: DecisionOptionGroup,
    measuring: MeasuringOptions, seed: UInt64
  ) throws {
    var options = try model.options(format)
    options.hiddenUnits = try training.hiddenUnits()
    options.method = try training.method()
    if model.offset != nil { try training.requireOptimum(for: "--offset") }
    if let rule = training.lambdaRule, measuring.validation != nil {
      throw ValidationError(
        "--lambda \(rule.rawValue) chooses in folds, but --validation holds rows out once; give a number, or leave "
          + "--validation out.")
    }
    options.measuring = try measuring.measuring(inSteps: training.isInSteps, dateOrder: format.dateOrder)
    options.decision = try decision.options(options.measuring)
    options.seed = seed
    self = options
  }
}
#endif
