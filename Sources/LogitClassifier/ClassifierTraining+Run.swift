public import Logit
import LogitData
import LogitStatistics

extension ClassifierTraining {
  /// Trains the model and measures it.
  ///
  /// - Parameters:
  ///   - callbacks: Called during training in steps, as in `Sequential.fit`, and not at all where the optimum
  ///     is found; none by default. If one stops training early, the classifier has the weights reached so
  ///     far.
  ///   - isCancelled: Asked between steps; where it says yes, the classifier has the weights reached so far,
  ///     and is not measured. Never by default.
  /// - Returns: The classifier, and a report on data, decisions and scores.
  /// - Throws: `LogitError.trainingDiverged(epoch:step:loss:)` if the loss becomes infinite or NaN, and what
  ///   the callbacks throw.
  public func run(
    callbacks: [any Callback] = [], isCancelled: () -> Bool = { false }
  ) throws -> (classifier: Classifier, report: FitReport) {
    try withoutActuallyEscaping(isCancelled) {
      try run(callbacks: callbacks, follower: TrainingFollower(isCancelled: $0))
    }
  }

  /// Trains the model and measures it.
  ///
  /// - Parameter follower: What hears of each stage, and says whether to end.
  func run(
    callbacks: [any Callback], follower: TrainingFollower
  ) throws -> (classifier: Classifier, report: FitReport) {
    let training = try trainingRows()
    switch plan {
    case .steps(let steps, let schedule):
      return try runSteps(steps, schedule, training, callbacks: callbacks, follower)
    case .optimum(var fit, var source):
      var choices = FitTally()
      if let choice, case .inTurn(let table, _, let indices, _) = rows {
        let chosen = try choice.lambda(
          features, of: table, classes: indices, isCancelled: follower.search { .choosingPenalty($0) })
        choices = chosen.fits
        if let lambda = chosen.lambda { fit = fit.withLambda(lambda) } else { source = .byDefault }
      }
      let isCancelled = follower.search { .searching($0) }
      let found =
        if case .streamed(let rows, _) = rows {
          try fit.fit(rows, features, isCancelled: isCancelled)
        } else {
          try fit.fit(training, features, classWeights: classWeights, isCancelled: isCancelled)
        }
      return try measure(found, of: fit, source, choices, training, follower)
    }
  }

  /// The rows that are trained on, encoded.
  ///
  /// - Throws: As `FeatureSpace.matrix(of:)`.
  func trainingRows() throws -> LabeledMatrix {
    try rows.training(features, weights: rowWeights, isPrecise: isPrecise)
  }

  // MARK: In steps

  private func runSteps(
    _ steps: StepOptions, _ schedule: TrainingSchedule, _ training: LabeledMatrix, callbacks: [any Callback],
    _ follower: TrainingFollower
  ) throws -> (classifier: Classifier, report: FitReport) {
    var model = model
    let l2 = steps.l2(rows: training.classes.count)
    let penalty: [any Callback] =
      l2 > 0 ? [PenaltyLog(strength: l2, isValidated: rows.validation != nil)] : []
    let fit = RowsFit(
      training.features, training.labels, sampleWeight: sampleWeight(training),
      classWeight: rowWeights == nil ? classWeights : nil,
      epochs: schedule.epochs, batchSize: schedule.batchSize, callbacks: penalty + callbacks,
      validationData: rows.validation.map { ValidationData($0.features, $0.labels) },
      validationBatchSize: 4096)
    let (history, isComplete) = try follower.train(&model, fit, verbose: options.verbose)
    let curve = LearningCurve(history)
    var provenance = provenance
    if curve.epochCount < schedule.epochs { provenance.epochsDone = curve.epochCount }
    let measured = try (isComplete ? rows.validation : nil).map {
      try MeasuredRows(heldOut: $0, model, learner)
    }
    provenance.metrics = measured?.scores.measurements ?? []
    // There is none if a callback stops training before the first epoch.
    if let loss = curve["loss"].last, loss.isFinite {
      provenance.metrics.append(.init("training_loss", Double(loss)))
    }
    var classifier = try Classifier(
      target: target, classes: classes, features: features, model: model, reading: options.reading,
      history: curve, provenance: provenance)
    classifier.decision = measured?.decision.decision ?? learner.unlearned
    classifier.coverage = measured?.coverage
    let like = steps.like.map { tool in
      var fit = toolFit(tool)
      (fit.schedule, fit.hiddenUnits) = (schedule, options.hiddenUnits)
      (fit.optimizerName, fit.l2) = (steps.optimizer.name, l2)
      return fit.report(classifier.linearEstimates)
    }
    let shown = try MatrixFindings(training: self, rows: training, model: model).all()
    return (
      classifier,
      try report(
        classifier, .steps(schedule, optimizer: steps.optimizer.name), measured: measured, shown: shown,
        like: like)
    )
  }

