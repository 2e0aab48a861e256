#if Command
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
    } catch FileError.readerGone {
      // No mistake of the user's, who may have typed `| head`: the command ends without a word.
      exit(withError: ExitCode.failure)
    } catch {
      exit(withError: ShellError.wording(error))
    }
  }
}
#else
import LogitFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What stands for the command where the package was built without its trait `Command`: a word about it.
@main
enum LogitCommand {
  static func main() {
    Terminal.writeError(
      "Error: This logit was built without the trait Command, which brings the command; build it with it:\n"
        + "  swift build -c release --product logit --traits Command\n")
    exit(1)
  }
}
#endif
