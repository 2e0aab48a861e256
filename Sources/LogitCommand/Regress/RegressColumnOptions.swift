#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// Which columns explain what, and which have another use.
struct RegressColumnOptions: ParsableArguments {
  @Option(
    help: "The outcome, where there is no formula; of a bundled set by default the one that is meant for it.")
  var target: String?

  /// Without a formula the predictors, in one what . stands for.
  @OptionGroup var used: UsedColumns

  @Option(
    help: ArgumentHelp(
      "Of two classes, the one whose probability is modelled; the later one by default.", valueName: "class"))
  var positive: String?

  @Option(
    help: ArgumentHelp(
      "Of three classes or more, the one that the others are compared with; the first by default.",
      valueName: "class"))
  var baseClass: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The category that the others of a column are compared with; may be repeated; the first by default.",
      valueName: "column=level"))
  var reference: [String] = []

  @Option(
    help: ArgumentHelp(
      "The column of prior weights, as R's weights; none by default.", valueName: "column"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "The column that says how many equal rows each stands for; none by default.", valueName: "column"))
  var frequencyWeights: String?

  @Option(
    help: ArgumentHelp(
      "The column that is added to the log-odds as it is; none by default.", valueName: "column"))
  var offset: String?

  @Option(
    help: ArgumentHelp(
      "The column of trials, where the outcome counts successes or is their proportion; none by default.",
      valueName: "column"))
  var trials: String?

  /// What other programs call the model, which is one here.
  @Option(name: [.customLong("family"), .customLong("link")], help: .hidden)
  var family: String?

  func validate() throws {
    if let family, !["binomial", "multinomial", "logit", "logistic"].contains(family.lowercased()) {
      throw OptionValueError(
        OtherModel(called: family)?.sentence(for: nil, .shell)
          ?? "\(family) is not offered; logit regress fits logistic regression to two classes or counts, and softmax "
          + "regression to three classes or more.")
    }
    if positive != nil, baseClass != nil {
      throw ValidationError(
        "--positive is for two classes and --base-class for three or more; give one of them.")
    }
    if let weights, weights == frequencyWeights {
      throw ValidationError(
        "--weights and --frequency-weights name the same column, which would count twice; give one of them.")
    }
    _ = try references()
  }
}

extension RegressColumnOptions {
  /// The columns that are used, but are no predictors.
  var others: [String?] { [target, weights, frequencyWeights, offset, trials] }

  /// As the library takes them, without the formula.
  ///
  /// - Parameter format: How the table is written and read.
  func options(_ format: CSVFormatOptions) throws -> TableRegressionOptions {
    var options = TableRegressionOptions()
    (options.features, options.excluded) = (try used.chosen(), try used.excluded())
    (options.positiveClass, options.baseClass) = (positive, baseClass)
    options.references = try references()
    (options.weights, options.frequencyWeights) = (weights, frequencyWeights)
    (options.offset, options.trials) = (offset, trials)
    options.columns = try used.columns(format)
    options.reading = TableReading(try format.options())
    return options
  }

  private func references() throws -> [String: String] {
    try NamedValues(
      option: "--reference", expected: "a column, = and one of its categories, such as city=Oslo",
      twice: { "what \"\($0)\" is compared with" }, endsAtLast: false
    ).values(of: reference) { value, _ in value }
  }
}
#endif
