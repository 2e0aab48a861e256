import ArgumentParser
import Logit
import LogitData

/// `logit evaluate`: how good is a model on rows whose classes are known?
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model on a table that has the target column.",
    discussion: """
      Prints accuracy, log loss, Brier score and areas under curves with 95 % confidence intervals, and how often each class \
      is taken for each other.

        logit evaluate model.safetensors holdout.csv
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var input: TableOptions

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws {
    let classifier = try Classifier(contentsOf: model)
    let source = try input.read()
    let evaluation = try classifier.evaluate(source.table)
    if json {
      print(evaluation.json(modelPath: model, source: source.name))
    } else {
      print("\(source.name): \(evaluation.scores.rowCount.counted("row"))\n")
      print(evaluation, terminator: "")
    }
  }
}
