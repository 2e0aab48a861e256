#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitInterchange

/// `logit summary`: what is in a model file, and how sure is it of other rows?
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", _superCommandName: Shell.commandName,
    abstract: "Show what a model file holds, or how sure its coefficients are on other rows.",
    discussion: """
      Shows layers, features, classes, coefficients and origin; of a model that logit regress wrote also its table. With a \
      file, the terms of such a model, and of one that logit fit wrote with --penalty none, are fitted anew to its rows. Of \
      another tool's linear model the errors of the coefficients are worked out at their stored values; of coefficients that \
      a penalty pulled towards 0 there are none.

        logit summary model.safetensors
        logit summary model.safetensors new.csv --robust hc3
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: ArgumentHelp(TableFormat.inputHelp), completion: .file(extensions: TableFormat.inputExtensions))
  var file: String?

  @OptionGroup var csv: CSVFormatOptions

  @OptionGroup var errors: ErrorOptions

  @OptionGroup(title: "Models of other tools") var foreignRows: ForeignRowsOptions

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func validate() throws {
    guard file == nil else { return }
    if let given = errors.given ?? errors.level.map({ _ in "--level" }) {
      throw ValidationError("\(given) is for the rows of a file; name one after the model.")
    }
  }

  func run() throws {
    if SparseInput.isModel(model) { return try summarizeSparse() }
    if file == nil, let foreign = try foreignRows.layers(model) { return try show(foreign) }
    let classifier =
      try foreignRows.classifier(model, of: file, csv, isFolded: true)
      ?? Classifier(model: model, beforeData: file)
    if let file { return try showRows(of: file, classifier.reading(as: csv.columnsForModel())) }
    let report = classifier.regressionReport
    if json {
      try Shell.print(
        classifier.summaryJSON(
          path: model,
          inference: report?.json(modelPath: model, hasCovariance: false, names: .shell)))
      return
    }
    try Shell.print(classifier.summaryText(path: model), terminator: "")
    if let report {
      try Shell.print("\n\(report.description(.shell))", terminator: "")
    } else if let reason = classifier.reasonForNoInference {
      try Shell.print("\n\(reason) logit regress fits one that has them.")
    }
  }

  /// Shows the layers of another tool's model.
  private func show(_ foreign: ForeignModel) throws {
    if json {
      throw ValidationError(
        "--json is for models of Logit's own; logit inspect --json describes other tools' files.")
    }
    try Shell.print(foreign.model.summary())
    if let text = try foreign.coefficientsText(source: model) { try Shell.print(text, terminator: "") }
    foreign.tell(nil)
  }

  /// Shows how sure the coefficients are on other rows.
  private func showRows(of file: String, _ classifier: Classifier) throws {
    let source = try TableSource(file, options: classifier.readingOptions(try csv.options()))
    let report = try classifier.inference(
      of: source.table, source: source.name, errors: errors.errors, level: errors.level)
    if json {
      try Shell.print(report.json(modelPath: model, hasCovariance: false, names: .shell).description)
    } else {
      try Shell.print(report.description(.shell), terminator: "")
    }
  }
}
#endif
