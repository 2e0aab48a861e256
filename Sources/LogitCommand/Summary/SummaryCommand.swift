#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit summary`: what is in a model file?
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Show what a model file holds: layers, features, classes, origin.")

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws {
    let classifier = try Classifier(contentsOf: model)
    if json {
      try Shell.print(classifier.summaryJSON(path: model))
    } else {
      try Shell.print(classifier.summaryText(path: model), terminator: "")
    }
  }
}
#endif
