import ArgumentParser
import Logit
import LogitClassifier

/// `logit predict`: the classes of rows.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predict the class of each row of a table.",
    discussion: """
      Writes the table as CSV with a column "predicted" and a column "probability_<class>" for each class behind its own. Columns \
      are found by name, in any order. Missing values and unknown categories count as the model has learned, and their numbers \
      are told on standard error.

      Standard input (-) is read line by line: as soon as a line is there, its prediction is written.

        logit predict model.safetensors new.csv -o predictions.csv
        logit predict model.safetensors new.csv --only-predictions --no-proba
        tail -f log.csv | logit predict model.safetensors -
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var input: TableOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write: .csv, .tsv, .csv.gz, .tsv.gz, .npy or .npz; standard output by default.",
      valueName: "file"),
    completion: .file(extensions: TableFormat.fileExtensions))
  var output: String?

  @Flag(help: "Leave out the table's own columns.")
  var onlyPredictions = false

  @Flag(inversion: .prefixedNo, help: "Whether to write the probability of each class.")
  var proba = true

  @Flag(help: "Say nothing about missing values, unknown categories and columns that are not used.")
  var quiet = false

  @Flag(help: "Print one JSON object with an array of predictions, without the table's own columns.")
  var json = false

  func validate() throws {
    if json && output != nil {
      throw ValidationError("--json writes to standard output; leave --output out, or redirect with >.")
    }
    if json && !proba {
      throw ValidationError("--json always has the probabilities; leave --no-proba out.")
    }
  }

  func run() throws {
    let format = try output.map { try TableFormat(path: $0) } ?? .csv
    if let output { try AtomicFile.requireWritable(output) }
    let classifier = try Classifier(contentsOf: model)
    let run = PredictionRun(
      classifier: classifier, modelPath: model, file: input.file, output: output, format: format,
      passesColumns: !onlyPredictions && !json, hasProbabilities: proba, isJSON: json, isQuiet: quiet)
    let options = try input.format.options(precision: .single)
    if let stream = try run.stream(options: options) {
      try run.predict(stream, decimal: options.usesDecimalComma ? UInt8(ascii: ",") : UInt8(ascii: "."))
    } else {
      var tableOptions = options
      tableOptions.kinds = classifier.textKinds
      try run.predict(TableSource(input.file, options: tableOptions).table)
    }
  }
}
