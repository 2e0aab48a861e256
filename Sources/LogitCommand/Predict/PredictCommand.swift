#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit predict`: the classes of rows.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", _superCommandName: Shell.commandName,
    abstract: "Predict the class of each row of a table.",
    discussion: """
      Writes the table as CSV with a column "predicted" and a column "probability_<class>" for each class behind its own, whose \
      fields stay as they stand. Columns are found by name, in any order. Missing values and unknown categories count as the \
      model has learned, and their counts are printed to standard error; a model of logit regress cannot read a row with one.

      Standard input (-) is read line by line: as soon as a line is there, its prediction is written. A row that cannot be \
      read ends the command after the rows before it; with --on-error skip it is left out, and with --on-error mark its \
      prediction is empty and a last column "error" says why.

        logit predict model.safetensors new.csv -o predictions.csv
        logit predict model.safetensors new.csv --only-predictions --no-proba
        logit predict model.safetensors new.csv --interval 0.95    # of a model that logit regress wrote
        tail -f log.csv | logit predict model.safetensors -
        logit predict model.keras rows.npy -o outputs.npy          # a model of another tool
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

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Of two classes, the probability above which the second is predicted; as the model was trained by default.",
      valueName: "p"))
  var threshold: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write a column set, too, of classes among which the true one is with this probability, such as 0.95; no such column by default.",
      valueName: "p"))
  var coverage: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Add intervals of this level to the probabilities, of a model that logit regress wrote; none by default.",
      valueName: "level"))
  var interval: Double?

  @Option(
    help: ArgumentHelp(
      "What becomes of a row that cannot be read: the command ends, it is left out, or it is marked.",
      valueName: "what"))
  var onError = RowErrorPolicy.fail

  @Option(help: "The most rows to leave out or mark; any number by default.")
  var maxErrors: Int?

  @OptionGroup(title: "Models of other tools") var foreignModel: ForeignModelOptions

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
    if let threshold { try DecisionOptionGroup.requireProbability(threshold, "\(threshold)") }
    if let coverage, !(coverage > 0 && coverage < 1) {
      throw OptionValueError("--coverage is \(coverage), but must be above 0 and below 1.")
    }
    if let interval, !(interval > 0 && interval < 1) {
      throw OptionValueError("--interval is \(interval), but must be above 0 and below 1, such as 0.95.")
    }
    try validateErrors()
  }

  func validateErrors() throws {
    guard let maxErrors else { return }
    if maxErrors < 0 { throw OptionValueError("--max-errors is \(maxErrors), but must be at least 0.") }
    if onError == .fail {
      throw ValidationError("--max-errors counts rows of --on-error skip or mark; give one of them, too.")
    }
  }

  func run() throws {
    do {
      try predict()
    } catch let error as DataError where onError == .fail && error.isOfRefusedValue {
      // What cannot be read has an option that makes it be read.
      throw ShellError(
        oneLine: error.description(.shell)
          + " Rows that cannot be predicted are left out with --on-error skip, and marked with --on-error mark."
      )
    }
  }

  private func predict() throws {
    if let output { _ = try TableFormat(path: output) }
    let inputs = InputFiles(model, input.file)
    if let output {
      try inputs.requireOther(than: output)
      try StagedFile.requireWritable(output)
    } else {
      try inputs.requireOtherThanStandardOutput()
    }
    if SparseInput.isModel(model) { return try predictSparse() }
    if let foreign = try foreignModel.model(model) { return try predict(foreign) }
    try predict(
      Classifier(model: model, beforeData: input.file).reading(as: input.format.columnsForModel()))
  }

  /// Predicts with a classifier.
  func predict(_ classifier: Classifier) throws {
    var classifier = classifier
    let format = try output.map { try TableFormat(path: $0) }
    if let threshold { classifier = try classifier.deciding(above: threshold) }
    var predictor = try RowPredictor(classifier)
    (predictor.passesColumns, predictor.hasProbabilities) = (!onlyPredictions && !json, proba)
    (predictor.onError, predictor.maximumErrorCount) = (onError, maxErrors)
    if interval != nil { try requireIntervals(of: classifier) }
    predictor.intervalLevel = interval
    if let coverage { try predictor.setCoverage(coverage) }
    let options = try input.format.options()
    if try !isText() {
      try predictTable(predictor, format, options)
    } else if let format, format.separator == nil {
      try write(predictor.predict(textAt: input.file, options: options), of: predictor, format)
    } else {
      try predictStream(predictor, format, options)
    }
  }

  private func requireIntervals(of classifier: Classifier) throws {
    if let reason = classifier.reasonClauseForNoInference {
      throw ShellError(
        oneLine:
          "\(model) has no intervals, since how sure its coefficients are is not known (\(reason)); fit the rows with "
          + "logit regress, or leave --interval out.")
    }
    let separated = classifier.separatedTerms
    guard !separated.isEmpty else { return }
    throw ShellError(
      oneLine:
        "\(model) has no intervals, since the classes were separated in the rows of the regression and "
        + "\(DataError.list(separated)) \(separated.count == 1 ? "has" : "have") no finite coefficient; fit the rows with "
        + "logit regress --firth, or leave --interval out.")
  }

  /// What the file is called in JSON.
  private var source: String { input.file == "-" ? "standard input" : input.file }

  /// Whether rows can be read as they come.
  private func isText() throws -> Bool {
    if input.file == "-" { return try !TableFormat.isReadOnlyAtStandardInput() }
    guard try TableSource.bundledSet(input.file) == nil else { return false }
    return try TableFormat(contentsOf: input.file).isText
  }

  private func predictStream(
    _ predictor: RowPredictor, _ format: TableFormat?, _ options: CSVOptions
  ) throws {
    let stream = try CSVStream(path: input.file, options: predictor.readingOptions(options))
    var rows = try predictor.predict(stream)
    if let format {
      rows.separate(as: format, readAs: input.file == "-" ? nil : try? TableFormat(path: input.file))
    }
    tell(predictor.notes(extraColumns: rows.extraColumns))
    let staged = try output.map { try StagedFile($0) }
    let target: any ByteSink = if let staged { staged } else { OutputDescriptor.standardOutput }
    let compressed = format?.isCompressed == true ? GzipSink(target) : nil
    // Half an object is none, so that nothing of it is written if a row ends the prediction.
    let held = json ? HeldBytes() : nil
    let sink: any ByteSink = if let held { held } else if let compressed { compressed } else { target }
    let form = json ? PredictedRows.Form.json(model: model, source: source) : .separated
    let notes = try rows.write(as: form) { try sink.write($0) }
    try held?.pass(to: OutputDescriptor.standardOutput)
    try compressed?.finish()
    try staged?.commit()
    tell(notes, besides: true)
  }

  private func predictTable(_ predictor: RowPredictor, _ format: TableFormat?, _ options: CSVOptions) throws {
    var options = predictor.classifier.readingOptions(options)
    // Columns that are written again have to be of a kind that can be, whether the model uses them or not.
    if predictor.passesColumns { options.columnNeeds.used = nil }
    let table = try TableSource(input.file, options: options).table
    if json {
      let (bytes, notes) = try predictor.json(table, model: model, source: source)
      try OutputDescriptor.standardOutput.write(bytes)
      return tell(notes, besides: true)
    }
    try write(predictor.predict(table), of: predictor, format ?? .csv)
  }

  private func write(
    _ result: (table: Table, notes: PredictionNotes), of predictor: RowPredictor, _ format: TableFormat
  ) throws {
    tell(predictor.notes(extraColumns: result.notes.extraColumns))
    try format.write(result.table, to: output)
    if !quiet { Shell.note(format.losses(of: result.table).map { "Note: \($0)\n" }.joined()) }
    tell(result.notes, besides: true)
  }

  /// Says what was noticed.
  ///
  /// - Parameter besides: Whether what is known without any rows was said before.
  private func tell(_ notes: PredictionNotes, besides: Bool = false) {
    var notes = notes
    if besides { (notes.extraColumns, notes.separated) = ([], []) }
    // Rows that are not there, or have no prediction, are said in any case.
    let text = quiet || json ? notes.errorsText : notes.description
    if !text.isEmpty { Shell.note(text) }
  }
}
#endif
