#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// Which columns and rows are looked at.
struct ChosenColumns: ParsableArguments {
  @Option(
    help: "The column that names each row's class; of a bundled set by default the one that is meant for it.")
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The columns to use, with commas between, a name with a comma in quotes; all by default.",
      valueName: "a,b"))
  var features: String?

  @Option(help: ArgumentHelp("The columns not to use, in the same form; none by default.", valueName: "a,b"))
  var exclude: String?

  @Option(help: "What to do with rows whose target is missing.")
  var missingTarget = ClassifierOptions.MissingTarget.refuse

  @Option(
    help: "What to do with a class that only one row has: refuse it, drop the row, or only train on it.")
  var rareClass = ClassifierOptions.RareClass.refuse

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most categories of a column; \(ColumnOptions.usualCategoryLimit.grouped) by default, or fewer in a very long table.",
      valueName: "n"))
  var maxCategories: Int?
}

extension ChosenColumns {
  /// As the library takes them.
  ///
  /// - Parameter format: How the table is written and read.
  func options(_ format: CSVFormatOptions) throws -> ClassifierOptions {
    var options = ClassifierOptions()
    options.features = try features.map { try [String](list: $0, option: "--features") }
    options.excluded = try exclude.map { try [String](list: $0, option: "--exclude") } ?? []
    options.missingTarget = missingTarget
    options.rareClass = rareClass
    options.reading = TableReading(try format.options())
    options.columns = try format.columns()
    options.columns.categoryLimit = maxCategories
    if let memory = format.memory { options.memory = memory }
    return options
  }
}
#endif
