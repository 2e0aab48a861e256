#if Command
import Logit
import LogitClassifier
import LogitStatistics

/// What TensorBoard shows of a fit: each epoch, or what the optimum came to, and the scores.
struct FitBoard {
  let directory: String

  /// Finds out, before work that may take long, whether the directory can be written.
  ///
  /// - Throws: `OptionValueError`, which names the option.
  init(_ directory: String) throws {
    guard !directory.isEmpty else {
      throw OptionValueError("--tensorboard is empty, but must name a directory.")
    }
    self.directory = directory
    for path in [directory, train, validation] {
      do {
        try FileSystem.requireWritableDirectory(path)
      } catch {
        throw Self.error(directory, error)
      }
    }
  }

  private static func error(_ directory: String, _ error: FileError) -> OptionValueError {
    OptionValueError("--tensorboard \(directory.shellQuoted) cannot be written. \(error)")
  }

  /// Does what writes to the directory; an error of its files names the option.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as FileError {
      switch error {
      case .directoryNotMade(let path, _), .notWritten(let path, _):
        if path.hasPrefix(directory) { throw Self.error(directory, error) }
        throw error
      default: throw error
      }
    }
  }

  private var train: String { "\(directory)/train" }
  private var validation: String { "\(directory)/validation" }
  private static let textTag = "fit"

  /// What writes each epoch; `nil` where the optimum is found.
  func callback(_ training: ClassifierTraining) throws -> TensorBoard? {
    guard let schedule = training.schedule, case .steps(let steps)? = training.options.method else {
      return nil
    }
    var chosen: [String: HyperParameter] = [
      "optimizer": .text(steps.optimizer.name), "learning_rate": .number(schedule.learningRate),
      "epochs": .number(Double(schedule.epochs)), "batch_size": .number(Double(schedule.batchSize)),
      "hidden": .text(training.options.hiddenUnits.map(String.init).joined(separator: ",")),
      "seed": .number(Double(training.options.seed)),
    ]
    if let l2 = steps.l2 { chosen["l2"] = .number(l2) }
    return try TensorBoard(
      directory: directory, histogramFrequency: 1, hyperParameters: chosen,
      texts: [Self.textTag: Self.text(training.summary)])
  }

  /// Writes the optimum, and the scores of any fit.
  ///
  /// - Throws: `OptionValueError`, which names the option.
  func write(_ classifier: Classifier, _ report: FitReport) throws {
    try naming { try writeAll(classifier, report) }
  }

  private func writeAll(_ classifier: Classifier, _ report: FitReport) throws {
    var step = report.training.schedule.map { $0.epochs - 1 } ?? 0
    if case .optimum(let solution, let penalty, _) = report.training {
      try write(solution, penalty, classifier, report)
      step = 0
    }
    guard let scores = report.scores else { return }
    let events = try EventWriter(directory: validation)
    for (name, value) in [
      ("accuracy", scores.accuracy.value), ("log_loss", scores.logLoss.value),
      ("roc_auc", scores.rocArea.value), ("macro_f1", scores.macroF1), ("brier_score", scores.brierScore),
    ] where value.isFinite {
      events.write(scalar: value, tag: "scores/\(name)", step: step)
    }
    try events.flush()
  }

  private func write(
    _ solution: LinearSolution, _ penalty: LogisticRegression.Penalty, _ classifier: Classifier,
    _ report: FitReport
  ) throws {
    let root = try EventWriter(directory: directory)
    root.write(hyperParameters: [
      "solver": .text(solution.solver.rawValue), "penalty": .text(penalty.name),
      "lambda": .number(solution.lambda), "l1_ratio": .number(solution.l1Ratio),
      "seed": .number(Double(classifier.provenance.seed)),
    ])
    root.write(text: Self.text(report.description(.shell)), tag: Self.textTag)
    root.writeSessionEnd()
    try root.flush()
    let events = try EventWriter(directory: train)
    try events.write(model: classifier.model)
    for (name, value) in [
      ("loss", solution.meanLoss), ("objective", solution.objective),
      ("gradient_norm", solution.gradientNorm), ("iterations", Double(solution.iterations)),
    ] where value.isFinite {
      events.write(scalar: value, tag: "optimum/\(name)", step: 0)
    }
    for (name, weight) in classifier.model.namedWeights {
      events.write(histogram: weight, tag: "\(name)/histogram", step: 0)
    }
    try events.flush()
  }

  /// A text as Markdown that shows it as it is.
  private static func text(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n")
  }
}
#endif
