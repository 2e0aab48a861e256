import ArgumentParser
import Logit

/// The `logit` command.
@main
struct LogitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logit",
    abstract: "Train, explain and ship logistic and softmax regression.",
    version: LogitVersion.current,
    subcommands: [
      FitCommand.self, PredictCommand.self, EvaluateCommand.self, SummaryCommand.self, PlotCommand.self,
      SplitCommand.self, ConvertCommand.self, DatasetsCommand.self, DemoCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      exit(withError: ShellError.wording(error))
    }
  }
}
