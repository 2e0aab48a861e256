import Logit
import LogitData
import LogitStatistics

extension ClassifierTraining {
  /// Trains the model and measures it.
  ///
  /// - Parameter callbacks: Called during training, as in `Sequential.fit`; none by default. If one stops
  ///   training early, the classifier has the weights reached so far.
  /// - Returns: The classifier, and a report on data, decisions and scores.
  /// - Throws: `LogitError.trainingDiverged(epoch:step:loss:)` if the loss becomes infinite or NaN, and what
  ///   the callbacks throw.
  public func run(callbacks: [any Callback] = []) throws -> (classifier: Classifier, report: FitReport) {
    var model = model
    let l2 = options.l2(rows: training.classes.count)
    let penalty: [any Callback] = l2 > 0 ? [PenaltyLog(strength: l2, isValidated: validation != nil)] : []
    let history = try model.fit(
      training.features, training.labels, classWeight: classWeights,
      epochs: schedule.epochs, batchSize: schedule.batchSize, verbose: options.verbose,
      callbacks: penalty + callbacks,
      validationData: validation.map { ValidationData($0.features, $0.labels) }, validationBatchSize: 4096)
    let curve = LearningCurve(history)
    let heldOutOutputs = try validation.map { try Predictor(model).predict($0.features) }
    let scores = try validation.flatMap { rows in
      try heldOutOutputs.map { try ClassificationScores(classes: rows.classes, probabilities: $0) }
    }
    var provenance = provenance
    if curve.epochCount < schedule.epochs { provenance.epochsDone = curve.epochCount }
    provenance.metrics = scores?.measurements ?? []
    // There is none if a callback stops training before the first epoch.
    if let loss = curve["loss"].last, loss.isFinite {
      provenance.metrics.append(.init("training_loss", Double(loss)))
    }
    let classifier = try Classifier(
      target: target, classes: classes, features: features, model: model, reading: options.reading,
      history: curve, provenance: provenance)
    let findings = FitFindings(
      training: self, history: curve, model: model, scores: scores, heldOutOutputs: heldOutOutputs)
    let report = FitReport(
      profile: profile, balance: balance, droppedRowCount: provenance.droppedRowCount, schedule: schedule,
      history: curve, scores: scores, decisions: classifier.features.decisions,
      diagnoses: features.diagnoses,
      coefficients: Coefficient.all(of: model, features: features.featureNames, classes: classes.names),
      findings: try findings.all() + targetFindings + features.findings)
    return (classifier, report)
  }
}
