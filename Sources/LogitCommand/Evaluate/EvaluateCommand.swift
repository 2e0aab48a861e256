#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitStatistics

/// `logit evaluate`: how good is a model on rows whose classes are known?
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model on a table that has the target column.",
    discussion: """
      Prints accuracy, log loss, Brier score and areas under curves with 95 % confidence intervals, and how often each class \
      is taken for each other. Of the file a model was trained on, only the rows held back in training are measured.

        logit evaluate model.safetensors holdout.csv
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var input: TableOptions

  @Flag(help: "Measure all rows of the file the model was trained on, too, which flatters it.")
  var allRows = false

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws {
    let classifier = try Classifier(model: model, beforeData: input.file)
      .reading(as: input.format.columnsForModel())
    let options = classifier.readingOptions(try input.format.options())
    let source = try TableSource(input.file, options: options)
    let (rows, origin) = try classifier.rowsToMeasure(of: source.table, includingTrainingRows: allRows)
    let evaluation = try classifier.evaluate(rows)
    if json {
      try Shell.print(evaluation.json(modelPath: model, source: source.name))
    } else {
      let kept = origin != .heldOut ? "" : " that were held out in training (--all-rows measures all)"
      try Shell.print("\(source.name): \(evaluation.scores.rowCount.counted("row"))\(kept)\n")
      try Shell.print(evaluation.description, terminator: "")
    }
  }
}
#endif
