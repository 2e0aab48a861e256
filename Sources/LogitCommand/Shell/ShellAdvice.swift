#if Command
import Logit
import LogitReports

// What to do about an error, in the words of the command line. The libraries name options of their own, which nobody can
// type at a shell.

extension OptionNames {
  /// The options as they are typed.
  static let shell: OptionNames = {
    var names = OptionNames()
    names.headerInFirstRow = "--header"
    names.noHeader = "--no-header"
    names.encoding = { "--encoding \($0.rawValue)" }
    names.skippedLines = { "--skip-lines \($0)" }
    names.escape = "--escape '\\'"
    names.arrays = "--arrays, such as --arrays x_train,y_train"
    names.dropMissingTargets = "--missing-target drop"
    names.notMissing = "--not-missing WORD"
    names.decimalComma = "--decimal-comma"
    names.thousands = { "--thousands \(String($0).shellQuoted)" }
    names.strip = { "--strip \($0.shellQuoted)" }
    names.belowLimit = { "--below-limit \($0.rawValue)" }
    names.dateOrder = { "--date-order \($0.rawValue)" }
    names.mergeSpellings = { "--merge-spellings \($0.shellQuoted)" }
    names.use = { "--as \($0.shellQuoted)=\($1.rawValue)" }
    names.categoryLimit = { "--max-categories \($0)" }
    names.dropRareClasses = "--rare-class drop"
    names.keepRareClasses = "--rare-class keep"
    names.separator = " "
    names.missingWord = { "--missing \($0.shellQuoted)" }
    names.leaveColumnsOut = "--only-predictions"
    names.advised = { $0.shellText }
    names.regressionColumn = { "--\($0.rawValue) \($1?.shellQuoted ?? "COLUMN")" }
    names.maximumErrors = "--max-errors"
    return names
  }()
}

extension OptionAdvice {
  /// The option as it is typed.
  var shellText: String {
    switch self {
    case .exclude(let columns): "--exclude \(columns.map(\.quotedInList).joined(separator: ",").shellQuoted)"
    case .epochs(let count): "--epochs \(count)"
    case .validationShare(let share): "--validation \(share)"
    case .hiddenUnits(let units): "--hidden \(units.map { "\($0)" }.joined(separator: ","))"
    case .ridgePenalty: "--penalty ridge"
    case .ridgeFit: "logit fit --penalty ridge"
    case .firthPenalty: "--firth"
    case .regression: "logit regress"
    case .dropMissingTargets: OptionNames.shell.dropMissingTargets
    case .dropRareClasses: OptionNames.shell.dropRareClasses
    case .prior(let shares):
      "--prior \(shares.map { "\($0.name)=\($0.share)".quotedInList }.joined(separator: ",").shellQuoted)"
    case .reading(_, let remedies): remedies.text(.shell)
    }
  }
}

extension UnsuitablePlot {
  /// One sentence: why the figure cannot be drawn, and what to type to have it.
  var shellDescription: String {
    switch reason {
    case .rowsNeeded(let target):
      description(remedy: "name a file with the column \"\(target)\" after the model")
    case .twoNumbersNeeded: description(remedy: "train one with logit fit --features a,b")
    case .hiddenLayers: description(remedy: "train without --hidden to see them")
    case .noHistory: description(remedy: "use a file that logit fit wrote")
    case .noEpochs: description(remedy: "train with --epochs to see one")
    case .regressionNeeded: description(remedy: "fit the model with logit regress")
    case .separated: description(remedy: "fit it with logit regress --firth")
    case .countedTrials: description(remedy: "draw --kind residuals instead")
    case .twoClassesNeeded: description(remedy: "draw --kind residuals instead")
    case .unknownRange: description(remedy: "name a file that shows it after the model")
    case .noFiniteValues, .oneClass, .noRows, .noEstimates, .notFitted: description
    }
  }
}

/// A sentence for whoever typed the command.
struct ShellError: Error, CustomStringConvertible {
  let description: String

  /// The same error, in words that can be typed, on one line whatever the names in it hold. Errors of the
  /// parser, whose messages have several lines, stay.
  static func wording(_ error: any Error) -> any Error {
    switch error {
    case let error as DataError: ShellError(oneLine: error.description(.shell))
    case let error as UnsuitablePlot: ShellError(oneLine: error.shellDescription)
    case let error as FileError: ShellError(oneLine: error.description(memoryOption: "--memory"))
    // Its formula and caret stand on lines of their own.
    case let error as FormulaError: ShellError(description: error.description(.shell))
    case LogitError.invalidOption(let name, let value, let expected):
      ShellError(oneLine: "\(options[name] ?? name) is \(value), but must be \(expected).")
    case is LogitError, is PlotError: ShellError(oneLine: "\(error)")
    default: error
    }
  }

  /// What the options are called whose values the libraries check.
  private static let options = [
    "arrays": "--arrays", "base class": "--base-class", "batch size": "--batch-size",
    "category limit": "--max-categories", "column of offsets": "--offset", "column of weights": "--weights",
    "comment": "--comment", "coverage": "--coverage", "epochs": "--epochs",
    "features": "--features", "hidden units": "--hidden", "l1 ratio": "--l1-ratio", "l2": "--l2",
    "lambda": "--lambda", "lambda count": "--lambda-count", "lambda min ratio": "--lambda-min-ratio",
    "lambdas": "--lambdas", "learning rate": "--learning-rate", "like": "--like", "offset": "--offset",
    "penalty": "--penalty", "positive class": "--positive",
    "prior": "--prior", "separator": "--separator", "skippedLines": "--skip-lines", "solver": "--solver",
    "stripped": "--strip", "The correction of robust errors": "--robust", "target": "--target",
    "thousands": "--thousands", "threshold": "--threshold",
    "trials": "--trials", "validation share": "--validation",
  ]

  /// - Parameter text: The sentence; ends of line in it, which names may hold, become escapes.
  init(oneLine text: String) { description = text.onOneLine }

  /// - Parameter description: A sentence, and perhaps lines that show what it is about.
  private init(description: String) { self.description = description }
}
#endif
