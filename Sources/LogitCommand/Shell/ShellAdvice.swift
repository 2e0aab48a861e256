#if Command
import Logit
import LogitReports

// What to do about an error, in the words of the command line. The libraries name options of their own, which
// nobody can type at a shell.

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
    names.unreadColumn = { OptionAdvice.exclude([$0]).shellText }
    names.table = { "--table, such as --table \($0.shellQuoted)" }
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
    case .firthFit: "logit regress --firth"
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
    case .thresholdOfTwoClasses: description(remedy: "draw --kind confusion instead")
    case .countedTrials: description(remedy: "draw --kind residuals instead")
    case .twoClassesNeeded: description(remedy: "draw --kind residuals instead")
    case .unknownRange: description(remedy: "name a file that shows it after the model")
    case .noFiniteValues, .oneClass, .noRows, .noEstimates, .notFitted: description
    }
  }
}
#endif
