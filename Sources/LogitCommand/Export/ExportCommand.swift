#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitInterchange

/// `logit export`: a model in another format.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", _superCommandName: Shell.commandName,
    abstract: "Write a model in another format, and check what was written.",
    discussion: """
      Every file carries golden rows: synthetic rows with the model's own probabilities. Where a program that can run the \
      file is there (cc, swiftc, node, python3, sqlite3, psql, duckdb), they are run before the file is kept. Nothing is written \
      if a probability differs, or if the format cannot express what the model does.

        logit export model.safetensors --to c
        logit export model.safetensors --to sql --dialect postgresql -o score.sql
        logit export model.safetensors --to python --encoded
        logit export sparse.safetensors --to liblinear      # a model of svmlight rows
        logit export model.keras --to onnx -o model.onnx    # a model of another tool, whose inputs are numbers
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Option(
    help: ArgumentHelp("The format: \(ExportFormats.all.map(\.word).listed("or")).", valueName: "format"),
    completion: .list(ExportFormats.all.map(\.word)))
  var to: String

  @Option(
    help: ArgumentHelp(
      "The variant of a format that has several: for sql \(SQLSource().dialects.listed("or")); the first by default.",
      valueName: "dialect"))
  var dialect: String?

  @Flag(help: "Take the numbers that columns become, without the preprocessing of columns.")
  var encoded = false

  @Flag(name: .customLong("no-check"), help: "Keep the file without running it.")
  var isUnchecked = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write; by default one beside the model, with the format's ending.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The names of the inputs of another tool's model; those of the file by default, and input_0, input_1, ... without.",
      valueName: "columns"))
  var features: String?

  @OptionGroup(title: "Models of other tools") var foreignModel: ForeignModelOptions

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func validate() throws {
    let format = try format()
    guard let dialect, !format.dialects.contains(dialect) else { return }
    guard !format.dialects.isEmpty else {
      throw ValidationError("--dialect is for formats that have several, not for \(format.word).")
    }
    throw OptionValueError("--dialect is '\(dialect)', but must be \(format.dialects.listed("or")).")
  }

  /// The format that is named.
  private func format() throws -> any ExportFormat {
    if let format = ExportFormats.named(to) { return format }
    throw OptionValueError("--to is '\(to)', but must be \(ExportFormats.all.map(\.word).listed("or")).")
  }

  func run() throws {
    let format = try format()
    let path = output ?? ModelExport.defaultPath(for: model, format: format)
    try InputFiles(model).requireOther(than: path)
    try requireFree(path)
    if SparseInput.isModel(model) { return try exportSparse(to: format, path) }
    let classifier = try foreignClassifier(for: format) ?? Classifier(contentsOf: model)
    var export = ModelExport(classifier, to: format)
    (export.dialect, export.isEncoded, export.isChecked, export.modelPath) = (
      dialect, encoded, !isUnchecked, model
    )
    let report = try export.write(to: path)
    if printing.json { return try Shell.print(report.json.description) }
    if printing.isForPeople { try Shell.print(report.text) }
  }

  /// Refuses to write over what nobody named and Logit did not write.
  private func requireFree(_ path: String) throws {
    guard output == nil, FileSystem.exists(path) else { return }
    let stored = try StoredBytes(path: path)
    let artefact = Artefact(path: path, bytes: try stored.prefix(stored.size))
    // Formats may share an ending, such as those of ONNX.
    guard !ExportFormats.all.contains(where: { $0.recognizes(artefact) }) else { return }
    throw ShellError(
      oneLine:
        "\(path) is there already, and nothing in it shows that logit export wrote it; name another file, or this one, "
        + "with --output."
    )
  }
}

extension ExportReport {
  /// What was written or checked, for people.
  var text: String {
    var text =
      if let check {
        "\(output): \(check.rowCount.counted("golden row")) run by \(check.runner), largest difference "
          + check.maxDifference.scientific(decimals: 1) + (holds ? "." : ", above \(tolerance.shortText).")
      } else {
        "\(output): written, not checked."
      }
    for note in notes { text += "\n\(note)" }
    return text
  }
}
#endif
