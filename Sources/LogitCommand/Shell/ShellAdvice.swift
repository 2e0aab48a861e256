#if Command
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
    names.leaveColumnsOut = "--only-predictions"
    names.advised = { $0.shellText }
    names.maximumErrors = "--max-errors"
    return names
  }()
}

extension OptionAdvice {
  /// The option as it is typed.
  var shellText: String {
    switch self {
    case .exclude(let columns): "--exclude \(columns.map(\.inList).joined(separator: ",").shellQuoted)"
    case .epochs(let count): "--epochs \(count)"
    case .validationShare(let share): "--validation \(share)"
    case .hiddenUnits(let units): "--hidden \(units.map { "\($0)" }.joined(separator: ","))"
    }
  }
}

extension String {
  /// A column's name in a list with commas: in quotes, as in CSV, if it has a comma or quotes itself.
  fileprivate var inList: String {
    contains(",") || contains("\"")
      ? "\""
        + split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\"" : self
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
    case .noFiniteValues, .oneClass, .noRows: description
    }
  }
}

/// A sentence for whoever typed the command.
struct ShellError: Error, CustomStringConvertible {
  let description: String

  /// The same error, in words that can be typed.
  static func wording(_ error: any Error) -> any Error {
    switch error {
    case let error as DataError: ShellError(description: error.description(.shell))
    case let error as UnsuitablePlot: ShellError(description: error.shellDescription)
    default: error
    }
  }
}
#endif
