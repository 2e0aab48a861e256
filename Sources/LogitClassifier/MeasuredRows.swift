import Logit
import LogitData
import LogitStatistics

/// Rows that a model was measured on, with what it said of them.
struct MeasuredRows {
  /// The number of each row's class.
  let classes: [Int32]
  /// The outputs for each row.
  let outputs: Tensor<Float>
  let scores: ClassificationScores
  /// Why the model, or the one that predicted a row, has not seen it.
  let origin: RowOrigin
  /// The folds that the rows were held out in; `nil` if they were held out once.
  var foldCount: Int?
  /// How many folds' models are not at their optimum.
  var unconvergedCount = 0
  /// The classes that some fold's model has not seen.
  var untrainedClasses: [Int] = []

  /// Measures a model on rows that were held out.
  init(heldOut rows: LabeledMatrix, _ model: Sequential) throws {
    classes = rows.classes
    outputs = try Predictor(model).predict(rows.features)
    scores = try ClassificationScores(classes: classes, probabilities: outputs)
    origin = .heldOut
  }

  /// Measures predictions of models that have not seen the rows.
  init(_ predictions: OutOfFoldPredictions) throws {
    (classes, outputs, origin) = (predictions.classes, predictions.outputs, .outOfFold)
    scores = try ClassificationScores(classes: classes, probabilities: outputs)
    (foldCount, unconvergedCount) = (predictions.foldCount, predictions.unconvergedCount)
    untrainedClasses = predictions.untrainedClasses.sorted()
  }

  /// The number of rows of each class.
  func counts(classCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in classes { counts[Int(label)] += 1 }
    return counts
  }
}
