#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitInterchange
import LogitReports

/// `logit report`: a model to send.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", _superCommandName: Shell.commandName,
    abstract: "Write a model as one page that can be sent, opened anywhere and argued with.",
    discussion: """
      The page has a verdict with intervals, what to know before relying on the model, the rows by score with a threshold \
      that moves, curves, coefficients or the importance of columns, a row whose values can be changed, the columns, and how \
      to make all of it again. It needs no network, and is complete without its script. Of the file the model was trained on, \
      rows held out are measured, or each by a model trained without it; without a file nothing is measured. No row of the \
      data is in the page but for those that --rows asks for.

      Several models of one target stand side by side, with the difference on each row.

        logit report model.safetensors holdout.csv
        logit report model.safetensors holdout.csv --rows 5 --card use.md -o diagnosis.html
        logit report ridge.safetensors network.safetensors holdout.csv
        logit report model.safetensors holdout.csv --markdown -o MODEL_CARD.md
      """)

  @Argument(
    help: ArgumentHelp(
      "The model file, or several, and after them a table with the target column.",
      valueName: "model> ... <file"),
    completion: .file())
  var paths: [String]

  @OptionGroup var csv: CSVFormatOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; report.html by default, or report.md.", valueName: "file"),
    completion: .file(extensions: ["html", "md"]))
  var output: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many rows of the data to put in, those predicted wrong first; 0 by default.", valueName: "n"))
  var rows = 0

  @Option(
    help: ArgumentHelp(
      "A file of Markdown with the author's words on use, limits and whom to ask; none by default.",
      valueName: "file"),
    completion: .file(extensions: ["md"]))
  var card: String?

  @Flag(help: "Write a model card in Markdown, for a repository, rather than a page.")
  var markdown = false

  @OptionGroup(title: "Models of other tools") var foreignRows: ForeignRowsOptions

  @OptionGroup var printing: OutputOptions<ReportOutputHelp>

  func validate() throws {
    if !(0...Self.mostRows).contains(rows) {
      throw OptionValueError("--rows is \(rows), but must be from 0 to \(Self.mostRows.grouped).")
    }
  }

  private static let mostRows = 1_000

  func run() throws {
    let (models, file) = split()
    let destination = try ReportDestination(
      output ?? (markdown ? "report.md" : "report.html"), option: "--output", isMarkdown: markdown,
      inputs: models + [file, card].compactMap(\.self))
    var options = ReportOptions()
    (options.includedRowCount, options.card) = (rows, try card.map(ReportOptions.card(contentsOf:)))
    if rows > 0, file == nil {
      throw ValidationError("--rows puts rows of a file into the report; name one after the model.")
    }
    if models.count > 1, file == "-" {
      throw ValidationError("Standard input can be read once, and each model reads the table; name a file.")
    }
    var tables = file.map { ReportTables($0) }
    let subjects = try models.map { try subject($0, of: models, file, &tables, &options) }
    options.commands = commands(models, file)
    if !subjects[0].isForeign {
      options.inferenceCommand = subjects[0].classifier.regressCommand(file: file, subjects[0].table, csv)
    }
    let report = try ClassifierReport(subjects, options: options)
    try destination.write(report)
    if let note = report.rows?.convergenceNote { Shell.note(note) }
    if printing.json { try Shell.print(report.json(output: destination.path, names: .shell).description) }
    if printing.isForPeople { try Shell.print(destination.text(report)) }
  }

  /// The models, and the table behind them, if there is one.
  private func split() -> (models: [String], file: String?) {
    guard paths.count > 1, let last = paths.last, !Classifier.isModel(last) else { return (paths, nil) }
    return (Array(paths.dropLast()), last)
  }

  /// A model with its rows.
  private func subject(
    _ model: String, of models: [String], _ file: String?, _ tables: inout ReportTables?,
    _ options: inout ReportOptions
  ) throws -> ReportSubject {
    // What is said of another tool's models is none of those beside them.
    let isOther = !ForeignModel.isForeign(model) && models.contains(where: ForeignModel.isForeign)
    let foreign = try isOther ? nil : foreignRows.classifier(model, of: file, csv)
    let classifier = try (foreign ?? Classifier(model: model, beforeData: file)).reading(
      as: csv.columnsForModel())
    let source = try tables?.source(classifier.readingOptions(csv.options()))
    if let source { options.source = source.name }
    var subject = ReportSubject(
      name: model.lastComponent, classifier: classifier, table: source?.table,
      hash: try ReportSubject.hash(of: model))
    subject.isForeign = foreign != nil
    return subject
  }

  /// What to type to see the same numbers.
  private func commands(_ models: [String], _ file: String?) -> [String] {
    let names = models.map(\.shownPath)
    guard let file = file.map({ $0 == "-" ? "-" : $0.shownPath }) else {
      return names.map { ["logit", "summary", $0].shellLine }
    }
    let isForeign = models.map(ForeignModel.isForeign)
    let evaluations = zip(names, isForeign).map { name, isForeign -> [String] in
      ["logit", "evaluate", name, file] + csv.given + (isForeign ? foreignRows.given : [])
    }
    var report = ["logit", "report"] + names + [file]
    report += csv.given + foreignRows.given
    report += typed("--rows", rows == 0 ? nil : "\(rows)") + typed("--card", card?.shownPath)
    if markdown { report.append("--markdown") }
    let why = ["logit", "why", names[0], file] + csv.given + (isForeign[0] ? foreignRows.matching.given : [])
    return (evaluations + [report, why]).map(\.shellLine)
  }
}

extension Classifier {
  /// A command that estimates the coefficients of the same columns without a penalty, with errors and tests; `nil` for
  /// a model that has such already, or has no coefficients.
  ///
  /// - Parameters:
  ///   - file: What was typed for the rows; `nil` if there were none.
  ///   - table: The rows; where the classifier was not trained on them, the file that it was trained on is named.
  ///   - format: How the file is written.
  func regressCommand(file: String?, _ table: Table?, _ format: CSVFormatOptions) -> String? {
    let isOwn = table.map(wasTrained) ?? false
    let own = isOwn ? file.map { $0 == "-" ? "-" : $0.shownPath } : nil
    return regressCommand(file: own ?? provenance.source, format)
  }

  /// The same for a file that is named so.
  func regressCommand(file: String, _ format: CSVFormatOptions) -> String? {
    guard inference == nil, !coefficients.isEmpty, !file.isEmpty else { return nil }
    let names: Set = ["features", "exclude", "positive", "weights", "offset"]
    let columns = (provenance.options?.words ?? []).filter { names.contains($0.name) }
    var arguments = ["logit", "regress", file, "--target", target]
    for option in columns { arguments += typed("--\(option.name)", option.text) }
    arguments += format.given
    // What the classifier remembers of how its table was read, regress must be told.
    let words = reading.ownMissingWords.subtracting(format.missing).sorted()
    for word in words { arguments += typed("--missing", word) }
    if reading.usesDecimalComma, !format.decimalComma { arguments.append("--decimal-comma") }
    return arguments.shellLine
  }
}

enum ReportOutputHelp: OutputHelp {
  static let json = "Print the report as one JSON object, besides writing the file."
}
#endif
