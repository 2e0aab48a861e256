#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitData
import LogitReports

/// What a command that varies the penalty takes: a table, the model and penalties, and where the result goes.
struct PenaltyStudy: ParsableArguments {
  @OptionGroup var input: TableOptions

  @OptionGroup var model: ModelOptions

  @OptionGroup(title: "Penalty") var penalty: PenaltyPathOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to draw the result to, ending in \(FigureFormat.endings.joined(separator: ", ")); none by default.",
      valueName: "figure"))
  var output: String?

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>
}

/// What comes of varying the penalty.
protocol PenaltyStudyResult: CustomStringConvertible {
  /// As one JSON object, in which options are called so.
  func json(_ names: OptionNames) -> JSON
  /// What is worth knowing of the columns.
  var findings: [Finding] { get }
  /// That fits are no optima, as a line; `nil` if all are.
  var convergenceNote: String? { get }
  /// The figure that shows it.
  func figure() throws -> ClassifierFigure
}

extension CoefficientPath: PenaltyStudyResult {}
extension PenaltyValidation: PenaltyStudyResult {}

extension PenaltyStudy {
  /// A command that comes next: with the arguments of this one, but for some options and with others.
  struct NextCommand {
    let name: String
    /// Options that it does not have, or sets otherwise; each has a value.
    var dropped: Set<String> = []
    var added = ""
  }

  /// What a study is made of.
  struct Subject {
    var source: TableSource
    let target: String
    let options: ClassifierOptions
    let path: PathOptions
  }

  /// Reads the table, makes the study, and draws and prints what comes of it.
  ///
  /// - Parameters:
  ///   - options: How columns and rows are read and used.
  ///   - study: Makes the study.
  ///   - next: The command that comes next; `nil` if there is none.
  func run<Result: PenaltyStudyResult>(
    _ options: ClassifierOptions, study: (inout Subject) throws -> Result,
    next: (_ of: Result) -> NextCommand?
  ) throws {
    let pathOptions = try penalty.options()
    let destination = try output.map { try FigureDestination($0, inputs: InputFiles(input.file)) }
    let source = try input.read(
      model.columns.used, and: [model.target, model.weights, model.offset])
    let target = try model.target ?? source.requireTarget()
    // With no other copy of it the table is freed as it is used.
    var subject = Subject(source: consume source, target: target, options: options, path: pathOptions)
    let result = try study(&subject)
    try destination?.write(result.figure())
    if printing.json { try Shell.print(result.json(.shell).description) }
    guard printing.isForPeople else {
      // The object has no place for it, and not even --quiet keeps an unfinished fit from being said.
      if let note = result.convergenceNote { Shell.note(note) }
      return
    }
    try Shell.print(result.description, terminator: "")
    let warnings = result.findings.text(.shell)
    if !warnings.isEmpty { try Shell.print("\n\(warnings)", terminator: "") }
    if let destination { try Shell.print("Figure: \(destination.path)") }
    if let next = next(result) {
      let dropped = next.dropped.union(["-o", "--output"])
      try Shell.print(
        "Next: logit \(next.name)\(CarriedArguments.text(without: dropped, adding: next.added))")
    }
  }
}
#endif
