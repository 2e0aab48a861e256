import LogitStatistics
import Testing

@testable import Logit

/// Names, weights, options and the metrics' use without a model.
@Suite struct MetricTests {
  static let labels = Tensor<Float>([1, 0, 0, 1, 1, 0])
  static let scores = Tensor<Float>([0.9, 0.2, 0.6, 0.4, 0.8, 0.1])
  static let weights = Tensor<Float>([1, 2, 0, 3, 0, 1])

  static let binary: [any Metric] = [
    .binaryAccuracy(), .accuracy, .precision(), .recall(), .truePositives(), .falseNegatives(), .auc(),
    .auc(curve: .pr),
    .auc(approximation: .keras()), .f1Score(threshold: 0.5), .logLoss, .brierScore, .matthewsCorrelation(),
    .expectedCalibrationError(), .binaryCrossentropy(), .meanSquaredError, .rootMeanSquaredError, .hinge,
    .precisionAtRecall(0.5), .sensitivityAtSpecificity(0.5),
  ]

  @Test("A weight counts a row as often as it says", arguments: binary)
  func weights(_ metric: any Metric) throws {
    // Rows repeated as often as their weights, which are whole.
    let repeated = Self.weights.scalars.enumerated().flatMap { row, weight in
      Array(repeating: row, count: Int(weight))
    }
    let weighted = try metric.value(labels: Self.labels, predictions: Self.scores, weights: Self.weights)
    let plain = try metric.value(
      labels: Tensor(repeated.map { Self.labels[$0] }), predictions: Tensor(repeated.map { Self.scores[$0] }))
    // Both add up in Double.
    #expect(abs(weighted - plain) < 1e-12)
  }

  @Test(
    "Class indices and one-hot rows give the same numbers",
    arguments: [
      .accuracy as any Metric, .categoricalAccuracy, .sparseCategoricalAccuracy,
      .topKCategoricalAccuracy(k: 2),
      .sparseTopKCategoricalAccuracy(k: 2), .precision(classID: 1), .recall(topK: 1),
      .f1Score(average: .macro), .auc(multiLabel: true),
      .logLoss, .brierScore, .matthewsCorrelation(), .expectedCalibrationError(binCount: 5), .truePositives(),
    ])
  func encodings(_ metric: any Metric) throws {
    let scores = try Tensor<Float>(
      [0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.1, 0.1, 0.8, 0.5, 0.3, 0.2], shape: [4, 3])
    let classes = [0, 1, 2, 1]
    let sparse = try metric.values(labels: Tensor(classes.map { Float($0) }), predictions: scores)
    let dense = try metric.values(labels: .oneHot(classes, classCount: 3), predictions: scores)
    #expect(sparse.map(\.name) == dense.map(\.name))
    #expect(sparse.map(\.value) == dense.map(\.value))
  }

  @Test("Several numbers have numbered names")
  func resultNames() throws {
    let scores = try Tensor<Float>([0.7, 0.2, 0.1, 0.3, 0.4, 0.3], shape: [2, 3])
    let values = try F1Score().values(labels: Tensor([0, 1]), predictions: scores)
    #expect(values.map(\.name) == ["f1_score_0", "f1_score_1", "f1_score_2"])
    #expect(Precision(thresholds: [0.2, 0.8]).resultNames == ["precision_0", "precision_1"])
    #expect(Precision().resultNames == ["precision"])
    #expect(F1Score(average: .macro).resolved(labels: .classIndex, units: 3).resultNames == ["f1_score"])
  }

  @Test(
    "Keras's names find their metrics and name them",
    arguments: [
      ("mse", "MeanSquaredError"), ("AUC", "AUC"), ("auc", "AUC"), ("f1_score", "F1Score"),
      ("bce", "BinaryCrossentropy"),
      ("top_k_categorical_accuracy", "TopKCategoricalAccuracy"), ("true_positives", "TruePositives"),
    ])
  func names(_ name: String, _ className: String) throws {
    let metric = try KerasRegistry.metric(.string(name))
    #expect(metric.name == name)
    #expect(try KerasRegistry.serialized(metric)["class_name"]?.text == className)
  }

  @Test("Accuracy keeps the name it was asked for by, and chooses what fits")
  func accuracy() throws {
    let metric = try KerasRegistry.metric(.string("acc"))
    #expect(metric.name == "acc")
    #expect(metric.resolved(labels: .classIndex, units: 3) is SparseCategoricalAccuracy)
    #expect(try KerasRegistry.serialized(metric) == .string("acc"))
  }

