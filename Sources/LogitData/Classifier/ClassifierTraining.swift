import Logit
import LogitStatistics

/// A training run that is ready to begin: the rows are divided, the columns are encoded, the model is made.
///
/// ``Classifier/fit(_:target:options:callbacks:)`` does all at once. Use this to show what will happen before it does:
///
///     let training = try ClassifierTraining(table, target: "outcome")
///     print(training.profile, training.features.decisions)
///     let (classifier, report) = try training.run()
public struct ClassifierTraining {
  /// What was read.
  public let profile: TableProfile
  /// The classes and their rows.
  public let balance: ClassBalance
  /// What is done with each column; learned from the training rows alone.
  public let features: FeatureSpace
  /// How long training takes, and with what learning rate.
  public let schedule: TrainingSchedule
  /// The options it was made with.
  public let options: ClassifierOptions
  /// The model, with its first weights.
  public let model: Sequential

  let target: String
  let classes: ClassLabels
  let training: LabeledMatrix
  /// `nil` when no rows are held back.
  let validation: LabeledMatrix?
  let provenance: Provenance

  /// Divides and encodes the rows of a table, and makes a model for them.
  ///
  /// - Parameters:
  ///   - table: The rows; given back piece by piece, see ``Classifier/fit(_:target:options:callbacks:)``.
  ///   - target: The column that names each row's class.
  ///   - source: What the rows came from, for the provenance; the name of a file.
  ///   - options: What to do otherwise than by default.
  /// - Throws: ``DataError`` or ``LogitError``.
  public init(
    _ table: consuming Table, target: String, source: String = "a table",
    options: ClassifierOptions = ClassifierOptions()
  ) throws {
    try options.validate()
    var table = consume table
    let targetColumn = table.columns[try table.index(of: target, role: "target")]
    let (classes, indices) = try ClassLabels.learn(targetColumn)
    let rows = try RowDivision(indices, labels: classes, target: target, options: options)
    let (trainingCount, validationCount) = (
      rows.trainingCounts.reduce(0, +), rows.validationCounts.reduce(0, +)
    )
    profile = TableProfile(table, source: source)
    balance = ClassBalance(
      names: classes.names, trainingCounts: rows.trainingCounts, validationCounts: rows.validationCounts)
    provenance = Provenance(
      version: LogitVersion.current, source: source, rowCount: table.rowCount, columnCount: table.columnCount,
      fingerprint: table.fingerprint, trainingRowCount: trainingCount, validationRowCount: validationCount,
      droppedRowCount: rows.droppedCount, seed: options.seed, options: [], metrics: [])

    var features = try Self.features(of: table, target: target, options: options)
    try features.adapt(to: table, rows: rows.trainingRows)
    let matrices = try features.matrices(consuming: &table, destinations: rows.places, count: 2)
    training = LabeledMatrix(features: matrices[0], classes: rows.select(indices, RowDivision.Place.training))
    validation =
      validationCount == 0
      ? nil
      : LabeledMatrix(features: matrices[1], classes: rows.select(indices, RowDivision.Place.validation))
    self.features = features
    self.target = target
    self.classes = classes
    self.options = options
    schedule = TrainingSchedule(rows: trainingCount, options: options)
    model = try Self.model(
      inputCount: features.outputCount, classCount: classes.count, rows: trainingCount, schedule: schedule,
      options: options)
  }

  private static func features(of table: Table, target: String, options: ClassifierOptions) throws
    -> FeatureSpace
  {
    for name in options.excluded { _ = try table.index(of: name, role: "column to exclude") }
    var excluded = options.excluded
    if let features = options.features {
      for name in features { _ = try table.index(of: name, role: "feature") }
      excluded += table.columnNames.filter { !features.contains($0) }
    }
    return try FeatureSpace.automatic(for: table, excluding: excluded + [target])
  }

  private static func model(
    inputCount: Int, classCount: Int, rows: Int, schedule: TrainingSchedule, options: ClassifierOptions
  ) throws -> Sequential {
    let l2 = options.l2 ?? 1 / (2 * Double(rows))
    let regularizer: (any Regularizer)? = l2 > 0 ? .l2(l2) : nil
    var layers: [any Layer] = [Input(shape: [inputCount])]
    for units in options.hiddenUnits {
      layers.append(Dense(units, activation: .relu, kernelRegularizer: regularizer))
    }
    layers.append(
      Dense(
        classCount == 2 ? 1 : classCount, activation: classCount == 2 ? .sigmoid : .softmax,
        kernelRegularizer: regularizer))
    var model = try Sequential(layers, seed: options.seed)
    var optimizer = options.optimizer
    optimizer.learningRate = CosineDecay(
      schedule.learningRate, decaySteps: schedule.epochs * schedule.stepsPerEpoch(rows: rows))
    try model.compile(
      optimizer: optimizer,
      loss: classCount == 2 ? .binaryCrossentropy : .sparseCategoricalCrossentropy, metrics: [.accuracy])
    return model
  }
}

extension ClassifierTraining {
  /// Trains and measures.
  ///
  /// - Parameter callbacks: Called while training, as by `fit` of ``Sequential``. One that stops training early leaves a
  ///   classifier with the weights so far.
  /// - Throws: ``LogitError``.
  public func run(callbacks: [any Callback] = []) throws -> (classifier: Classifier, report: FitReport) {
    var model = model
    let history = try model.fit(
      training.features, training.labels, classWeight: balance.weights(options.classWeight),
      epochs: schedule.epochs, batchSize: schedule.batchSize, verbose: options.verbose, callbacks: callbacks,
      validationData: validation.map { ValidationData($0.features, $0.labels) }, validationBatchSize: 4096)
    let curve = LearningCurve(history)
    let scores = try validation.map {
      try ClassificationScores(
        labels: $0.classes.map { Int($0) }, probabilities: Predictor(model).predict($0.features))
    }
    var provenance = provenance
    provenance.options = recordedOptions
    provenance.metrics =
      (scores?.measurements ?? []) + [.init("training_loss", Double(curve["loss"].last ?? .nan))]
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

  /// The options as the command line spells them.
  private var recordedOptions: [Provenance.Option] {
    var recorded: [Provenance.Option] = [
      .init("hidden", options.hiddenUnits.map(String.init).joined(separator: ",")),
      .init("optimizer", options.optimizer.name), .init("learning-rate", "\(schedule.learningRate)"),
      .init("epochs", "\(schedule.epochs)"), .init("batch-size", "\(schedule.batchSize)"),
      .init("validation", "\(options.validationShare)"),
    ]
    if let l2 = options.l2 { recorded.append(.init("l2", "\(l2)")) }
    switch options.classWeight {
    case .equal: break
    case .balanced: recorded.append(.init("class-weight", "balanced"))
    case .named(let weights):
      let texts = weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      recorded.append(.init("class-weight", texts.joined(separator: ",")))
    }
    return recorded
  }
}
