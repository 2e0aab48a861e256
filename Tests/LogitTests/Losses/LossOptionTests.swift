import Testing

@testable import Logit

/// Names, options and their ranges.
@Suite struct LossOptionTests {
  @Test(
    "Keras's short names find their losses",
    arguments: [
      ("mse", "MeanSquaredError"), ("MAE", "MeanAbsoluteError"), ("bce", "BinaryCrossentropy"),
      ("binary_crossentropy", "BinaryCrossentropy"), ("KLD", "KLDivergence"), ("huber", "Huber"),
      ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"), ("Tversky", "Tversky"),
      ("cosine_similarity", "CosineSimilarity"), ("log_cosh", "LogCosh"),
    ])
  func names(_ name: String, _ className: String) throws {
    let loss = try KerasRegistry.loss(.string(name))
    #expect(try KerasRegistry.serialized(loss)["class_name"]?.text == className)
  }

  @Test("An unknown loss is refused by name")
  func unknown() {
    #expect { try KerasRegistry.loss(.string("mean_error")) } throws: {
      "\($0)".contains("mean_error") && "\($0)".contains("MeanSquaredError")
    }
  }

  @Test("The reduction none is refused with the reason")
  func none() {
    let config = ["class_name": "Hinge", "config": ["reduction": "none"]] as JSON
    #expect { try KerasRegistry.loss(config) } throws: { "\($0)".contains("no number to minimize") }
  }

  @Test("An ignored class may be no class, and takes the head away")
  func ignoredClass() throws {
    let loss = SparseCategoricalCrossentropy(ignoreClass: -1)
    let labels: [Float] = [0, -1, 2]
    try loss.validate(labels: labels.span, units: 3)
    #expect(throws: LogitError.self) {
      try SparseCategoricalCrossentropy().validate(labels: labels.span, units: 3)
    }
    #expect(loss.head(after: .softmax) == nil)
    #expect(SparseCategoricalCrossentropy().head(after: .softmax) != nil)
  }

  @Test(
    "Every loss trains a small model",
    arguments: [
      .hinge as any Loss, .squaredHinge, .meanSquaredError, .meanAbsoluteError, .binaryFocalCrossentropy(),
      .huber(delta: 0.5),
      .logCosh, .dice(), .tversky(alpha: 0.3, beta: 0.7),
    ])
  func trains(_ loss: any Loss) throws {
    let (x, y) = SequentialTests.data(rows: 100)
    var model = try Sequential([Dense(1, inputShape: [3], activation: .sigmoid)], seed: 4)
    try model.compile(
      optimizer: .adam(learningRate: 0.05), loss: loss,
      metrics: [.auc(), .precision(), .f1Score(threshold: 0.5)])
    let history = try model.fit(x, y, epochs: 20, verbose: .silent)
    let losses = history["loss"]
    #expect(losses[19] < losses[0])
    #expect(history["auc"][19] > 0.9)
  }
}