  /// The rows' weights, times those of their classes; `nil` if the former are 1.
  private func sampleWeight(_ training: LabeledMatrix) -> Tensor<Float>? {
    guard rowWeights != nil else { return nil }
    return training.weights(classWeights).map { weights in Tensor(weights.map { Float($0) }) }
  }

  // MARK: To the optimum

  /// How λ is chosen from the rows; `nil` if it is not.
  private var choice: LambdaChoice? {
    guard case .optimum(let fit, .chosen(let rule)) = plan, let folds = options.rowsToMeasure.folds else {
      return nil
    }
    return LambdaChoice(
      rule: rule, l1Ratio: fit.penalty.l1Ratio, design: fit.options.design, folds: folds, labels: classes,
      classWeight: options.classWeight, weights: rowWeights, seed: options.seed)
  }

  private func measure(
    _ found: OptimumFit.Found, of fit: OptimumFit, _ source: LambdaSource, _ choices: FitTally,
    _ training: consuming LabeledMatrix, _ follower: TrainingFollower
  ) throws -> (classifier: Classifier, report: FitReport) {
    let estimates = found.estimates
    var model =
      source.rule == nil
      ? model
      : try classes.head.model(inputCount: features.outputCount, penalty: fit.penalty)
    try model.setWeights(estimates.weights())
    let findings = MatrixFindings(training: self, rows: training, model: model, aliased: found.aliased)
    let shown =
      if case .streamed = rows {
        findings.ofSample()
      } else {
        try findings.all(isDiverging: found.solution.state == .diverging)
      }
    // The folds take as much memory again.
    training = LabeledMatrix(features: Tensor([]), classes: [])
    var provenance = provenance
    provenance.state = found.solution.state
    provenance.options?.training = .optimum(fit.record(source))
    let like = fit.options.like.map { tool in
      var tool = toolFit(tool)
      tool.optimum = (fit.record(source), found.solution)
      return tool.report(found)
    }
    let measured = try measured(found.solution, estimates, model, fit, follower)
    provenance.metrics = (measured?.scores.measurements ?? []) + found.solution.measurements
    var classifier = try Classifier(
      target: target, classes: classes, features: features, model: model, reading: options.reading,
      estimates: estimates, provenance: provenance)
    classifier.decision = measured?.decision.decision ?? learner.unlearned
    classifier.coverage = measured?.coverage
    return (
      classifier,
      try report(
        classifier, .optimum(found.solution, fit.penalty, source), choices,
        measured: measured, shown: shown, like: like)
    )
  }

  /// What a program's call is made of.
  private func toolFit(_ tool: ReferenceTool) -> ToolFit {
    var fit = ToolFit(
      tool: tool, columns: ToolColumns(features, profile), source: profile.source,
      layout: profile.layout, target: target,
      classNames: classes.names, rowCount: provenance.trainingRowCount,
      classWeights: classWeights.map { weights in classes.names.indices.map { weights[$0] ?? 1 } },
      isBalanced: options.classWeight == .balanced,
      weight: weight)
    (fit.heldOutCount, fit.isPrecise) = (provenance.validationRowCount, isPrecise)
    return fit
  }

