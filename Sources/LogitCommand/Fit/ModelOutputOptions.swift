#if Command
import ArgumentParser

/// Where a model goes.
struct ModelOutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write the model to; \(ModelDestination.defaultPath) by default.", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Flag(help: "Replace \(ModelDestination.defaultPath) even if it is no model that Logit wrote.")
  var overwrite = false
}
#endif
