#if Command
public import ArgumentParser
import Logit
import LogitClassifier

/// The file to read a table from, and how it is written.
struct TableOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(TableFormat.inputHelp), completion: .file(extensions: TableFormat.inputExtensions))
  var file: String

  @OptionGroup var format: CSVFormatOptions

  /// Reads the table.
  ///
  /// - Parameter keepsText: Whether the table is to be written again, with every field as it stands.
  func read(keepsText: Bool = false) throws -> TableSource {
    var options = try format.options()
    options.keepsText = keepsText
    return try TableSource(file, options: options)
  }
}

/// How a CSV file is written, where the reader cannot find it out by itself.
struct CSVFormatOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What stands between the fields; found out by default.", valueName: "character"))
  var separator: String?

  @Flag(inversion: .prefixedNo, help: "Whether the first line names the columns; found out by default.")
  var header: Bool?

  @Flag(help: "Whether numbers are written with a comma for the decimal point.")
  var decimalComma = false

  @Option(
    help: ArgumentHelp("What lines to be skipped begin with; none are by default.", valueName: "character"))
  var comment: String?

  @Option(
    help: ArgumentHelp(
      "The character, mostly '\\', after which a quote or separator is like any other; none by default.",
      valueName: "character"))
  var escape: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many lines above the header to skip, blank ones included; 0 by default.", valueName: "count"))
  var skipLines = 0

  @Option(
    help: ArgumentHelp(
      """
      A further word for a missing value; may be repeated. By default nothing and \
      \(CSVOptions.usualMissingWords.filter { !$0.isEmpty }.sorted().joined(separator: ", ")).
      """, valueName: "word"))
  var missing: [String] = []

  @Option(help: "The encoding of the text; UTF-8 by default.")
  var encoding: TextEncoding?

  @Option(
    help: ArgumentHelp(
      "The arrays of features and classes in an NPZ file: columns x_0, x_1, ... and y; all by default.",
      valueName: "x[,y]"))
  var arrays: String?
}

extension CSVFormatOptions {
  /// As the reader takes them.
  func options() throws -> CSVOptions {
    var options = CSVOptions()
    options.separator = try separator.map { try Self.character($0, option: "--separator") }
    options.comment = try comment.map { try Self.character($0, option: "--comment") }
    options.escape = try escape.map { try Self.character($0, option: "--escape") }
    guard skipLines >= 0 else {
      throw ValidationError("--skip-lines is \(skipLines), but must be a number of lines, 0 or more.")
    }
    options.skippedLines = skipLines
    options.arrays = try arrays.map(Self.arrays)
    options.header = header.map { $0 ? .firstRow : .none } ?? .automatic
    options.usesDecimalComma = decimalComma
    options.missingWords.formUnion(missing)
    if let encoding { options.encoding = encoding }
    return options
  }

  /// The names of one or two arrays.
  private static func arrays(_ text: String) throws -> ArrayChoice {
    let names = try [String](list: text, option: "--arrays")
    guard (1...2).contains(names.count) else {
      throw ValidationError(
        "--arrays is '\(text)', but must be the name of the array of features, or that and the one of classes, "
          + "such as x_train,y_train.")
    }
    return ArrayChoice(features: names[0], labels: names.count > 1 ? names[1] : nil)
  }

  /// One character; `tab` and `\t` are what they say.
  private static func character(_ text: String, option: String) throws -> Character {
    if text == "tab" || text == "\\t" { return "\t" }
    guard text.count == 1, let character = text.first else {
      throw ValidationError("\(option) is '\(text)', but must be one character, or tab.")
    }
    return character
  }
}

extension TextEncoding: ExpressibleByArgument {}

extension RowErrorPolicy: ExpressibleByArgument {}
#endif
