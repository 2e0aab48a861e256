#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitInterchange

/// `logit why`: what makes a row's prediction?
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", _superCommandName: Shell.commandName,
    abstract: "Show what makes the predictions of rows.",
    discussion: """
      For each row, how far each of its values moves the log-odds away from those of a typical row, and the nearest change \
      of a single value with which another class would be predicted. The contributions are Shapley values, of a linear model \
      of two classes its weights times the differences; with the typical row's log-odds they add up to the row's.

      The typical row has what missing values of numbers count as (their mean or median in training), the most frequent \
      categories, in a formula the reference levels; of another tool's model, which knows nothing of the kind, the medians \
      and most frequent values of the file. Of a model of sparse rows it is a row without entries: no word, no category, \
      and numbers at their means; the contributions are those of the words and entries that are there.

        logit why model.safetensors new.csv --row 17
        logit why model.safetensors new.csv --json
        logit why model.safetensors new.svm --row 3         # a model of sparse rows
        logit why model.keras rows.csv --row 1              # a model of another tool
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var input: TableOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The row to explain, counted from 1; all by default.", valueName: "n"))
  var row: Int?

  @OptionGroup(title: "Models of other tools") var foreignModel: ForeignModelOptions

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func validate() throws {
    if let row, row < 1 { throw OptionValueError("--row is \(row), but must be at least 1.") }
  }

  func run() throws {
    if SparseInput.isModel(model) { return try explainSparse() }
    let foreign = try foreignClassifier()
    let classifier = try (foreign ?? Classifier(model: model, beforeData: input.file)).reading(
      as: input.format.columnsForModel())
    let options = classifier.readingOptions(try input.format.options())
    let source = try TableSource(input.file, options: options)
    let rows = try rows(of: source.table.rowCount, source.name)
    let explainer =
      try foreign == nil ? Explainer(classifier) : Explainer(classifier, typicalOf: source.table)
    let explanations = try explainer.explain(source.table, rows: rows)
    let unknown = explainer.columnsWithoutTypicalValue
    if !unknown.isEmpty {
      Shell.note(
        "Note: the model knows no typical value of \(DataError.list(unknown)); medians and most frequent values of "
          + "\(source.name) take their place.\n")
    }
    if json {
      let object = explanations.json(of: classifier, model: model, source: source.name)
      return try Shell.print(object.description)
    }
    for (index, explanation) in explanations.enumerated() {
      try Shell.print("\(index == 0 ? "" : "\n")\(explanation)", terminator: "")
    }
  }

  /// Another tool's model as a classifier of the file's rows; `nil` for one of Logit's own.
  private func foreignClassifier() throws -> Classifier? {
    guard let foreign = try foreignModel.model(model) else { return nil }
    try foreign.requireProbabilities(model)
    let (classifier, note) = try foreignModel.classifier(
      foreign, model, ofRowsIn: input.file, input.format.options())
    foreign.tell(note)
    return classifier
  }
}
#endif
