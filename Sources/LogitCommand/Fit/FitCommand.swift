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
      Reads the table, says what it will do with each column, trains on four fifths of the rows and measures the model on \
      the rest. Without further options it trains logistic regression, or softmax regression for three classes or more.

        logit fit patients.csv --target outcome
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

  @Option(
    help: ArgumentHelp(
      "The units of hidden layers, with commas between; none by default.", valueName: "64,32"))
  var hidden: String?

  @Option(
    help: "The optimizer by its name in Keras.", completion: .list(OptimizerName.allValueStrings))
  var optimizer = OptimizerName.adam

  @Option(
    parsing: .unconditional,
    help: """
      The learning rate at the start; it falls to 0 along half a cosine. By default 0.03, or with --hidden 0.01; ten \
      times as much for sgd, adagrad and ftrl, a tenth for lion, 1 for adadelta.
      """)
  var learningRate: Double?

  @Option(
    parsing: .unconditional,
    help: """
      The number of passes over the rows; by default as many as make 3,000 steps, or with --hidden 6,000, but from 3 to \
      600.
      """)
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: "The number of rows in a step; 32 by default, from 5,000 rows on 128, from 100,000 on 512.")
  var batchSize: Int?

  @Option(
    name: .customLong("l2"), parsing: .unconditional,
    help: "The strength of the penalty on squared weights; 1/(2n) for n rows by default.")
  var l2: Double?

  @Option(parsing: .unconditional, help: "The share of rows to hold back and measure on; 0 for none.")
  var validation = 0.2

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

  @Option(parsing: .unconditional, help: "Where the split, first weights and order of rows come from.")
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
      [Interruption(isSaid: isReported)] + (isReported ? [FitProgress()] : [])
    let (classifier, report) = try training.run(callbacks: callbacks)
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
    options.hiddenUnits = try [String](list: hidden ?? "", option: "--hidden").map { text in
      guard let units = Int(text) else {
        throw ValidationError("--hidden has '\(text)', but must be whole numbers with commas between.")
      }
      return units
    }
    options.optimizer = optimizer.optimizer
    options.learningRate = learningRate
    options.epochs = epochs
    options.batchSize = batchSize
    options.l2 = l2
    options.validationShare = validation
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
