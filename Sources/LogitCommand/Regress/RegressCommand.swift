#if Command
import ArgumentParser
import Logit
import LogitClassifier
import LogitStatistics

/// `logit regress`: what do the numbers of a table mean?
struct RegressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regress", _superCommandName: Shell.commandName,
    abstract: "Estimate what explains an outcome: coefficients, errors, tests, odds ratios.",
    discussion: """
      Fits logistic regression, or softmax regression for three classes or more, by maximum likelihood without a penalty, and \
      prints the table that R's glm, statsmodels and Stata's logit give. Categories are compared with their first, numbers are \
      in their own units, and rows that miss a value are left out and counted. The model goes to a file as that of logit fit \
      does.

        logit regress patients.csv "outcome ~ age + C(city) + log(income)"
        logit regress patients.csv --target outcome                    # all columns
        logit regress patients.csv "outcome ~ age * sex" --robust hc3 --vif
        logit regress doses.csv "cbind(died, survived) ~ log(dose)" --profile

      In a formula + adds a term, - takes one out, : multiplies two, * does both, ^2 makes all products of two, 0 or -1 leaves \
      the constant out, and . is all other columns, or those of them that --features names and --exclude does not. The functions \
      are log, log2, log10, exp, sqrt, abs, scale, center, I, poly(x, k), bs(x, df), C(x) and C(x, "reference").
      """)

  @OptionGroup var input: TableOptions

  @Argument(
    help: ArgumentHelp(
      "What explains what, such as \"outcome ~ age + city\"; --target and all columns by default."))
  var formula: String?

  @OptionGroup(title: "Terms") var columns: RegressColumnOptions

  @OptionGroup(title: "Errors and tests") var statistics: InferenceOptions

  @Option(
    help: ArgumentHelp(
      "The file to write what each row does to: leverage, Cook's distance, residuals; none by default.",
      valueName: "file"), completion: .file(extensions: TableFormat.fileExtensions))
  var influence: String?

  @Flag(help: "Add the covariance of the estimates.")
  var covariance = false

  @OptionGroup var output: ModelOutputOptions

  @OptionGroup var printing: OutputOptions<PlainOutputHelp>

  func validate() throws {
    if formula != nil, columns.target != nil {
      throw ValidationError("The formula names the outcome; leave --target out.")
    }
  }

  func run() throws {
    EndingSignals.say(atInterrupt: "Interrupted: no model was written.\n")
    var options = try columns.options(input.format)
    try statistics.apply(to: &options)
    let inputs = InputFiles(input.file)
    let destination = try ModelDestination(output, inputs: inputs)
    if let influence, FilePlace(influence).isSame(as: FilePlace(destination.path)) {
      throw ValidationError(
        "--influence \(influence.shellQuoted) is the file that the model goes to; name another, or another model with "
          + "--output.")
    }
    let rowsFormat = try influence.map { path in
      try inputs.requireOther(than: path)
      try StagedFile.requireWritable(path)
      return try TableFormat(path: path)
    }
    let source = try input.read(columns.used, and: columns.others)
    options.formula = formula
    options.target = try formula == nil ? columns.target ?? source.requireTarget(orFormula: true) : nil
    let regression = try TableRegression(source.table, options, source: source.name)
    if let influence, let rowsFormat { try rowsFormat.writer.write(regression.influence(), to: influence) }
    if let classifier = regression.classifier {
      try destination.write(classifier, isQuiet: printing.quiet)
    }
    EndingSignals.say(atInterrupt: "")
    try show(regression, modelPath: regression.classifier.map { _ in destination.path })
  }

  private func show(_ regression: TableRegression, modelPath: String?) throws {
    let report = regression.report
    if printing.json {
      try Shell.print(
        report.json(modelPath: modelPath, hasCovariance: covariance, names: .shell).description)
    }
    if printing.quiet {
      // Not even --quiet keeps it from being said that numbers do not exist.
      if !report.inference.separated.isEmpty {
        Shell.note("The classes are separated, so some coefficients have no finite estimate.\n")
      } else if !report.inference.isConverged {
        Shell.note("The fit did not converge, so the estimates are not the maximum.\n")
      }
    }
    if influence != nil, let note = regression.influenceNote { Shell.note(note + "\n") }
    guard printing.isForPeople else { return }
    try Shell.print(report.description(.shell, hasCovariance: covariance))
    if let influence { try Shell.print("What each row does is in \(influence).") }
    guard let modelPath else {
      try Shell.print("A regression on the constant alone takes no columns, so no model is written.")
      return
    }
    try Shell.print("The model is in \(modelPath).")
    let interval = report.inference.hasAllErrors ? " --interval 0.95" : ""
    try Shell.print("Next: logit predict \(modelPath.shellQuoted) new.csv\(interval)")
  }
}

extension LogisticInference {
  /// Whether all that has an estimate has a standard error, without which probabilities have no intervals.
  fileprivate var hasAllErrors: Bool {
    coefficients.allSatisfy { $0.isAliased || $0.estimate != nil && $0.standardError != nil }
  }
}
#endif
