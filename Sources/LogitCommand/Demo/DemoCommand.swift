#if Command
import ArgumentParser
import Logit
import LogitPlots

/// `logit demo`: three classic problems from data to figure.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", _superCommandName: Shell.commandName,
    abstract: "Train three classic classifiers on made-up data and draw them.",
    discussion: """
      sigmoid   1-D logistic regression: two bell curves at -4 and 4
      boundary  2-D logistic regression: two clouds and the line between them
      softmax   softmax regression: three clouds

      Prints what was learned, draws the figures in the terminal and writes them as SVG.
      """)

  // Text until `run`: only so is a misspelled option called that, rather than its value a strange problem.
  @Argument(
    help: "The problem: sigmoid, boundary, softmax or all.", completion: .list(DemoSelection.names))
  var problem = "all"

  // Unconditional: a negative number is a value to complain of, not an option.
  @Option(parsing: .unconditional, help: "The seed of the data, the first weights and the order of rows.")
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: """
      The number of passes over the data; by default \(SigmoidProblem.defaultEpochs) for sigmoid, \
      \(BoundaryProblem.defaultEpochs) for boundary, \(SoftmaxProblem.defaultEpochs) for softmax.
      """)
  var epochs: Int?

  @Option(help: ArgumentHelp("The folder to write the figures to.", valueName: "dir"), completion: .directory)
  var output = "figures"

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func validate() throws {
    if let epochs, epochs < 1 { throw OptionValueError("--epochs is \(epochs), but must be at least 1.") }
    if output.isEmpty { throw OptionValueError("--output is empty, but must name a folder; . is this one.") }
  }

  func run() throws {
    guard let problems = DemoSelection(rawValue: problem)?.problems else {
      throw OptionValueError(
        "The problem is '\(problem)', but must be one of \(DemoSelection.names.joined(separator: ", ")).")
    }
    // Before training, which may take long.
    try FileSystem.createDirectory(output)
    var reports: [DemoReport] = []
    for (index, problem) in problems.enumerated() {
      let report = try run(problem)
      reports.append(report)
      if printing.isForPeople { try show(report, isLast: index == problems.count - 1) }
    }
    if printing.json { try Shell.print(DemoReport.json(reports, seed: seed)) }
  }

  private func run(_ problem: any DemoProblem.Type) throws -> DemoReport {
    let settings = DemoSettings(
      seed: seed, epochs: epochs ?? problem.defaultEpochs,
      verbosity: printing.isForPeople ? problem.verbosity : .silent)
    if printing.isForPeople { try Shell.print("\(problem.title)\n") }
    let result = try problem.run(settings)
    let paths = try result.figures.map { name, figure in
      let path = output.hasSuffix("/") ? "\(output)\(name).svg" : "\(output)/\(name).svg"
      try figure.write(to: path)
      return path
    }
    return DemoReport(problem: problem.name, result: result, figurePaths: paths)
  }

  private func show(_ report: DemoReport, isLast: Bool) throws {
    try Shell.print(report.result.text)
    let size = TerminalSize.detected
    for (index, (_, figure)) in report.result.figures.enumerated() {
      // The last figure of a problem shows what was learned; those before it need less room.
      let isLast = index == report.result.figures.count - 1
      let height = isLast ? min(max(size.rows - 4, 16), 26) : 10
      try Shell.draw(figure.text(width: min(size.columns, 100), height: height, color: .detected))
    }
    try Shell.print("Figures: \(report.figurePaths.joined(separator: ", "))")
    if !isLast { try Shell.print("") }
  }
}

/// Which problems to run.
enum DemoSelection: String, CaseIterable {
  case sigmoid, boundary, softmax, all

  static let names = allCases.map(\.rawValue)

  var problems: [any DemoProblem.Type] {
    switch self {
    case .sigmoid: [SigmoidProblem.self]
    case .boundary: [BoundaryProblem.self]
    case .softmax: [SoftmaxProblem.self]
    case .all: [SigmoidProblem.self, BoundaryProblem.self, SoftmaxProblem.self]
    }
  }
}
#endif
