#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// Which columns and rows are looked at.
struct ChosenColumns: ParsableArguments {
  @Option(
    help: "The column that names each row's class; of a bundled set by default the one that is meant for it.")
  var target: String?

  @OptionGroup var used: UsedColumns

  @OptionGroup var rows: RefusedRows
}

/// Which columns are used.
struct UsedColumns: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The columns to use, with commas between, a name with a comma in quotes; all by default.",
      valueName: "a,b"))
  var features: [String] = []

  @Option(help: ArgumentHelp("The columns not to use, in the same form; none by default.", valueName: "a,b"))
  var exclude: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most categories of a column; \(ColumnOptions.usualCategoryLimit.grouped) by default, or fewer in a very long table.",
      valueName: "n"))
  var maxCategories: Int?
}

/// What becomes of rows whose class says nothing, or too little.
struct RefusedRows: ParsableArguments {
  @Option(help: "What to do with rows whose target is missing.")
  var missingTarget = ClassifierOptions.MissingTarget.refuse

  @Option(
    help: "What to do with a class that only one row has: refuse it, drop the row, or only train on it.")
  var rareClass = ClassifierOptions.RareClass.refuse
}

extension UsedColumns {
  /// The columns to use; `nil` for all.
  func chosen() throws -> [String]? {
    features.isEmpty ? nil : try [String](lists: features, option: "--features")
  }

  /// The columns not to use.
  func excluded() throws -> [String] { try [String](lists: exclude, option: "--exclude") }

  /// How columns are read and used.
  ///
  /// - Parameter format: How the table is written and read.
  func columns(_ format: CSVFormatOptions) throws -> ColumnOptions {
    var columns = try format.columns()
    columns.categoryLimit = maxCategories
    return columns
  }
}

extension ChosenColumns {
  /// As the library takes them.
  ///
  /// - Parameter format: How the table is written and read.
  func options(_ format: CSVFormatOptions) throws -> ClassifierOptions {
    var options = ClassifierOptions()
    (options.features, options.excluded) = (try used.chosen(), try used.excluded())
    (options.missingTarget, options.rareClass) = (rows.missingTarget, rows.rareClass)
    options.reading = TableReading(try format.options())
    options.columns = try used.columns(format)
    if let memory = format.memory { options.memory = memory }
    return options
  }
}
#endif
