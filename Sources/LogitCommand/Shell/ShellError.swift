#if Command
import Logit
import LogitInterchange
import LogitReports

/// A sentence for whoever typed the command.
struct ShellError: Error, CustomStringConvertible {
  let description: String

  /// The same error, in words that can be typed, on one line whatever the names in it hold. Errors of the
  /// parser, whose messages have several lines, stay.
  static func wording(_ error: any Error) -> any Error {
    switch error {
    case DataError.foreignFormat(_, _, let remedy) where remedy.hasSuffix("(SparseDataset)"):
      ShellError(
        oneLine: "\(error)".replacing(
          "(SparseDataset)", with: "(logit fit, predict, evaluate and convert do)"))
    case let error as DataError: ShellError(oneLine: error.description(.shell))
    case let error as UnsuitablePlot: ShellError(oneLine: error.shellDescription)
    case let error as InterchangeError: ShellError(oneLine: wording(error))
    case let error as FileError:
      ShellError(
        oneLine: error.description(memoryOption: "--memory")
          .replacing("register classes of your own by Keras.register, or use", with: "use")
          .replacing("; raise the limit if the file can be trusted", with: ""))
    // Its formula and caret stand on lines of their own.
    case let error as FormulaError: ShellError(description: error.description(.shell))
    case LogitError.invalidOption(let name, let value, let expected):
      ShellError(oneLine: "\(option(name)) is \(value), but must be \(expected).")
    case is LogitError, is PlotError, is ExplanationError, is ReportError: ShellError(oneLine: "\(error)")
    default: error
    }
  }

  private static func wording(_ error: InterchangeError) -> String {
    error.description
      .replacing(
        "give the architecture too, as Keras's", with: "give it with --architecture FILE.json, as Keras's"
      )
      .replacing("for features as they are encoded", with: "for features as they are encoded (--encoded)")
      .replacing("from encoded numbers", with: "from encoded numbers (--encoded)")
      .replacing("or take them by position", with: "or take them by position (--by-position)")
      .replacing("write it unchecked", with: "write it unchecked (--no-check)")
  }

  /// What the options are called whose values the libraries check.
  private static let options = [
    "arrays": "--arrays", "base class": "--base-class", "batch size": "--batch-size",
    "category limit": "--max-categories", "class weight": "--class-weight", "column of offsets": "--offset",
    "column of weights": "--weights",
    "comment": "--comment", "coverage": "--coverage", "cross": "--cross", "epochs": "--epochs",
    "features": "--features", "first index": "--first-index", "hash bins": "--hash-bins",
    "hidden units": "--hidden", "l1 ratio": "--l1-ratio", "l2": "--l2",
    "lambda": "--lambda", "lambda count": "--lambda-count", "lambda min ratio": "--lambda-min-ratio",
    "lambda rule": "--lambda", "lambdas": "--lambdas", "learning rate": "--learning-rate", "like": "--like",
    "measures": "--measure",
    "offset": "--offset", "The number of splits": "--folds", "penalty factors": "--penalty-factor",
    "penalty": "--penalty", "positive class": "--positive",
    "prior": "--prior", "separator": "--separator", "skippedLines": "--skip-lines", "solver": "--solver",
    "stripped": "--strip", "database table": "--table", "The correction of robust errors": "--robust",
    "target": "--target",
    "thousands": "--thousands", "threshold": "--threshold",
    "trials": "--trials", "validation share": "--validation",
  ]

  /// The same for a value of one class or column, whose name follows.
  private static let optionsWithNames = [
    "bounds of ": "--bounds of ", "cost of ": "--cost of ", "penalty factor of ": "--penalty-factor of ",
    "prior of ": "--prior of ", "weight of class ": "--class-weight of ",
  ]

  private static func option(_ name: String) -> String {
    if let option = options[name] { return option }
    guard let (words, option) = optionsWithNames.first(where: { name.hasPrefix($0.key) }) else { return name }
    return option + name.dropFirst(words.count)
  }

  /// - Parameter text: The sentence; ends of line in it, which names may hold, become escapes.
  init(oneLine text: String) { description = text.onOneLine }

  /// - Parameter description: A sentence, and perhaps lines that show what it is about.
  private init(description: String) { self.description = description }
}
#endif
