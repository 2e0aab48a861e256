#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitReports

/// `logit path`: coefficients along the penalty.
struct PathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Follow the coefficients of a table's columns as the penalty becomes weaker.",
    discussion: """
      Finds the optimum of logistic or softmax regression for each lambda of a descending sequence, on all rows, and says how \
      many features have a coefficient and how much of the deviance they explain. A lambda means what it means in logit fit. \
      Coefficients are those of the features as encoded, in original units: a category is 1 or 0. logit cv chooses a lambda.

        logit path patients.csv --target outcome
        logit path patients.csv --target outcome -o path.svg
        logit path patients.csv --target outcome --l1-ratio 0.5 --penalty-factor age=0 --json
      """)

  @OptionGroup var input: TableOptions

  @OptionGroup var model: ModelOptions

  @OptionGroup(title: "Penalty") var penalty: PenaltyPathOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to draw the coefficients to, ending in \(FigureFormat.endings.joined(separator: ", ")); none by default.",
      valueName: "figure"))
  var output: String?

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func run() throws {
    let options = try model.options(input.format)
    let pathOptions = try penalty.options()
    let destination = try output.map { try FigureDestination($0, inputs: InputFiles(input.file)) }
    var source = try input.read()
    let target = try model.target ?? source.requireTarget()
    let path = try CoefficientPath(
      source.takeTable(), target: target, source: source.name, options: options, path: pathOptions)
    try destination?.write(path.figure())
    if printing.json { try Shell.print(path.json.description) }
    guard printing.isForPeople else {
      // The object has no place for it, and not even --quiet keeps an unfinished fit from being said.
      if let note = path.convergenceNote { Shell.note(note) }
      return
    }
    try Shell.print(path.description, terminator: "")
    if let destination { try Shell.print("Figure: \(destination.path)") }
    try Shell.print(
      "Next: logit cv \(source.argument.shellQuoted) --target \(target.shellQuoted)\(penalty.ratioText)"
        + (penalty.like.map { " --like \($0.rawValue)" } ?? "") + penalty.columns.text
        + model.rowText)
  }
}

extension PenaltyPathOptions {
  /// The option for the share, unless it is that of the lasso.
  var ratioText: String { l1Ratio == 1 ? "" : " --l1-ratio \(l1Ratio.shortText)" }
}
#endif
