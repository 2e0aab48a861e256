#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit datasets`: the bundled sets.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", _superCommandName: Shell.commandName,
    abstract: "List the bundled data sets, or write one of them.",
    discussion: """
      Every command that reads a table takes the name of a bundled set in place of a file.

        logit datasets                       # list them
        logit datasets iris                  # print the rows as CSV
        logit datasets iris -o iris.csv      # or write them to a file; its name says the format
        logit fit iris                       # no file is needed
      """)

  @Argument(
    help: "A set to write; without one they are listed.",
    completion: .list(Dataset.all.map(\.name)))
  var name: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write the set to: \(TableFormat.endings); standard output, as CSV, by default.",
      valueName: "file"),
    completion: .file(extensions: TableFormat.fileExtensions))
  var output: String?

  @Flag(help: "Print what is known of the sets as one JSON object, and no rows.")
  var json = false

  func validate() throws {
    if output != nil && name == nil {
      throw ValidationError("--output needs a set to write, such as: logit datasets iris -o iris.csv")
    }
  }

  func run() throws {
    guard let name else {
      try Shell.print(json ? Dataset.listJSON : "\(Dataset.listText)\nNext: logit fit \(Dataset.all[0].name)")
      return
    }
    let entry = try Dataset.entry(named: name)
    if let output {
      try entry.load().table.write(to: output)
      if !json {
        try Shell.print(
          "\(output): \(entry.rowCount.counted("row")), \(entry.columnCount.counted("column")); "
            + "the target is \(entry.target).")
      }
    } else if !json {
      try CSVWriter().write(entry.load().table, to: OutputDescriptor.standardOutput)
    }
    if json { try Shell.print(entry.json(file: output)) }
  }
}
#endif
