#if Command
import ArgumentParser
import Logit
import LogitInterchange

/// `logit inspect`: what is inside a file of a model, and is it safe to load?
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", _superCommandName: Shell.commandName,
    abstract: "Show what is inside another tool's model, and whether loading it is safe.",
    discussion: """
      Looks into files of Keras, ONNX, PMML, Core ML and LIBLINEAR, safetensors, pickles, joblib, PyTorch's archives and \
      SavedModels, and runs nothing of them. \
      The exit status is 2 if loading the file in the tool that it is meant for could run code that it brings, or open or write \
      other files, and also if a part of it could not be looked at that might do so.

        logit inspect model.keras
        logit inspect downloaded.pkl --json
      """)

  @Argument(help: "The file, or the folder of a SavedModel.", completion: .file())
  var file: String

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws {
    let inspection = try FileInspection(path: file)
    if json {
      try Shell.print(inspection.json.description)
    } else {
      try Shell.print(inspection.description, terminator: "")
    }
    if !inspection.risks.isEmpty || !inspection.isComplete { throw ExitCode(2) }
  }
}
#endif
