#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitStatistics

/// `logit evaluate`: how good is a model on rows whose classes are known?
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", _superCommandName: Shell.commandName,
    abstract: "Measure a model on a table that has the target column.",
    discussion: """
      Prints accuracy, log loss, Brier score and areas under curves with 95 % confidence intervals, and how often each class \
      is taken for each other. On the file a model was trained on, what it has seen is not measured: only the rows held back \
      in training are, or, of a model measured in folds, each row by a model trained without it, as in training.

        logit evaluate model.safetensors holdout.csv
        logit evaluate model.keras holdout.csv --target outcome    # a model of another tool
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var input: TableOptions

  @Flag(help: "Measure the model on all rows of the file it was trained on, too, which flatters it.")
  var allRows = false

  @OptionGroup(title: "Models of other tools") var foreignRows: ForeignRowsOptions

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws {
    if SparseInput.isModel(model) { return try evaluateSparse() }
    let classifier = try
      (foreignRows.classifier(model, of: input.file, input.format)
      ?? Classifier(model: model, beforeData: input.file)).reading(as: input.format.columnsForModel())
    let options = classifier.readingOptions(try input.format.options())
    let source = try TableSource(input.file, options: options)
    let evaluation = try classifier.measure(source.table, includingTrainingRows: allRows)
    if json {
      try Shell.print(evaluation.json(modelPath: model, source: source.name))
      // The object has no place for it.
      if let note = evaluation.convergenceNote { Shell.note(note) }
    } else {
      try Shell.print(
        "\(source.name): \(evaluation.scores.rowCount.counted("row"))\(Self.words(evaluation))\n")
      try Shell.print(evaluation.description, terminator: "")
    }
  }

  /// How the rows were measured, where they are those of training.
  private static func words(_ evaluation: Evaluation) -> String {
    switch evaluation.origin {
    case .heldOut: " that were held out in training (--all-rows measures all)"
    case .outOfFold:
      ", each predicted by a model trained without it, in \(evaluation.foldCount ?? 0) folds (--all-rows measures "
        + "this model)"
    case .training: "; the model was trained on them, so the figures flatter it"
    case .other: ""
    }
  }
}
#endif
