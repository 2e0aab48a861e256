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
  ///   - argument: What the user typed.
  ///   - options: How a CSV file is read.
  ///   - model: What takes the columns as they come, for the message.
  /// - Throws: `ValidationError` for standard input, which can be read once only.
  static func columnNames(
    of argument: String, options: CSVOptions, for model: String
  ) throws -> [String] {
    guard argument != "-" else {
      throw ValidationError(
        "The columns of standard input are known too late for \(model), which takes them as they come; give a file."
      )
    }
    guard try bundledSet(argument) == nil, try TableFormat(contentsOf: argument).separator != nil else {
      return try TableSource(argument, options: options).table.columnNames
    }
    return try CSVStream(path: argument, options: options).format().columnNames
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