  @Test(
    "A metric that does not fit the outputs or the labels is refused with option, value and range",
    arguments: [
      (.precision(classID: 3) as any Metric, "precision's classID is 3, but must be in 0..<3"),
      (.recall(topK: 4), "recall's topK is 4, but must be in 1...3"),
      (
        .auc(labelWeights: [1]),
        "auc's labelWeights is [1.0], but must be one number for each of the 3 outputs"
      ),
      (ExpectedCalibrationError(confidence: .positiveClass), "confidence is positiveClass"),
      (.sparseCategoricalCrossentropy(), "The label encoding of sparse_categorical_crossentropy"),
    ])
  func fit(_ metric: any Metric, _ text: String) {
    #expect { try metric.validate(labels: .perOutput, units: 3) } throws: { "\($0)".contains(text) }
  }

  @Test("A metric that does not fit is refused by compile, weighted or not, once the outputs are known")
  func compilation() throws {
    var model = try Sequential([Dense(1, inputShape: [3], activation: .sigmoid)], seed: 4)
    let error = LogitError.invalidOption(
      name: "precision's classID", value: "1", expected: "in 0..<1, an output of the model")
    #expect(throws: error) {
      try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy, metrics: [.precision(classID: 1)])
    }
    #expect(throws: error) {
      try model.compile(
        optimizer: .sgd(), loss: .binaryCrossentropy, weightedMetrics: [.precision(classID: 1)])
    }
  }

  @Test("Shapes and classes that do not fit are refused")
  func inputs() {
    let scores = Tensor<Float>(repeating: 0.3, shape: [2, 3])
    #expect(throws: LogitError.self) { try LogLoss().value(labels: Tensor([0, 3]), predictions: scores) }
    #expect(throws: LogitError.self) { try LogLoss().value(labels: Tensor([0, 1, 2]), predictions: scores) }
    #expect(throws: LogitError.self) {
      try LogLoss().value(labels: Tensor([0, 1]), predictions: scores, weights: Tensor([1]))
    }
    #expect(throws: LogitError.unknownClass(label: 4, row: 1, classCount: 3)) {
      try ConfusionMatrix(labels: [0, 4], predictions: [0, 1], classCount: 3)
    }
    #expect(throws: LogitError.self) { try ROCCurve(labels: Tensor([0, 2]), scores: Tensor([0, 1])) }
  }

  @Test("Scores that are not a number trap nothing", arguments: binary)
  func notANumber(_ metric: any Metric) throws {
    _ = try metric.value(labels: Tensor([1, 0, 1]), predictions: Tensor([.nan, .infinity, 0.5]))
  }

  @Test("Labels and weights that are not finite, and weights below 0, are named by their row")
  func badNumbers() throws {
    func message(_ labels: [Float], _ weights: Tensor<Float>) -> String {
      do {
        return
          "\(try AUC().value(labels: Tensor(labels), predictions: Tensor([0.2, 0.7, 0.4]), weights: weights))"
      } catch { return "\(error)" }
    }
    let ones = Tensor<Float>.ones([3])
    #expect(message([0, 1, 0], ones) == "1.0")
    #expect(message([0, .nan, 0], ones).contains("labels holds nan at row 1, column 0"))
    #expect(message([0, 1, -.infinity], ones).contains("labels holds -inf at row 2, column 0"))
    #expect(message([0, 1, 0], Tensor([1, 1, .nan])).contains("weights holds nan at row 2, column 0"))
    #expect(message([0, 1, 0], Tensor([1, -2, 1])) == "weights[1] is -2.0, but must be 0 or greater.")
    #expect(message([0, 1, 0], Tensor([1, 1])).contains("weights has 2 rows, but predictions has 3"))
    #expect(message([0, 1, 0], .ones([3, 1])).contains("found shape [3, 1]; pass a tensor of shape [3]"))
    #expect(throws: LogitError.rowCountMismatch(name: "predictions", expected: 2, found: 1, of: "labels")) {
      try ConfusionMatrix(labels: [0, 1], predictions: [0], classCount: 2)
    }
  }

  @Test("The confusion matrix prints as a table")
  func table() throws {
    let matrix = try ConfusionMatrix(labels: [0, 0, 1, 1, 1], predictions: [0, 1, 1, 1, 1], classCount: 2)
    #expect(
      matrix.table(names: ["ant", "bee"]) == """
                predicted
        actual  ant  bee
        ant       1    1
        bee       0    3

        """)
    #expect(
      matrix.table(normalization: .actual) == """
                predicted
        actual     0     1
        0       0.50  0.50
        1       0.00  1.00

        """)
  }
}
