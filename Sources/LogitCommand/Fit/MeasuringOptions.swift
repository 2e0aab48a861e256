#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// How rows are divided into folds.
struct FoldOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The number of folds that rows are held out in, in turn; 5 by default.")
  var folds: Int?

  @Option(
    help: "The column of groups, each of which stays in one fold; it is no feature. None by default.")
  var group: String?

  @Option(
    help:
      "The column of times; folds are periods, each predicted by a model of those before it. None by default."
  )
  var time: String?

  @Option(help: "The column whose values are the folds; it is no feature. None by default.")
  var foldColumn: String?
}

extension FoldOptions {
  /// The options that were given.
  var given: [String] { (folds == nil ? [] : ["--folds"]) + columns }

  private var columns: [String] {
    [("--group", group), ("--time", time), ("--fold-column", foldColumn)].filter { $0.1 != nil }.map(\.0)
  }

  /// How rows are divided; `nil` for the usual folds.
  ///
  /// - Parameter dateOrder: The order of day and month in dates.
  /// - Throws: `ValidationError` for options that contradict each other.
  func folds(dateOrder: DateOrder?) throws -> Measuring.Folds? {
    if columns.count > 1 {
      throw ValidationError(
        "\(columns[0]) and \(columns[1]) both say how rows are divided into folds; give one of them.")
    }
    if foldColumn != nil, folds != nil {
      throw ValidationError("--fold-column and --folds both say how many folds there are; give one of them.")
    }
    let least = time == nil ? 2 : 1
    if let folds, folds < least {
      throw OptionValueError("--folds is \(folds), but must be at least \(least).")
    }
    let count = folds ?? 5
    if let foldColumn { return .column(foldColumn) }
    if let group { return .groups(count, column: group) }
    if let time { return .times(count, column: time, dateOrder: dateOrder) }
    return folds.map { .stratified($0) }
  }
}

/// On which rows the model is measured.
struct MeasuringOptions: ParsableArguments {
  @OptionGroup var folds: FoldOptions

  @Option(
    parsing: .unconditional,
    help: """
      The share of rows to hold back once and measure on, 0 for none, instead of folds; 0.2 by default for training in \
      steps.
      """)
  var validation: Double?
}

extension MeasuringOptions {
  /// On which rows the model is measured; `nil` for the usual ones.
  ///
  /// - Parameters:
  ///   - inSteps: Whether the model is trained in steps, which is done once.
  ///   - dateOrder: The order of day and month in dates.
  /// - Throws: `ValidationError` for options that contradict each other.
  func measuring(inSteps: Bool, dateOrder: DateOrder?) throws -> Measuring? {
    if let first = folds.given.first, inSteps {
      throw ValidationError(
        "\(first) measures in folds, but training in steps holds rows out once; say how many with --validation."
      )
    }
    if let first = folds.given.first, validation != nil {
      throw ValidationError("--validation and \(first) both say which rows are held out; give one of them.")
    }
    if let validation { return .holdout(validation) }
    return try folds.folds(dateOrder: dateOrder).map { .crossValidation($0) }
  }
}
#endif
