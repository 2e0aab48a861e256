#if Command
import ArgumentParser
import Logit
import LogitInterchange

/// `logit verify`: does an exported file still give what the model gave?
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", _superCommandName: Shell.commandName,
    abstract: "Run the golden rows of a file once more.",
    discussion: """
      A file is run only if it is, to the last byte, as logit export wrote it, which a checksum in its first lines shows. The \
      checksum guards against changes, not against forgery: do not verify files from strangers. The exit status is 2 if \
      a probability differs by more than the tolerance.

      A linear model as JSON, which Scripts/interchange writes of what scikit-learn, statsmodels and R fitted, is data: Logit \
      works its rows out and compares them with what the tool predicted.

        logit verify model.c
        logit verify score.sql --json
      """)

  @Argument(help: "The file that logit export wrote, or a linear model as JSON.", completion: .file())
  var artefact: String

  @Option(
    help: ArgumentHelp("The largest difference of a probability that is allowed.", valueName: "difference"))
  var tolerance = ModelExport.usualTolerance

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func validate() throws {
    guard tolerance >= 0 else { throw ValidationError("--tolerance is \(tolerance), but must be 0 or more.") }
  }

  func run() throws {
    let report = try ModelExport.verify(artefact, formats: ExportFormats.verifiable, tolerance: tolerance)
    if printing.json {
      try Shell.print(report.json.description)
    } else if printing.isForPeople {
      try Shell.print(report.text)
    }
    if !report.holds { throw ExitCode(2) }
  }
}
#endif
