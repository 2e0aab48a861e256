import ArgumentParser
import Logit
import LogitPlots

/// `logit demo`: three classic problems from data to figure.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Train three classic classifiers on made-up data and draw them.",
    discussion: """
      sigmoid   1-D logistic regression: two bell curves at -4 and 4
      boundary  2-D logistic regression: two clouds and the line between them
      softmax   softmax regression: three clouds

      Prints what was learned, draws the figures in the terminal and writes them as SVG.
      """)

  @Argument(help: "The problem: sigmoid, boundary, softmax or all.")
  var problem = DemoSelection.all

  @Option(help: "The seed of the data, the first weights and the order of rows.")
  var seed: UInt64 = 0

  @Option(help: "The number of passes over the data; each problem has its own default.")
  var epochs: Int?

  @Option(help: ArgumentHelp("Where to write the figures.", valueName: "dir"))
  var output = "figures"

  @Flag(help: "Print nothing.")
  var quiet = false

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func validate() throws {
    if let epochs, epochs < 1 { throw ValidationError("--epochs is \(epochs), but must be at least 1.") }
    if quiet && json { throw ValidationError("--quiet and --json contradict each other; give one of them.") }
  }

  func run() throws {
    var reports: [DemoReport] = []
    for problem in problem.problems {
      let report = try run(problem)
      reports.append(report)
      if !quiet && !json { show(report, isLast: problem == self.problem.problems.last) }
    }
    if json { print(try DemoReport.json(reports, seed: seed)) }
  }

  private func run(_ problem: any DemoProblem.Type) throws -> DemoReport {
    let settings = DemoSettings(
      seed: seed, epochs: epochs ?? problem.defaultEpochs,
      verbosity: quiet || json ? .silent : problem.verbosity)
    if !quiet && !json { print("\(problem.title)\n") }
    let result = try problem.run(settings)
    try AtomicFile.createDirectory(output)
    let paths = try result.figures.map { name, figure in
      let path = output.hasSuffix("/") ? "\(output)\(name).svg" : "\(output)/\(name).svg"
      try figure.write(to: path)
      return path
    }
    return DemoReport(problem: problem.name, result: result, figurePaths: paths)
  }

  private func show(_ report: DemoReport, isLast: Bool) {
    print(report.result.text)
    if let figure = report.result.figures.last?.figure {
      let size = TerminalSize.detected
      print(
        figure.text(width: min(size.columns, 100), height: min(max(size.rows - 4, 16), 26), color: .detected))
    }
    print("Figures: \(report.figurePaths.joined(separator: ", "))")
    if !isLast { print("") }
  }
}

/// Which problems to run.
enum DemoSelection: String, ExpressibleByArgument, CaseIterable {
  case sigmoid, boundary, softmax, all

  var problems: [any DemoProblem.Type] {
    switch self {
    case .sigmoid: [SigmoidProblem.self]
    case .boundary: [BoundaryProblem.self]
    case .softmax: [SoftmaxProblem.self]
    case .all: [SigmoidProblem.self, BoundaryProblem.self, SoftmaxProblem.self]
    }
  }
}

private func == (left: any DemoProblem.Type, right: (any DemoProblem.Type)?) -> Bool {
  right.map { ObjectIdentifier(left) == ObjectIdentifier($0) } ?? false
}
