#if Command
import ArgumentParser
import Logit
import LogitReports

/// `logit plot`: what did a model learn, and how good is it?
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", _superCommandName: Shell.commandName,
    abstract: "Draw a model: learning curve, weights, odds ratios, and how it does on a table.",
    discussion: """
      \(kindList)
      The first four need the model only, the others a table with the target column. If it is the one the model was trained
      on, only rows held out then are drawn, or each row as a model predicts it that was trained without it. Forest, effects,
      residuals, influence and profile are for models of logit regress; profile fits the terms many times, and is drawn only
      where it is asked for. Effects go from the 1st to the 99th percentile of the table's rows; without one, as far as the \
      numbers' deviations.

        logit plot model.safetensors
        logit plot model.safetensors holdout.csv
        logit plot model.safetensors holdout.csv --kind roc -o roc.svg
        logit plot model.safetensors holdout.csv --kind confusion --format terminal
        logit plot model.safetensors patients.csv --kind forest,effects,profile
      """)

  /// The kinds with what each shows, a line each.
  private static var kindList: String {
    var list = AlignedText(indent: "")
    for plot in ClassifierPlot.all { list.append(plot.name, plot.summary) }
    return list.text
  }

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: ArgumentHelp(TableFormat.inputHelp), completion: .file(extensions: TableFormat.inputExtensions))
  var file: String?

  @OptionGroup var csv: CSVFormatOptions

  @Option(
    help: ArgumentHelp(
      "What to draw, with commas between; by default all that makes sense.", valueName: "kind"),
    completion: .list(ClassifierPlot.all.map(\.name)))
  var kind: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      The folder to write the figures to, figures by default; or the file for a single one, ending in \
      \(FigureFormat.endings.dropLast().joined(separator: ", ")) or \(FigureFormat.endings.last ?? "").
      """,
      valueName: "path"), completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      """
      \(PlotFormat.allCases.dropLast().map(\.rawValue).joined(separator: ", ")), or terminal to draw without \
      writing files; svg by default.
      """))
  var format: PlotFormat?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      How many coefficients to draw, the strongest; 20 by default, 40 in forest and 12 in profile. In effects, how many \
      variables, 12 by default.
      """, valueName: "n"))
  var top: Int?

  @Flag(help: "Draw all rows as the model predicts them, even those it was trained on.")
  var allRows = false

  @OptionGroup(title: "Models of other tools") var foreignRows: ForeignRowsOptions

  @OptionGroup var printing: OutputOptions<FigureOutputHelp>

  func validate() throws {
    if printing.quiet && format == .terminal {
      throw ValidationError("--quiet and --format terminal contradict each other; give one of them.")
    }
    if let top, top < 1 { throw OptionValueError("--top is \(top), but must be at least 1.") }
  }

  func run() throws {
    let output = try PlotOutput(path: output, format: format)
    let asked = try askedKinds()
    if SparseInput.isModel(model) { return try plotSparse(asked, to: output) }
    let classifier = try
      (foreignRows.classifier(model, of: file, csv) ?? Classifier(model: model, beforeData: file)).reading(
        as: csv.columnsForModel())
    let hasFile = file != nil
    let kinds =
      asked.isEmpty ? ClassifierPlot.usual(for: classifier, hasRows: hasFile).map(withTop) : asked
    if let top, !kinds.contains(where: { $0.withTop(top) != nil }) {
      let names = kinds.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "--top is for coefficients, forest, effects and profile, which are not among the figures to draw: \(names)."
      )
    }
    try Self.requireRoom(for: kinds, in: output)
    let source = try source(classifier)
    let subject = try FigureSubject(
      classifier, path: model, source?.table, source: source?.name, takesAllRows: allRows,
      needsPredictions: kinds.contains(where: \.needsPredictions))
    try draw(kinds, of: subject, to: output, areAsked: !asked.isEmpty)
  }

  /// Makes sure that one file is for one figure.
  static func requireRoom(for kinds: [ClassifierPlot], in output: PlotOutput) throws {
    guard case .file(let path) = output, kinds.count != 1 else { return }
    throw ValidationError(
      "--output \(path) names one file for \(kinds.count) figures; choose one with --kind, or name a folder.")
  }

  /// Draws figures and says where they are.
  func draw(
    _ kinds: [ClassifierPlot], of subject: FigureSubject, to output: PlotOutput, areAsked: Bool
  ) throws {
    let inputs = InputFiles(model, file)
    for kind in kinds {
      if let path = output.path(kind.name) { try inputs.requireOther(than: path) }
    }
    try output.prepare()
    let figures = try DrawnFigures(kinds, of: subject) { try output.write($0, name: $1) }
    let reasons = figures.skipped.map(\.shellDescription)
    guard !figures.drawn.isEmpty || reasons.isEmpty else {
      throw ShellError(oneLine: reasons.joined(separator: " "))
    }
    if printing.json { try Shell.print(figures.json(\.shellDescription).description) }
    // What was asked for and is not there is said even with --quiet; in JSON it is in the object.
    if !reasons.isEmpty && !printing.json && (!printing.quiet || areAsked) {
      Shell.note(reasons.map { $0 + "\n" }.joined())
    }
    // Not even --quiet keeps an unfinished fit from being said.
    if let note = subject.rows?.convergenceNote { Shell.note(note) }
    guard printing.isForPeople else { return }
    if Terminal.isInteractive || format == .terminal {
      try Shell.draw(figures.drawing(size: .detected, color: .detected))
    }
    try Shell.print(figures.text(allRows: "--all-rows"), terminator: "")
  }

  /// The rows of the file; `nil` if none was given.
  private func source(_ classifier: Classifier) throws -> TableSource? {
    guard let file else { return nil }
    let source = try TableSource(file, options: classifier.readingOptions(try csv.options()))
    let (target, columns) = (classifier.target, source.table.columnNames)
    guard classifier.explainsCounts || columns.contains(target) else {
      throw ShellError(
        oneLine: "\(source.name) has no column \"\(target)\", which says the class of each row"
          + "\(target.nearest(among: columns).suggestion) Its columns are \(DataError.list(columns)). Rename or add the "
          + "column, or leave the file out to draw what needs no rows.")
    }
    return source
  }

  private func askedKinds() throws -> [ClassifierPlot] {
    try ClassifierPlot.all.chosen(kind, option: "--kind", called: "kind", name: \.name).map(withTop)
  }

  /// The kind, with as many coefficients or variables as asked for.
  private func withTop(_ kind: ClassifierPlot) -> ClassifierPlot { top.flatMap(kind.withTop) ?? kind }
}

enum FigureOutputHelp: OutputHelp {
  static let json = "Print one JSON object with the curves' numbers instead of text."
}
#endif
