#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// A table and where it came from.
struct TableSource {
  /// What the user typed.
  let argument: String
  /// The name without its folder.
  let name: String
  /// The rows.
  private(set) var table: Table
  /// The target of a bundled set.
  let bundledTarget: String?

  /// The format that the file's name says; `nil` for one that says none, standard input and bundled sets.
  let format: TableFormat?

  /// Whether it is a bundled set rather than a file.
  var isBundled: Bool { bundledTarget != nil }

  /// Reads a file, standard input for `-`, or a bundled set for its name when there is no file of that name.
  init(_ argument: String, options: CSVOptions) throws {
    self.argument = argument
    if let entry = try Self.bundledSet(argument) {
      (name, table, bundledTarget, format) = (entry.name, entry.load().table, entry.target, nil)
      return
    }
    bundledTarget = nil
    name = argument == "-" ? "standard input" : argument.lastComponent
    format = argument == "-" ? nil : try? TableFormat(path: argument)
    table = try Table(contentsOf: argument, options: options)
  }

  /// Hands over the rows, so that the caller can release their memory as it uses them.
  mutating func takeTable() throws -> Table {
    let taken = table
    table = try Table([])
    return taken
  }

  /// The bundled set that is meant if there is no file of this name.
  ///
  /// - Throws: ``DataError/unknownDataset(name:nearest:known:)`` for a name that is almost that of a set and
  ///   looks like no file's.
  static func bundledSet(_ argument: String) throws -> DatasetEntry? {
    guard argument != "-", !FileSystem.exists(argument) else { return nil }
    do {
      return try Dataset.entry(named: argument)
    } catch .unknownDataset(_, .some, _) where !argument.contains(where: { $0 == "." || $0 == "/" }) {
      return try Dataset.entry(named: argument)
    } catch {
      return nil
    }
  }

  /// The names of the columns, from the first rows where the format allows.
  ///
  /// - Parameters:
  ///   - argument: What the user typed. What was read of standard input is read again by whoever comes next.
  ///   - options: How a CSV file is read.
  static func columnNames(of argument: String, options: CSVOptions) throws -> [String] {
    try lookingAhead(argument) {
      let isText =
        try argument == "-"
        ? !TableFormat.isReadOnlyAtStandardInput()
        : bundledSet(argument) == nil && TableFormat(contentsOf: argument).separator != nil
      return isText
        ? try CSVStream(path: argument, options: options).format().columnNames
        : try TableSource(argument, options: options).table.columnNames
    }
  }

  /// Does something with a file that is read once more afterwards, which standard input is only if it is kept.
  static func lookingAhead<Result>(_ argument: String, _ body: () throws -> Result) rethrows -> Result {
    argument == "-" ? try InputFile.standardInput.rereading(body) : try body()
  }

  /// The target of a bundled set.
  ///
  /// - Parameter isFormulaTaken: Whether a formula could name it, too; not by default.
  /// - Throws: `ValidationError` for a file, naming its columns.
  func requireTarget(orFormula isFormulaTaken: Bool = false) throws -> String {
    if let bundledTarget { return bundledTarget }
    let last = table.columnNames.last ?? ""
    throw ValidationError(
      (isFormulaTaken
        ? "Write a formula, such as \"outcome ~ age + city\", or name the outcome with --target"
        : "Name the column to predict with --target")
        + "; the columns are \(DataError.list(table.columnNames)). If it is the last: --target \(last.shellQuoted)"
    )
  }
}
#endif
