#if Command
public import ArgumentParser
import Logit
import LogitClassifier

/// `logit fit`: from a table to a model.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
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
      """)

  @OptionGroup var input: TableOptions

  @Option(
    help: "The column that names each row's class; of a bundled set by default the one that is meant for it.")
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The columns to use, with commas between, a name with a comma in quotes; all by default.",
      valueName: "a,b"))
  var features: String?

  @Option(help: ArgumentHelp("The columns not to use, in the same form; none by default.", valueName: "a,b"))
  var exclude: String?

  @OptionGroup(title: "Training") var training: TrainingOptions

  @OptionGroup(title: "Measuring") var measuring: MeasuringOptions

  @Option(
    help: ArgumentHelp(
      "balanced, or weights such as yes=5,no=1; by default every row counts once.", valueName: "weights"),
    completion: .list(["balanced"]))
  var classWeight: String?

  @Option(help: "What to do with rows whose target is missing.")
  var missingTarget = ClassifierOptions.MissingTarget.refuse

  @Option(
    help: "What to do with a class that only one row has: refuse it, drop the row, or only train on it.")
  var rareClass = ClassifierOptions.RareClass.refuse

  @Option(
    help: ArgumentHelp(
      "Of two classes, the one whose probability the model gives; the later one by default.",
      valueName: "class"))
  var positive: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most categories of a column; \(ColumnOptions.usualCategoryLimit.grouped) by default, or fewer in a very long table.",
      valueName: "n"))
  var maxCategories: Int?

  @Option(
    parsing: .unconditional, help: "Where the folds or the split, first weights and order of rows come from.")
  var seed: UInt64 = 0

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write the model to; \(ModelDestination.defaultPath) by default.", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Flag(help: "Replace \(ModelDestination.defaultPath) even if it is no model that logit fit wrote.")
  var overwrite = false

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func run() throws {
    let options = try options()
    let destination = try ModelDestination(
      output, overwrites: overwrite, inputs: InputFiles(input.file))
    var source = try input.read()
    let target = try target ?? source.requireTarget()
    let training = try ClassifierTraining(
      source.takeTable(), target: target, source: source.name, options: options)
    let isReported = printing.isForPeople
    if isReported { try Shell.print(training.summary) }
    let callbacks: [any Callback] =
      [Interruption(isSaid: isReported, hasEpochs: training.schedule != nil)]
      + (isReported ? [FitProgress()] : [])
    let (classifier, report) = try training.run(
      callbacks: callbacks, isCancelled: { Interruption.hasHappened })
    try classifier.save(to: destination.path)
    if let note = destination.note, !printing.quiet { Shell.note(note) }
    let saved = Interruption.hasHappened ? "Interrupted: the model so far is in" : "The model is in"
    if printing.json { try Shell.print(report.json(modelPath: destination.path, names: .shell)) }
    if isReported {
      try Shell.print("\(report.description(.shell))\n\(saved) \(destination.path).")
      try Shell.print("Next: logit predict \(destination.path.shellQuoted) new.csv")
    }
    guard Interruption.hasHappened else { return }
    if !isReported { Shell.note("\(saved) \(destination.path).\n") }
    throw ExitCode(130)
  }

  private func options() throws -> ClassifierOptions {
    var options = ClassifierOptions()
    options.features = try features.map { try [String](list: $0, option: "--features") }
    options.excluded = try exclude.map { try [String](list: $0, option: "--exclude") } ?? []
    options.hiddenUnits = try training.hiddenUnits()
    options.method = try training.method()
    options.measuring = try measuring.measuring(
      inSteps: training.isInSteps, dateOrder: input.format.dateOrder)
    options.classWeight = try classWeight.map(Self.classWeight) ?? .equal
    options.missingTarget = missingTarget
    options.rareClass = rareClass
    options.positiveClass = positive
    options.reading = TableReading(try input.format.options())
    options.columns = try input.format.columns()
    options.columns.categoryLimit = maxCategories
    options.seed = seed
    if let memory = input.format.memory { options.memory = memory }
    return options
  }

  private static func classWeight(_ text: String) throws -> ClassifierOptions.ClassWeight {
    if text == "balanced" { return .balanced }
    var weights: [String: Float] = [:]
    for part in try [String](list: text, option: "--class-weight") {
      // A class may have = in its name, a number does not.
      guard let mark = part.lastIndex(of: "="), let weight = Float(part[part.index(after: mark)...]) else {
        throw ValidationError(
          "--class-weight is '\(text)', but must be balanced, or weights such as yes=5,no=1.")
      }
      weights[String(part[..<mark])] = weight
    }
    return .named(weights)
  }
}

extension ClassifierOptions.MissingTarget: ExpressibleByArgument {}
extension ClassifierOptions.RareClass: ExpressibleByArgument {}
#endif
