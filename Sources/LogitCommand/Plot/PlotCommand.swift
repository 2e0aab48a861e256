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
    if top != nil, !kinds.contains(where: { Self.kindsWithTop[$0.name] != nil }) {
      let names = kinds.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "--top is for coefficients, forest, effects and profile, which are not among the figures to draw: \(names)."
      )
    }
    try Self.requireRoom(for: kinds, in: output)
    let subject = try PlotSubject(
      classifier, path: model, source: source(classifier), takesAllRows: allRows,
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
    _ kinds: [ClassifierPlot], of subject: PlotSubject, to output: PlotOutput, areAsked: Bool
  ) throws {
    let inputs = InputFiles(model, file)
    for kind in kinds {
      if let path = output.path(kind.name) { try inputs.requireOther(than: path) }
    }
    try output.prepare()
    var report = PlotReport(subject)
    for kind in kinds {
      do {
        let figure = try subject.classifier.figure(kind, rows: subject.rows, table: subject.table)
        report.drawn.append((kind, figure, try output.write(figure.page, name: kind.name)))
      } catch let reason as UnsuitablePlot {
        // Of several kinds those that can be drawn are.
        if kinds.count == 1 { throw reason }
        report.skipped.append(reason)
      }
    }
    try report.requireFigure()
    if printing.json { try Shell.print(report.json) }
    // What was asked for and is not there is said even with --quiet; in JSON it is in the object.
    if !report.skipped.isEmpty && !printing.json && (!printing.quiet || areAsked) {
      Shell.note(report.skippedText)
    }
    // Not even --quiet keeps an unfinished fit from being said.
    if let note = subject.rows?.convergenceNote { Shell.note(note) }
    if printing.isForPeople { try show(report) }
  }

  private func show(_ report: PlotReport) throws {
    if Terminal.isInteractive || format == .terminal {
      try Shell.draw(report.drawing(size: .detected, color: .detected))
    }
    try Shell.print(report.text, terminator: "")
  }

  private func source(_ classifier: Classifier) throws -> TableSource? {
    let options = classifier.readingOptions(try csv.options())
    return try file.map { try TableSource($0, options: options) }
  }

  /// The kinds that draw as many things as asked for.
  private static let kindsWithTop: [String: @Sendable (Int) -> ClassifierPlot] = [
    ClassifierPlot.coefficients.name: { .coefficients(top: $0) },
    ClassifierPlot.forest.name: { .forest(top: $0) },
    ClassifierPlot.effects.name: { .effects(top: $0) },
    ClassifierPlot.profile.name: { .profile(top: $0) },
  ]

  /// The kind, with as many coefficients or variables as asked for.
  private func withTop(_ kind: ClassifierPlot) -> ClassifierPlot {
    guard let top, let make = Self.kindsWithTop[kind.name] else { return kind }
    return make(top)
  }

  private func askedKinds() throws -> [ClassifierPlot] {
    let names = ClassifierPlot.all.map(\.name)
    var kinds: [ClassifierPlot] = []
    for name in try kind.flatMap({ try [String](list: $0, option: "--kind") }) {
      guard let kind = ClassifierPlot.all.first(where: { $0.name == name }) else {
        throw OptionValueError(
          "There is no kind '\(name)'\(name.nearest(among: names).suggestion) The kinds are \(names.joined(separator: ", "))."
        )
      }
      if !kinds.contains(where: { $0.name == name }) { kinds.append(withTop(kind)) }
    }
    return kinds
  }
}

enum FigureOutputHelp: OutputHelp {
  static let json = "Print one JSON object with the curves' numbers instead of text."
}
#endif
