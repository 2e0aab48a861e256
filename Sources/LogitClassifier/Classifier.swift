import Logit
import LogitData

/// A model together with what its inputs and outputs mean: rows of a table in, classes out.
///
///     let table = try Table(csv: "patients.csv")
///     let (classifier, report) = try Classifier.fit(table, target: "outcome")
///     print(report)
///     try classifier.save(to: "patients.safetensors")
///     let predictions = try classifier.predict(Table(csv: "new.csv"))
///
/// It takes raw columns, by name and in any order: everything that was learned about them, from means to the categories of
/// a text, is part of it. A classifier is a value, and two of them made from the same data, options and seed are the same to
/// the last bit.
public struct Classifier: Sendable {
  /// The name of the target column.
  public let target: String
  /// The classes, in the order of the probabilities.
  public let classes: ClassLabels
  /// How columns become the numbers the model takes.
  public let features: FeatureSpace
  /// The model: one sigmoid for two classes, a softmax for more.
  public let model: Sequential
  /// Loss and accuracy of each epoch, on training and held-out rows.
  public let history: LearningCurve
  /// Where it comes from.
  public let provenance: Provenance

  /// Puts a classifier together.
  ///
  /// - Parameters:
  ///   - target: The name of the target column.
  ///   - classes: The classes, in the order of the probabilities.
  ///   - features: How columns become the numbers the model takes; adapted.
  ///   - model: The model: one sigmoid output for two classes, a softmax for more.
  ///   - history: Loss and accuracy of each epoch; none by default.
  ///   - provenance: Where the classifier comes from.
  /// - Throws: `LogitError.shapeMismatch(operation:expected:found:remedy:)` if the model takes another number of features
  ///   or gives another number of outputs, `LogitError.notBuilt(operation:)` if it has no shape yet, or
  ///   `DataError.notAdapted(feature:)` if features were never learned.
  public init(
    target: String, classes: ClassLabels, features: FeatureSpace, model: Sequential,
    history: LearningCurve = LearningCurve(), provenance: Provenance
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
    // Whatever keeps rows from being encoded is found now rather than at the first prediction.
    let noRows = try Table(features.inputKinds.map { Column(name: $0.name, kind: $0.kind, chunks: []) })
    _ = try features.matrix(of: noRows)
    self.target = target
    self.classes = classes
    self.features = features
    self.model = model
    self.history = history
    self.provenance = provenance
  }

  /// Trains a classifier on a table.
  ///
  /// Chooses what to do with each column (`FeatureSpace.automatic(for:excluding:)`), holds rows back in equal shares
  /// of each class, learns everything from the other rows, and measures the model on those held back.
  ///
  /// - Parameters:
  ///   - table: The rows. They are given back piece by piece while the training matrix is made, so pass a table you hold no
  ///     other copy of, with `consume`, if it is large.
  ///   - target: The column that names each row's class.
  ///   - options: What to do otherwise than by default.
  ///   - callbacks: Called while training, as by `fit` of `Sequential`.
  /// - Returns: The classifier, and what was seen on the way.
  /// - Throws: As ``ClassifierTraining/init(_:target:source:options:)`` and ``ClassifierTraining/run(callbacks:)``.
  public static func fit(
    _ table: consuming Table, target: String, options: ClassifierOptions = ClassifierOptions(),
    callbacks: [any Callback] = []
  ) throws -> (classifier: Classifier, report: FitReport) {
    let training = try ClassifierTraining(table, target: target, options: options)
    return try training.run(callbacks: callbacks)
  }
}
