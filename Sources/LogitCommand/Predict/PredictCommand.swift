#if Command
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
      "The file to write: \(TableFormat.endings); standard output by default.",
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
    if let output { try StagedFile.requireWritable(output) }
    var predictor = try RowPredictor(Classifier(contentsOf: model))
    (predictor.passesColumns, predictor.hasProbabilities) = (!onlyPredictions && !json, proba)
    let options = try input.format.options()
    if try isStream(format, options) {
      try predictStream(predictor, options)
    } else {
      try predictTable(predictor, format, options)
    }
  }

  /// What the file is called in JSON.
  private var source: String { input.file == "-" ? "standard input" : input.file }

  /// Whether rows can be read and written as they come.
  private func isStream(_ format: TableFormat, _ options: CSVOptions) throws -> Bool {
    guard options.encoding == .utf8, format == .csv else { return false }
    if input.file == "-" { return true }
    guard try TableSource.bundledSet(input.file) == nil else { return false }
    let found = try TableFormat(contentsOf: input.file)
    return found.separator != nil && found.signature.isEmpty
  }

  private func predictStream(_ predictor: RowPredictor, _ options: CSVOptions) throws {
    let stream = try CSVStream(path: input.file, options: predictor.readingOptions(options))
    let rows = try predictor.predict(stream)
    tell(PredictionNotes(extraColumns: rows.extraColumns))
    let staged = try output.map { try StagedFile($0) }
    let target: any ByteSink = if let staged { staged } else { OutputDescriptor.standardOutput }
    var notes = try rows.write(
      as: json ? .json(model: model, source: source) : .separated,
      decimal: options.usesDecimalComma ? "," : "."
    ) { try target.write($0) }
    try staged?.commit()
    notes.extraColumns = []
    tell(notes)
  }

  private func predictTable(_ predictor: RowPredictor, _ format: TableFormat, _ options: CSVOptions) throws {
    var options = options
    options.kinds = predictor.classifier.textKinds
    let table = try TableSource(input.file, options: options).table
    if json {
      return try OutputDescriptor.standardOutput.write(predictor.json(table, model: model, source: source))
    }
    tell(PredictionNotes(extraColumns: try predictor.extraColumns(among: table.columnNames)))
    var (result, notes) = try predictor.predict(table)
    if let output {
      try format.writer.write(result, to: output)
    } else {
      try CSVWriter().write(result, to: OutputDescriptor.standardOutput)
    }
    notes.extraColumns = []
    tell(notes)
  }

  private func tell(_ notes: PredictionNotes) {
    let text = notes.description
    if !quiet && !json && !text.isEmpty { Terminal.writeError(text) }
  }
}
#endif
