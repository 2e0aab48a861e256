#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// `logit cv`: the penalty by cross-validation.
struct CVCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cv", _superCommandName: Shell.commandName,
    abstract: "Choose the penalty by cross-validation.",
    discussion: """
      Fits logistic or softmax regression for each lambda of a descending sequence, to all rows and in folds, and measures how \
      well each predicts the rows that its fold holds out. Every fold has the same lambdas, and learns means, categories and \
      replacements anew. lambda.min is the largest lambda whose mean is the best, lambda.1se the largest within one standard \
      error of it, as in R's cv.glmnet. A lambda means what it means in logit fit.

        logit cv patients.csv --target outcome
        logit cv visits.csv --target outcome --group patient --measure auc,deviance -o cv.svg
        logit cv patients.csv --target outcome --l1-ratio 0.5 --folds 10 --json
      """)

  @OptionGroup var study: PenaltyStudy

  @Option(
    help: ArgumentHelp(
      "What to measure: \(PenaltyMeasure.allCases.map(\.option).joined(separator: ", ")); with commas between, the one to choose by first; all by default.",
      valueName: "measure"), completion: .list(PenaltyMeasure.allCases.map(\.option)))
  var measure: String?

  @OptionGroup(title: "Measuring") var folds: FoldOptions

  @Option(parsing: .unconditional, help: "Where the folds come from.")
  var seed: UInt64 = 0

  func run() throws {
    let format = study.input.format
    var options = try study.model.options(format)
    options.measuring = .crossValidation(try folds.folds(dateOrder: format.dateOrder) ?? .stratified())
    options.seed = seed
    let measures = try measures()
    try study.run(options) { subject in
      let progress = ProgressLine()
      defer { progress.clear() }
      return try PenaltyValidation(
        subject.source.takeTable(), target: subject.target, source: subject.source.name,
        options: subject.options, path: subject.path, measures: measures
      ) { number, count in
        guard progress.isWatched, number == 0 || progress.isLong else { return }
        progress.show(number == 0 ? "All rows" : "Fold \(number) of \(count)")
      }
    } next: { validation in
      (validation.curves[0].lambda1SE ?? validation.curves[0].lambdaMin).map {
        PenaltyStudy.NextCommand(
          name: "fit", dropped: droppedOptions, added: "\(study.penalty.fitText) --lambda \($0)")
      }
    }
  }

  /// The options that say how far the penalty is varied; and how another program has it, which fit cannot
  /// follow where rows have weights or offsets.
  private var droppedOptions: Set<String> {
    let own: Set = ["--l1-ratio", "--lambdas", "--lambda-count", "--lambda-min-ratio", "--measure"]
    return study.model.weights == nil && study.model.offset == nil ? own : own.union(["--like"])
  }

  private func measures() throws -> [PenaltyMeasure] {
    guard let measure else { return PenaltyMeasure.allCases }
    let measures = try PenaltyMeasure.allCases.chosen(
      [measure], option: "--measure", called: "measure", name: \.option)
    guard !measures.isEmpty else {
      throw OptionValueError(
        "--measure is empty, but must name at least one of \(PenaltyMeasure.allCases.map(\.option).joined(separator: ", "))."
      )
    }
    return measures
  }
}

extension PenaltyMeasure {
  /// The name as it is typed.
  var option: String { rawValue.replacing("_", with: "-") }
}

extension PenaltyPathOptions {
  /// The options of `logit fit` for the same penalty, after a blank.
  fileprivate var fitText: String {
    switch l1Ratio {
    case 1: " --penalty lasso"
    case 0: " --penalty ridge"
    default: " --penalty elastic-net --l1-ratio \(l1Ratio.shortText)"
    }
  }
}
#endif
