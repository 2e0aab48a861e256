import Logit
import LogitData
public import LogitStatistics

/// A model together with what its inputs and outputs mean: rows of a table in, classes out.
///
///     let table = try Table(csv: "patients.csv")
///     let (classifier, report) = try Classifier.fit(table, target: "outcome")
///     print(report)
///     try classifier.save(to: "patients.safetensors")
///     let predictions = try classifier.predict(Table(csv: "new.csv"))
///
/// It takes raw columns, by name and in any order: everything that was learned about them, from means to
/// categories, is part of it. A classifier is a value, and two classifiers trained on the same data with the
/// same options and seed are identical to the last bit.
public struct Classifier: Sendable {
  /// The name of the target column.
  public let target: String
  /// The classes, in the order of the probabilities.
  public let classes: ClassLabels
  /// How columns become the numbers the model takes.
  public private(set) var features: FeatureSpace
  /// How numbers are written in rows to come, where it differs from how the features read theirs; see
  /// ``reading(as:)``. What weighs the rows is no feature.
  private(set) var numbersToCome = ColumnOptions().numbers
  /// The model: one sigmoid for two classes, a softmax for more.
  public let model: Sequential
  /// How the table it was trained on was read, so that later rows are read alike.
  public let reading: TableReading
  /// Loss and accuracy of each epoch, on training and held-out rows; empty where the optimum was found.
  public let history: LearningCurve
  /// The weights in double precision; `nil` unless they were found as an optimum.
  let estimates: LinearEstimates?
  /// The data and options it was trained with.
  public let provenance: Provenance
  /// What becomes of the model's outputs: the probabilities as they are, and the most probable class, by
  /// default.
  public internal(set) var decision = ClassDecision.usual
  /// What sets of classes are made with; `nil` if it was not measured so that they can be.
  var coverage: CoverageModel?
  /// How sure the coefficients are; `nil` unless they are those of a regression without a penalty, which
  /// `TableRegression` fits.
  public let inference: LogisticInference?

  /// Makes a classifier from its parts.
  ///
  /// - Parameters:
  ///   - target: The name of the target column.
  ///   - classes: The classes, in the order of the probabilities.
  ///   - features: How columns become the numbers the model takes, already learned.
  ///   - model: The model: one sigmoid output for two classes, a softmax for more.
  ///   - reading: How the table it was trained on was read; as usual by default.
  ///   - history: Loss and accuracy of each epoch; none by default.
  ///   - provenance: The data and options the classifier was trained with.
  /// - Throws: `LogitError.shapeMismatch(operation:expected:found:remedy:)` if the model takes a different
  ///   number of features or gives a different number of outputs,
  ///   `LogitError.invalidArchitecture(layer:reason:remedy:)` if its outputs are no probabilities,
  ///   `LogitError.notBuilt(operation:)` if it has
  ///   no weights yet, or `DataError.notAdapted(feature:)` if features have not been learned.
  public init(
    target: String, classes: ClassLabels, features: FeatureSpace, model: Sequential,
    reading: TableReading = TableReading(), history: LearningCurve = LearningCurve(), provenance: Provenance
  ) throws {
    try self.init(
      target: target, classes: classes, features: features, model: model, reading: reading, history: history,
      estimates: nil, provenance: provenance)
  }

  /// Makes a classifier from its parts.
  ///
  /// - Parameters:
  ///   - estimates: The weights in double precision, where they were found as an optimum.
  ///   - inference: How sure the coefficients of a regression are; none by default.
  /// - Throws: As the public initializer; also `LogitError.shapeMismatch(operation:expected:found:remedy:)`
  ///   for estimates of another shape than the weights, or of a model with hidden layers.
  init(
    target: String, classes: ClassLabels, features: FeatureSpace, model: Sequential,
    reading: TableReading = TableReading(), history: LearningCurve = LearningCurve(),
    estimates: LinearEstimates?, inference: LogisticInference? = nil, provenance: Provenance
  ) throws {
    let predictor = try Predictor(model)
    let outputCount = classes.head.outputCount
    guard predictor.inputCount == features.outputCount, predictor.outputCount == outputCount else {
      throw LogitError.shapeMismatch(
        operation: "Classifier",
        expected: "a model from \(features.outputCount) features to \(outputCount) outputs",
        found: [predictor.inputCount, predictor.outputCount],
        remedy: "train the model on these features and classes")
    }
    guard classes.head.isHead(of: model) else {
      throw LogitError.invalidArchitecture(
        layer: "that makes the outputs",
        reason: "of the kind \"\(model.outputName)\" it gives no probabilities",
        remedy: "make it \(classes.head.requirement)")
    }
    if let estimates {
      guard model.layers.count == 1, estimates.featureCount == features.outputCount,
        estimates.outputCount == outputCount
      else {
        throw LogitError.shapeMismatch(
          operation: "Classifier", expected: "estimates of a model of one dense layer",
          found: [estimates.featureCount, estimates.outputCount], remedy: "leave them out")
      }
    }
    // Anything that prevents rows from being encoded is found now rather than at the first prediction.
    let noRows = try Table(features.inputKinds.map { Column(name: $0.name, kind: $0.kind, chunks: []) })
    _ = try features.matrix(of: noRows)
    var features = features
    features.markTarget(target)
    self.target = target
    self.classes = classes
    self.features = features
    self.features.missingWords = reading.ownMissingWords
    self.model = model
    self.reading = reading
    self.history = history
    self.estimates = estimates
    self.inference = inference
    self.provenance = provenance
  }

  /// The same classifier for rows that are written in another way than those it was trained on.
  ///
  /// - Parameter options: How numbers and dates are written, where it differs from what the classifier
  ///   remembers; uses of columns and joined spellings do not matter.
  /// - Returns: The classifier.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for marks that exclude each other.
  public func reading(as options: ColumnOptions) throws -> Classifier {
    var classifier = self
    classifier.features = try features.reading(as: options)
    classifier.numbersToCome = options.numbers
    return classifier
  }

  /// Trains a classifier on a table.
  ///
  /// Chooses what to do with each column (`FeatureSpace.automatic(for:excluding:options:)`), finds the
  /// optimum for all rows, and measures in five folds how well such a model predicts rows that it has not
  /// seen. A model with hidden layers is trained in steps, and measured on a fifth of the rows, which are
  /// held out.
  ///
  /// - Parameters:
  ///   - table: The rows. Unless they are needed for folds, they are freed chunk by chunk while the training
  ///     matrix is made, so pass a large table with `consume`, and keep no other copy.
  ///   - target: The column that names each row's class.
  ///   - options: How to train, where it differs from the default.
  ///   - callbacks: Called during training in steps, as in `Sequential.fit`; none by default.
  /// - Returns: The classifier, and a report on data, decisions and scores.
  /// - Throws: As ``ClassifierTraining/init(_:target:source:options:)`` and
  ///   ``ClassifierTraining/run(callbacks:isCancelled:)``; `CancellationError` when it is called from a task
  ///   that is cancelled.
  public static func fit(
    _ table: consuming Table, target: String, options: ClassifierOptions = ClassifierOptions(),
    callbacks: [any Callback] = []
  ) throws -> (classifier: Classifier, report: FitReport) {
    let training = try ClassifierTraining(table, target: target, options: options)
    let found = try training.run(callbacks: callbacks, isCancelled: { Task.isCancelled })
    // It may be incomplete, and not measured.
    try Task.checkCancellation()
    return found
  }
}
