#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit convert`: from one format of tables to another.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", _superCommandName: Shell.commandName,
    abstract: "Convert a table between \(TableFormat.names.listed("and")).",
    discussion: """
      The name of the output says its format: \(TableFormat.endings). From text to text every field stays as it stands; \
      what NumPy's formats cannot hold, such as the names of columns in a matrix, is said, never dropped in silence.

        logit convert patients.csv patients.npz
        logit convert matrix.npy matrix.csv
        logit convert huge.tsv.gz - --to csv | head
        logit convert numbers.csv rows.svm --target y    # sparse rows of svmlight or LIBSVM, and back
      """)

  @OptionGroup var input: TableOptions

  @Argument(
    help: "The file to write; - for standard output, with --to.",
    completion: .file(extensions: TableFormat.fileExtensions))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The format, \(TableFormat.allValueStrings.listed("or")); by default what the output's name says.",
      valueName: "format"))
  var to: TableFormat?

  @OptionGroup var sparse: FirstIndexOption

  @Option(
    help: "The column of numbers that is the label of rows in an svmlight file; 0 for every row by default.")
  var target: String?

  @OptionGroup var printing: OutputOptions<ConversionOutputHelp>

  func validate() throws {
    guard output == "-" else { return }
    if to == nil { throw ValidationError("Say the format of standard output, such as --to csv.") }
    if printing.json {
      throw ValidationError("--json needs standard output for itself; name a file to write.")
    }
  }

  func run() throws {
    if try convertSparse() { return }
    let format = try to ?? TableFormat(path: output)
    if format.isText { try input.format.requireNoValues() }
    let inputs = InputFiles(input.file)
    if output == "-" {
      try inputs.requireOtherThanStandardOutput()
    } else {
      try inputs.requireOther(than: output)
      try StagedFile.requireWritable(output)
    }
    let source = try input.read(keepsText: true)
    // Text passes as it stands; other formats hold what it was to be read as.
    let table =
      format.isText ? source.table : try source.table.reading(as: input.format.columns())
    let writer = format.writer(for: table, readAs: source.format)
    let report = ConversionReport(
      source: source.name, table: table, output: output == "-" ? "standard output" : output, format: format)
    if output == "-" {
      try writer.write(table, to: OutputDescriptor.standardOutput)
      if !printing.quiet { Shell.note(report.notesText) }
    } else {
      let file = try StagedFile(output)
      try writer.write(table, to: file)
      try file.commit()
      if !printing.quiet {
        try Shell.print(printing.json ? report.json + "\n" : report.description, terminator: "")
      }
    }
  }
}

enum ConversionOutputHelp: OutputHelp {
  static let quiet = "Print nothing but mistakes."
  static let json = "Print what was done as one JSON object."
}
#endif
