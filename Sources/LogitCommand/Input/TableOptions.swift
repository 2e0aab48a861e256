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

  /// Reads the table for a command that uses some of its columns; the others may hold anything.
  ///
  /// - Parameters:
  ///   - used: The columns to use.
  ///   - others: Columns that are used besides.
  func read(_ used: UsedColumns, and others: [String?]) throws -> TableSource {
    try Self.read(file, format, used, and: others)
  }

  /// Reads another table that is written in the same way.
  static func read(
    _ file: String, _ format: CSVFormatOptions, _ used: UsedColumns, and others: [String?]
  ) throws -> TableSource {
    var options = try format.options()
    options.columnNeeds.unused = Set(try used.excluded())
    options.columnNeeds.used = try used.chosen().map { Set($0 + others.compactMap { $0 }) }
    options.columnNeeds.canLeaveOut = true
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
      "How many lines above the header to skip, blank ones included.", valueName: "count"))
  var skipLines = 0

  @Option(
    help: ArgumentHelp(
      "What stands between thousands, such as ',' or ' '; nothing by default.", valueName: "character"))
  var thousands: String?

  @Option(
    help: ArgumentHelp(
      "What may stand before or after numbers, such as % or kg; may be repeated; nothing by default.",
      valueName: "text"))
  var strip: [String] = []

  @Option(help: "What a number after < counts as, such as <0.5; a text by default.")
  var belowLimit: BelowLimit?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      A further word for a missing value; may be repeated. By default nothing and \
      \(CSVOptions.usualMissingWords.filter { !$0.isEmpty }.sorted().joined(separator: ", ")).
      """, valueName: "word"))
  var missing: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A word that is a value, although it usually stands for a missing one, such as None; may be repeated; none by default.",
      valueName: "word"))
  var notMissing: [String] = []

  @Option(
    help: "The order of day, month and year in dates that do not show it; by default, that of all values.")
  var dateOrder: DateOrder?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "What a column is used as: number, category, text or date; may be repeated; by default, what it holds.",
      valueName: "column=use"))
  var uses: [String] = []

  @Option(
    help: ArgumentHelp(
      "A column in which spellings that differ by case or blanks only are one; may be repeated; none by default.",
      valueName: "column"))
  var mergeSpellings: [String] = []

  @Option(help: "The encoding of the text; UTF-8 by default.")
  var encoding: TextEncoding?

  @Option(
    help: ArgumentHelp(
      "The arrays of features and classes in an NPZ file: columns x_0, x_1, ... and y; all by default.",
      valueName: "x[,y]"))
  var arrays: String?

  @Option(
    help: ArgumentHelp("The table of an SQLite database to read; the only one by default.", valueName: "name")
  )
  var table: String?

  @Option(
    help: ArgumentHelp(
      "The most memory to take up, such as 8GB, or unlimited; three quarters of what there is by default.",
      valueName: "size"), completion: .list(["unlimited"]))
  var memory: MemoryLimit?
}

extension CSVFormatOptions {
  /// As the reader takes them.
  func options() throws -> CSVOptions {
    var options = CSVOptions()
    // Most commands have no option for it.
    options.columnNeeds.canLeaveOut = false
    options.separator = try separator.map { try Self.character($0, option: "--separator") }
    options.comment = try comment.map { try Self.character($0, option: "--comment") }
    options.escape = try escape.map { try Self.character($0, option: "--escape") }
    guard skipLines >= 0 else {
      throw OptionValueError("--skip-lines is \(skipLines), but must be a number of lines, 0 or more.")
    }
    options.skippedLines = skipLines
    options.arrays = try arrays.map(Self.arrays)
    options.table = table
    options.header = header.map { $0 ? .firstRow : .none } ?? .automatic
    options.usesDecimalComma = decimalComma
    options.missingWords.formUnion(missing)
    options.missingWords.subtract(notMissing)
    // As texts, so that codes keep their zeros and dates of eight digits are not numbers.
    for (name, use) in try columnUses() where use != .number { options.kinds[name] = .string }
    if let encoding { options.encoding = encoding }
    if let memory { options.memory = memory }
    return options
  }

  /// The names of one or two arrays.
  private static func arrays(_ text: String) throws -> ArrayChoice {
    let names = try [String](list: text, option: "--arrays")
    guard (1...2).contains(names.count) else {
      throw OptionValueError(
        "--arrays is '\(text)', but must be the name of the array of features, or that and the one of classes, "
          + "such as x_train,y_train.")
    }
    return ArrayChoice(features: names[0], labels: names.count > 1 ? names[1] : nil)
  }

  /// How columns are read and used.
  func columns() throws -> ColumnOptions {
    ColumnOptions(
      uses: try columnUses(),
      numbers: NumberSpelling(
        usesDecimalComma: decimalComma,
        thousands: try thousands.map { try Self.character($0, option: "--thousands") }, stripped: strip,
        belowLimit: belowLimit),
      dateOrder: dateOrder, mergedSpellings: Set(mergeSpellings))
  }

  /// How the columns of rows for a model are written, which knows what it uses them as.
  func columnsForModel() throws -> ColumnOptions {
    for (option, isGiven) in [("--as", !uses.isEmpty), ("--merge-spellings", !mergeSpellings.isEmpty)]
    where isGiven {
      throw ValidationError(
        "\(option) belongs to logit fit: the model remembers what its columns are used as.")
    }
    return try columns()
  }

  /// Refuses options that say how texts become values, for a command that writes every field as it stands.
  ///
  /// - Parameter used: The options that the command goes by nevertheless.
  func requireNoValues(besides used: Set<String> = []) throws {
    let given = [
      ("--thousands", thousands != nil), ("--strip", !strip.isEmpty), ("--below-limit", belowLimit != nil),
      ("--date-order", dateOrder != nil), ("--as", !uses.isEmpty),
      ("--merge-spellings", !mergeSpellings.isEmpty),
    ]
    for (option, isGiven) in given where isGiven && !used.contains(option) {
      throw ValidationError("\(option) changes nothing here: every field is written as it stands.")
    }
  }

  /// What `--as` says of each column.
  private func columnUses() throws -> [String: ColumnUse] {
    var result: [String: ColumnUse] = [:]
    for text in uses {
      // A column may have = in its name, a use does not.
      guard let mark = text.lastIndex(of: "="),
        let use = ColumnUse(rawValue: String(text[text.index(after: mark)...]))
      else {
        let known = ColumnUse.allCases.map(\.rawValue).joined(separator: ", ")
        throw OptionValueError(
          "--as is '\(text)', but must be a column, = and what it is used as, one of \(known); such as zip=category."
        )
      }
      let name = String(text[..<mark])
      guard result.updateValue(use, forKey: name) == nil else {
        throw ValidationError("--as says twice what \"\(name)\" is used as; give one of them.")
      }
    }
    return result
  }

  /// One character; `tab` and `\t` are what they say.
  private static func character(_ text: String, option: String) throws -> Character {
    if text == "tab" || text == "\\t" { return "\t" }
    guard text.count == 1, let character = text.first else {
      throw OptionValueError("\(option) is '\(text)', but must be one character, or tab.")
    }
    return character
  }
}

extension TextEncoding: ExpressibleByArgument {}
extension DateOrder: ExpressibleByArgument {}
extension BelowLimit: ExpressibleByArgument {}
extension RowErrorPolicy: ExpressibleByArgument {}

extension MemoryLimit: ExpressibleByArgument {}
#endif