  private func measured(
    _ solution: LinearSolution, _ estimates: LinearEstimates, _ model: Sequential, _ fit: OptimumFit,
    _ follower: TrainingFollower
  ) throws -> MeasuredRows? {
    switch rows {
    case .streamed(let rows, let foldCount):
      guard foldCount > 0, solution.state != .interrupted, !follower.isCancelled() else { return nil }
      return try validation(solution, estimates, fit, follower).predictions(
        of: rows, foldCount: foldCount, isPrecise: isPrecise, isCancelled: follower.isCancelled
      ).map { try MeasuredRows.measuring($0, learner) }
    case .divided(_, let validation):
      return try validation.map { try MeasuredRows(heldOut: $0, model, learner, estimates: estimates) }
    case .inTurn(let table, _, let indices, let folds):
      guard solution.state != .interrupted, !follower.isCancelled() else { return nil }
      return try validation(solution, estimates, fit, follower).predictions(
        of: table, classes: indices, folds: folds, isCancelled: follower.isCancelled
      ).map { try MeasuredRows($0, learner) }
    }
  }

  private func validation(
    _ solution: LinearSolution, _ estimates: LinearEstimates, _ fit: OptimumFit, _ follower: TrainingFollower
  ) -> CrossValidation {
    var validation = CrossValidation(
      features: features, fit: fit, classNames: classes.names, classWeight: options.classWeight,
      weights: rowWeights, start: solution.isConverged ? estimates : nil, choice: choice)
    (validation.givesLogits, validation.keepsModels) = (learner.takesLogits, true)
    validation.onFold = { follower.tell(.measuring(fold: $0, of: $1)) }
    return validation
  }

  private func report(
    _ classifier: Classifier, _ completed: CompletedTraining, _ choices: FitTally = FitTally(),
    measured: MeasuredRows?, shown: MatrixFindings.Found, like: ToolReport?
  ) throws -> FitReport {
    var choices = choices
    if let ofFolds = measured?.unfinished?.choices { choices.add(ofFolds) }
    let findings = FitFindings(
      training: self, history: classifier.history, completed: completed, choices: choices, measured: measured,
      shown: shown)
    var report = FitReport(
      profile: profile, balance: balance, droppedRowCount: provenance.droppedRowCount, training: completed,
      history: classifier.history, scores: measured?.scores, scoresOrigin: measured?.origin,
      foldCount: measured?.foldCount,
      unconvergedFoldCount: measured?.unfinished?.folds ?? 0, choiceFits: choices,
      measuring: options.rowsToMeasure,
      decisions: classifier.features.decisions, diagnoses: features.diagnoses,
      intercepts: classifier.intercepts, coefficients: classifier.coefficients,
      findings: try findings.all() + targetFindings + features.findings, like: like)
    if classifier.decision != .usual {
      report.decision = DecisionReport(classifier.decision, measured?.decision)
    }
    report.uncountedRowCount = provenance.uncountedRowCount
    report.sets = measured?.sets(isGuaranteed: classifier.guaranteesCoverage)
    return report
  }
}

extension TrainingRows {
  /// The rows that are held out, encoded; `nil` if none are.
  fileprivate var validation: LabeledMatrix? {
    if case .divided(_, let validation) = self { validation } else { nil }
  }
}

extension LinearSolution {
  /// What certifies the optimum, by the names that it has in model files.
  fileprivate var measurements: [Provenance.Measurement] {
    [
      Provenance.Measurement("training_loss", meanLoss), .init("objective", objective),
      .init("gradient_norm", gradientNorm), .init("iterations", Double(iterations)),
    ].filter { $0.value.isFinite }
  }
}
