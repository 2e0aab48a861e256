import ArgumentParser
import Logit
import LogitClassifier

/// `logit convert`: from one format of tables to another.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert a table between CSV, TSV, NPY and NPZ.",
    discussion: """
      The name of the output says its format: .csv, .tsv, .csv.gz, .tsv.gz, .npy or .npz. What the format cannot hold as it is, \
      such as the names of columns in a matrix of NumPy, is said, never dropped in silence.

        logit convert patients.csv patients.npz
        logit convert matrix.npy matrix.csv
        logit convert huge.tsv.gz - --to csv | head
      """)

  @OptionGroup var input: TableOptions

  @Argument(
    help: "The file to write; - for standard output, with --to.",
    completion: .file(extensions: TableFormat.fileExtensions))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The format, where the output's name does not say: csv, tsv, csv.gz, tsv.gz, npy or npz.",
      valueName: "format"))
  var to: TableFormat?

  @Flag(help: "Print nothing but mistakes.")
  var quiet = false

  @Flag(help: "Print what was done as one JSON object.")
  var json = false

  func validate() throws {
    if quiet && json { throw ValidationError("--quiet and --json contradict each other; give one of them.") }
    guard output == "-" else { return }
    if to == nil { throw ValidationError("Say the format of standard output, such as --to csv.") }
    if json { throw ValidationError("--json needs standard output for itself; name a file to write.") }
  }

  func run() throws {
    let format = try to ?? TableFormat(path: output)
    if output != "-" { try AtomicFile.requireWritable(output) }
    let source = try input.read()
    let report = ConversionReport(
      source: source.name, table: source.table, output: output == "-" ? "standard output" : output,
      format: format)
    if output == "-" {
      try format.writer.writeToStandardOutput(source.table)
      if !quiet { Terminal.writeError(report.notesText) }
    } else {
      let file = try StagedFile(output)
      try format.writer.write(source.table, to: file)
      try file.commit()
      if !quiet { print(json ? report.json + "\n" : report.text, terminator: "") }
    }
  }
}
