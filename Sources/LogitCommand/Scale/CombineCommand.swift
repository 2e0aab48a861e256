#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit combine`: puts the parts of a round together.
struct CombineCommand: ParsableCommand {
  /// Another round is needed.
  static let another = ExitCode(10)
  /// A part, a state or the plan is wrong.
  private static let wrong = ExitCode(2)

  static let configuration = CommandConfiguration(
    commandName: "combine", _superCommandName: Shell.commandName,
    abstract: "Put the parts of all shards together, and take the next step of a fit.",
    discussion: """
      Prints one JSON object a round. Ends with 10 when another round is needed, for which --output is the state; with 0 \
      when the model is written; and with 2 for a plan, a state or a part that is wrong or does not belong.
      """)

  @Argument(help: ArgumentHelp("The parts that logit partial wrote, in any order.", valueName: "part"))
  var parts: [String]

  @Option(help: ArgumentHelp("The plan that logit plan wrote.", valueName: "file"), completion: .file())
  var plan: String

  @Option(
    help: ArgumentHelp("The state that the parts answer; none in the first round.", valueName: "file"),
    completion: .file())
  var state: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write the next state to.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The file to write the model to at the end; \(ModelDestination.defaultPath) by default.",
      valueName: "file"))
  var model: String?

  @Flag(help: "Replace \(ModelDestination.defaultPath) even if it is no model that Logit wrote.")
  var overwrite = false

  func run() throws {
    do {
      try combine()
    } catch let error as FileError {
      switch error {
      case .damaged, .invalidJSON: break
      default: throw error
      }
      Shell.note("Error: \(ShellError.wording(error))\n")
      throw Self.wrong
    } catch let error as LogitError {
      switch error {
      case .partRepeated, .partsOverlap, .partMisplaced, .partMissing, .partsDiffer, .damagedSums: break
      default: throw error
      }
      Shell.note("Error: \(ShellError.wording(error))\n")
      throw Self.wrong
    }
  }

  private func combine() throws {
    var destination = ModelOutputOptions()
    (destination.output, destination.overwrite) = (model, overwrite)
    let file = try ModelDestination(destination, inputs: InputFiles(plan, state))
    try StagedFile.requireWritable(output)
    let shards = try ShardPlan(contentsOf: plan)
    let round = try state.map { try RoundState(contentsOf: $0, of: shards) }
    switch try Combination(shards).combine(round, parts: parts) {
    case .unfinished(var next, let progress):
      try next.write(to: output)
      try Shell.print(progress.json(isConverged: false, "state", output).description)
      throw Self.another
    case .finished(let classifier, let report, let progress):
      try file.write(classifier, isQuiet: true)
      try Shell.print(
        progress.json(isConverged: report.training.solution?.isConverged ?? true, "model", file.path)
          .description)
    }
  }
}

extension Combination.Progress {
  /// As `logit combine` prints it.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - path: To which file.
  func json(isConverged: Bool, _ name: String, _ path: String) -> JSON {
    let members: JSON = [
      "round": .integer(round), "shards": .integer(shards), "rows": .integer(rows),
      "loss": .optional(loss?.finite), "objective": .optional(objective?.finite),
      "gradient_norm": .optional(gradientNorm?.finite), "step": .optional(step?.finite),
      "converged": .bool(isConverged), "next": .string(next),
    ]
    return .object((members.object ?? []) + [JSON.Member(name, .string(path))])
  }
}

extension Double {
  fileprivate var finite: Double? { isFinite ? self : nil }
}
#endif
