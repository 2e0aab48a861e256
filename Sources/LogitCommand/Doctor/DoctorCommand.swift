#if Command
public import ArgumentParser
import Logit
import LogitClassifier

/// `logit doctor`: look before fitting.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", _superCommandName: Shell.commandName,
    abstract: "Look at a table before anything is fitted to it.",
    discussion: """
      Says what would harm a classifier of the target, with the numbers that speak for it: columns that give the answer away, \
      separate the classes, repeat or follow from others, number the rows or never change; repeated and contradicting \
      rows; values far out; rare classes; a target that is missing or no class; words among numbers, spellings and dates. \
      With --against, also how other rows differ from these. Nothing is fitted or written.

        logit doctor patients.csv --target outcome
        logit doctor patients.csv --target outcome --against new.csv
        logit doctor patients.csv --target outcome --severity warning --json

      It ends with 2 if something was found that makes fitting impossible or meaningless (an error), with 0 otherwise.
      """)

  @OptionGroup var input: TableOptions

  @OptionGroup var columns: ChosenColumns

  @Option(
    help: ArgumentHelp(
      "Other rows, such as new ones, to compare with these; none by default.", valueName: "file"),
    completion: .file(extensions: TableFormat.inputExtensions))
  var against: String?

  @Option(help: "The least severity that is shown.")
  var severity = Finding.Severity.info

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func validate() throws {
    if input.file == "-" && against == "-" {
      throw ValidationError("Only one of the two tables can be standard input; name a file for the other.")
    }
  }

  func run() throws {
    let source = try input.read(columns.used, and: [columns.target])
    let target = try columns.target ?? source.requireTarget()
    let other = try against.map {
      try TableOptions.read($0, input.format, columns.used, and: [columns.target])
    }
    let examination = try Examination(
      source.table, target: target, source: source.name, against: other?.table,
      named: other?.name ?? "", options: columns.options(input.format))
    if json {
      try Shell.print(examination.json(atLeast: severity, .shell).description)
    } else {
      try Shell.print(examination.description(atLeast: severity, .shell), terminator: "")
    }
    if !examination.isSound { throw ExitCode(2) }
  }
}

extension Finding.Severity: ExpressibleByArgument {}
#endif
