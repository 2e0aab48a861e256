#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit split`: rows to train on, and rows to measure on.
struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", _superCommandName: Shell.commandName,
    abstract: "Divide a table's rows into some to train on and some to measure on.",
    discussion: """
      Writes PREFIX-train and PREFIX-validation, or with --folds PREFIX-fold1-train and so on, in the format of the input, \
      with every field as it stands there. \
      Rows are drawn at random unless a column says how: --target keeps the share of each class, --group keeps rows of one \
      group together, --time holds back the latest.

        logit split patients.csv --target outcome
        logit split visits.csv --group patient --validation 0.3 --seed 7
        logit split sales.csv --time date --folds 5 -o folds/sales
      """)

  @OptionGroup var input: TableOptions

  @Option(
    help:
      "The column of classes, whose shares are the same in all parts; of a bundled set by default its target, otherwise none."
  )
  var target: String?

  @OptionGroup var rows: RefusedRows

  @Option(help: "The column of groups, each of which stays in one part; none by default.")
  var group: String?

  @Option(help: "The column of times; the latest rows are held back. None by default: rows are drawn.")
  var time: String?

  @Option(
    parsing: .unconditional, help: "The share of rows to hold back, or their number; 0.2 by default.")
  var validation: Double?

  @Option(
    parsing: .unconditional,
    help: "Hold back each of so many parts in turn; by default rows are held back once.")
  var folds: Int?

  @Option(parsing: .unconditional, help: "Where the draws come from.")
  var seed: UInt64 = 0

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("How the files' names begin; by default as the input's.", valueName: "prefix"),
    completion: .file())
  var output: String?

  @Flag(help: "Replace files of these names, such as the parts of an earlier split.")
  var overwrite = false

  @OptionGroup var printing: OutputOptions<SplitOutputHelp>

  func validate() throws {
    let ways = [("--target", target), ("--group", group), ("--time", time)].filter { $0.1 != nil }.map(\.0)
    if ways.count > 1 {
      throw ValidationError("\(ways.joined(separator: " and ")) contradict each other; give one of them.")
    }
    if folds != nil && validation != nil {
      throw ValidationError("--folds and --validation contradict each other; give one of them.")
    }
    if let folds, folds < 2 { throw OptionValueError("--folds is \(folds), but must be at least 2.") }
    if let validation, !(validation > 0 && (validation < 1 || validation == validation.rounded())) {
      throw OptionValueError(
        "--validation is \(validation.shortText), but must be a share between 0 and 1, or a whole number of rows."
      )
    }
    if output?.isEmpty == true {
      throw OptionValueError("--output is empty, but must begin the files' names.")
    }
  }

  func run() throws {
    try input.format.requireNoValues(
      besides: time == nil ? ["--as", "--merge-spellings"] : ["--as", "--date-order"])
    let source = try input.read(keepsText: true)
    let target = target ?? (group == nil && time == nil ? source.bundledTarget : nil)
    if target == nil && (rows.missingTarget != .refuse || rows.rareClass != .refuse) {
      throw ValidationError(
        "--missing-target and --rare-class are about classes; name their column with --target.")
    }
    let columns = try input.format.columns()
    try columns.validate(for: source.table)
    try Self.requireUsed(columns, divider: target ?? group ?? time)
    var options = RowSplits.Options()
    (options.folds, options.seed, options.columns) = (folds, seed, columns)
    (options.missingTarget, options.rareClass) = (rows.missingTarget, rows.rareClass)
    if let validation {
      options.validation = validation < 1 ? .share(validation) : .count(Int(exactly: validation) ?? .max)
    }
    let divider: RowSplits.Divider =
      target.map { .classes($0) } ?? group.map { .groups($0) } ?? time.map { .times($0) } ?? .chance
    let divided = try RowSplits(source.table, by: divider, options)
    let names = try SplitNames(
      argument: input.file, isBundled: source.isBundled, prefix: output, isFolded: folds != nil)
    try names.requireFree(folds: divided.count, overwrites: overwrite, inputs: InputFiles(input.file))
    let writer = names.format.writer(for: source.table, readAs: source.format)
    var report = SplitReport(source: source.name, rowCount: source.table.rowCount, target: target)
    report.droppedRowCount = divided.droppedRowCount
    var files: [StagedFile] = []
    for fold in 0..<divided.count {
      let parts = try divided.parts(fold: fold)
      for (role, part) in [(SplitNames.training, parts.training), (SplitNames.validation, parts.validation)] {
        let rows = try source.table.rows(at: part.rows)
        let file = try StagedFile(names.path(role: role, fold: fold + 1))
        try writer.write(rows, to: file)
        // There may be more folds than files that a process may have open.
        try file.finish()
        files.append(file)
        try report.add(
          rows, classes: part.classes, path: file.path, role: role, fold: folds == nil ? nil : fold + 1)
      }
    }
    try StagedFile.commit(files)
    if !printing.quiet {
      try Shell.print(printing.json ? report.json + "\n" : report.description, terminator: "")
    }
  }

  /// Refuses what is said of columns that are written as they stand.
  private static func requireUsed(_ columns: ColumnOptions, divider: String?) throws {
    let uses = columns.uses.keys.sorted().map { (option: "--as", column: $0) }
    let joined = columns.mergedSpellings.sorted().map { (option: "--merge-spellings", column: $0) }
    guard let other = (uses + joined).first(where: { $0.column != divider }) else { return }
    throw ValidationError(
      "\(other.option) changes nothing for \"\(other.column)\": only the column of --target, --group or "
        + "--time is read, and every field is written as it stands.")
  }
}

enum SplitOutputHelp: OutputHelp {
  static let quiet = "Print nothing but mistakes."
  static let json = "Print what was written as one JSON object."
}
#endif
