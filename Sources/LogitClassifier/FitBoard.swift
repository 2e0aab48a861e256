package import Logit
package import LogitData
package import LogitFiles
import LogitStatistics

/// What TensorBoard shows of a fit: each epoch, or what the optimum came to, and the scores.
package struct FitBoard: Sendable {
  /// The directory that is written to.
  package let directory: String

  /// Finds out, before work that may take long, whether the directory can be written.
  ///
  /// - Parameter directory: The directory, made where it is missing.
  /// - Throws: `FileError`.
  package init(_ directory: String) throws(FileError) {
    self.directory = directory
    for path in [directory, train, validation] { try FileSystem.requireWritableDirectory(path) }
  }

  private var train: String { "\(directory)/train" }
  private var validation: String { "\(directory)/validation" }
  private static let textTag = "fit"

  /// What writes each epoch; `nil` where the optimum is found.
  ///
  /// - Throws: `FileError`.
  package func callback(_ training: ClassifierTraining) throws -> TensorBoard? {
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
  /// - Parameter names: What options are called.
  /// - Throws: `FileError`.
  package func write(_ classifier: Classifier, _ report: FitReport, _ names: OptionNames) throws {
    var step = report.training.schedule.map { $0.epochs - 1 } ?? 0
    if case .optimum(let solution, let penalty, _) = report.training {
      try write(solution, penalty, classifier, report, names)
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
    _ report: FitReport, _ names: OptionNames
  ) throws {
    let root = try EventWriter(directory: directory)
    root.write(hyperParameters: [
      "solver": .text(solution.solver.rawValue), "penalty": .text(penalty.name),
      "lambda": .number(solution.lambda), "l1_ratio": .number(solution.l1Ratio),
      "seed": .number(Double(classifier.provenance.seed)),
    ])
    root.write(text: Self.text(report.description(names)), tag: Self.textTag)
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
