#if Command
import ArgumentParser
import Logit
import LogitData

/// The `logit` command.
@main
struct LogitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Shell.commandName,
    abstract: "Train, explain and ship logistic and softmax regression.",
    version: LogitVersion.current,
    subcommands: [
      FitCommand.self, RegressCommand.self, CVCommand.self, PathCommand.self, PredictCommand.self,
      EvaluateCommand.self, SummaryCommand.self, WhyCommand.self, PlotCommand.self, ReportCommand.self,
      DoctorCommand.self,
      SplitCommand.self, ConvertCommand.self, DatasetsCommand.self, ExportCommand.self, VerifyCommand.self,
      InspectCommand.self, PlanCommand.self, PartialCommand.self, CombineCommand.self, DemoCommand.self,
    ])

  static func main() {
    // Before any file is opened or thread started.
    Descriptor.openMissingStandardFiles()
    EndingSignals.watch()
    BrokenPipe.becomeError()
    FileSizeLimit.becomeError()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      // The parser would first put the options of all commands together.
      if arguments == ["--version"] {
        try Shell.print(configuration.version)
      } else {
        var command = try command(of: arguments)
        try ProcessEnvironment.validate()
        try run(&command)
      }
      try Terminal.requireAllWritten()
    } catch {
      end(with: error)
    }
  }

  /// Runs a command. Options that contradict each other only there are reported without the parser's words on
  /// how commands are used, which would be those of all.
  private static func run(_ command: inout any ParsableCommand) throws {
    do { try command.run() } catch let error as ValidationError { throw UsageError(error.message) }
  }

  /// The command that is asked for.
  private static func command(of arguments: [String]) throws -> any ParsableCommand {
    let completed = CompletedArguments.completing(arguments)
    // Parsed from the root, the options of a command are put together twice, which takes longer than most
    // fits. The errors, help and version are those of the root.
    let named = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
    if let command = try? named?.parse(Array(completed.dropFirst())) { return command }
    try requireKnownCommand(arguments)
    let asksForHelp = arguments.contains { ["-h", "--help"].contains($0) }
    if arguments.first == RegressCommand.configuration.commandName, !asksForHelp {
      try OtherModel.requireNone(in: arguments)
    }
    return try parseAsRoot(completed)
  }

  /// Says what an error means, or prints the help that was asked for, and ends the process.
  private static func end(with error: any Error) -> Never {
    // Who reads a pipe may end early, as `head` does; then this process ends as others do.
    if case FileError.readerGone = error { BrokenPipe.endProcess() }
    let error = ShellError.wording(OptionValueError(unreadable: error, of: Self.self) ?? error)
    let status = error is UsageError ? ExitCode.validationFailure : exitCode(for: error)
    let text = fullMessage(for: error)
    if status != .success {
      if !text.isEmpty { Shell.note(text + "\n") }
      exit(withError: status)
    }
    do {
      if !text.isEmpty { try Shell.print(text) }
      try Terminal.requireAllWritten()
    } catch {
      end(with: error)
    }
    exit(withError: status)
  }

  /// Refuses a first argument that is no command, whatever follows it: the parser would print the help of
  /// this command for `logit UNKNOWN --help`.
  private static func requireKnownCommand(_ arguments: [String]) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    let asked = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
    guard let asked, !asked.hasPrefix("-"), !names.contains(asked), asked != "help" else { return }
    throw ValidationError(
      "There is no command '\(asked.onOneLine)'\(asked.nearest(among: names).suggestion) The commands are "
        + "\(names.joined(separator: ", ")).")
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
