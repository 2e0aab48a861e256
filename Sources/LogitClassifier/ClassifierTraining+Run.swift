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
    let history = try model.fit(
      training.features, training.labels, classWeight: classWeights,
      epochs: schedule.epochs, batchSize: schedule.batchSize, verbose: options.verbose, callbacks: callbacks,
      validationData: validation.map { ValidationData($0.features, $0.labels) }, validationBatchSize: 4096)
    let curve = LearningCurve(history)
    let scores = try validation.map {
      try ClassificationScores(
        classes: $0.classes, probabilities: Predictor(model).predict($0.features))
    }
    var provenance = provenance
    provenance.metrics = scores?.measurements ?? []
    // There is none if a callback stops training before the first epoch.
    if let loss = curve["loss"].last, loss.isFinite {
      provenance.metrics.append(.init("training_loss", Double(loss)))
    }
    let classifier = try Classifier(
      target: target, classes: classes, features: features, model: model, history: curve,
      provenance: provenance)
    let report = FitReport(
      profile: profile, balance: balance, droppedRowCount: provenance.droppedRowCount, schedule: schedule,
      history: curve, scores: scores, decisions: features.decisions,
      coefficients: Coefficient.all(of: model, features: features.featureNames, classes: classes.names),
      warnings: FitWarning.find(self, history: curve, scores: scores))
    return (classifier, report)
  }
}
