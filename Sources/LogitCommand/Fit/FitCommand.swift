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
    try tell(destination, report) {
      var lines: [String] = []
      if let page, let rows, !Interruption.hasHappened {
        lines.append(try page.write(classifier, report, rows.table, source: rows.name))
      }
      if let board {
        try board.naming { try board.write(classifier, report, .shell) }
        lines.append("See it with: tensorboard --logdir \(board.directory.shellQuoted)")
      }
      return lines
    }
  }

  private func tell(
    _ destination: ModelDestination, _ report: FitReport, further: () throws -> [String] = { [] }
  ) throws {
    try tell(
      destination, json: report.json(modelPath: destination.path, names: .shell),
      text: report.description(.shell), warning: report.convergenceNote(destination.path), further: further)
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
    try tell(destination, report)
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
