#if Command
public import ArgumentParser
import Logit
import LogitClassifier

/// Which columns and rows a model is made of, and how much they count.
struct ModelOptions: ParsableArguments {
  @OptionGroup var columns: ChosenColumns

  @OptionGroup var hashing: HashingOptions

  @Option(
    help: ArgumentHelp(
      "balanced, or weights such as yes=5,no=1; by default every row counts once.", valueName: "weights"),
    completion: .list(["balanced"]))
  var classWeight: String?

  @Option(
    help:
      "The column of the rows' weights, 0 or more, which multiply with --class-weight; it is no feature. None by default."
  )
  var weights: String?

  @Option(
    help:
      "The column that is added to the log-odds of the second of two classes as it is; new rows need it, too. None by default."
  )
  var offset: String?

  @Option(
    help: ArgumentHelp(
      "Of two classes, the one whose probability the model gives; the later one by default.",
      valueName: "class"))
  var positive: String?
}

extension ModelOptions {
  /// The column that names each row's class, if it was given.
  var target: String? { columns.target }

  /// As the library takes them.
  ///
  /// - Parameters:
  ///   - format: How the table is written and read.
  ///   - allowsSparse: Whether rows may be kept sparse; not by default.
  func options(_ format: CSVFormatOptions, allowsSparse: Bool = false) throws -> ClassifierOptions {
    var options = try columns.options(format)
    try hashing.set(&options, allowsSparse: allowsSparse)
    options.classWeight = try classWeight.map(Self.classWeight) ?? .equal
    (options.weights, options.offset, options.positiveClass) = (weights, offset, positive)
    return options
  }

  private static func classWeight(_ text: String) throws -> ClassifierOptions.ClassWeight {
    if text == "balanced" { return .balanced }
    var weights: [String: Float] = [:]
    for part in try [String](list: text, option: "--class-weight") {
      // A class may have = in its name, a number does not.
      guard let mark = part.lastIndex(of: "="), let weight = Float(part[part.index(after: mark)...]) else {
        throw OptionValueError(
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
