#if Command
public import ArgumentParser
import Logit
import LogitClassifier

/// Which columns and rows a model is made of, and how much they count.
struct ModelOptions: ParsableArguments {
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

  @Option(
    help: ArgumentHelp(
      "balanced, or weights such as yes=5,no=1; by default every row counts once.", valueName: "weights"),
    completion: .list(["balanced"]))
  var classWeight: String?

  @Option(help: "What to do with rows whose target is missing.")
  var missingTarget = ClassifierOptions.MissingTarget.refuse

  @Option(
    help: "What to do with a class that only one row has: refuse it, drop the row, or only train on it.")
  var rareClass = ClassifierOptions.RareClass.refuse

  @Option(
    help: ArgumentHelp(
      "Of two classes, the one whose probability the model gives; the later one by default.",
      valueName: "class"))
  var positive: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most categories of a column; \(ColumnOptions.usualCategoryLimit.grouped) by default, or fewer in a very long table.",
      valueName: "n"))
  var maxCategories: Int?
}

extension ModelOptions {
  /// As the library takes them.
  ///
  /// - Parameter format: How the table is written and read.
  func options(_ format: CSVFormatOptions) throws -> ClassifierOptions {
    var options = ClassifierOptions()
    options.features = try features.map { try [String](list: $0, option: "--features") }
    options.excluded = try exclude.map { try [String](list: $0, option: "--exclude") } ?? []
    options.classWeight = try classWeight.map(Self.classWeight) ?? .equal
    options.missingTarget = missingTarget
    options.rareClass = rareClass
    options.positiveClass = positive
    options.reading = TableReading(try format.options())
    options.columns = try format.columns()
    options.columns.categoryLimit = maxCategories
    if let memory = format.memory { options.memory = memory }
    return options
  }

  private static func classWeight(_ text: String) throws -> ClassifierOptions.ClassWeight {
    if text == "balanced" { return .balanced }
    var weights: [String: Float] = [:]
    for part in try [String](list: text, option: "--class-weight") {
      // A class may have = in its name, a number does not.
      guard let mark = part.lastIndex(of: "="), let weight = Float(part[part.index(after: mark)...]) else {
        throw ValidationError(
          "--class-weight is '\(text)', but must be balanced, or weights such as yes=5,no=1.")
      }
      weights[String(part[..<mark])] = weight
    }
    return .named(weights)
  }
}

extension ClassifierOptions.MissingTarget: ExpressibleByArgument {}
extension ClassifierOptions.RareClass: ExpressibleByArgument {}
#endif
