import Testing

@testable import Logit

/// Single objects of Keras's JSON.
@Suite struct KerasObjectTests {
  @Test("One optimizer, loss, metric or layer is made from what Keras wrote, and written again")
  func objects() throws {
    let text = #"""
      {"module": "keras.optimizers", "class_name": "Adam", "config": {"name": "adam", "learning_rate": 0.5,
       "beta_1": 0.75}, "registered_name": null}
      """#
    let optimizer = try Keras.optimizer(JSON(json: text))
    #expect(optimizer as? Adam == Adam(learningRate: 0.5, beta1: 0.75))
    #expect(try Keras.optimizer(Keras.json(of: optimizer)) as? Adam == optimizer as? Adam)

    let loss = try Keras.loss([
      "class_name": "BinaryCrossentropy", "config": ["from_logits": true, "label_smoothing": 0.25],
    ])
    #expect(loss as? BinaryCrossentropy == BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.25))
    #expect(try Keras.loss(Keras.json(of: loss)) as? BinaryCrossentropy == loss as? BinaryCrossentropy)

    let metric = try Keras.metric(["class_name": "Precision", "config": ["thresholds": 0.25]])
    #expect(metric is Precision)
    #expect(try Keras.metric(Keras.json(of: metric)) as? Precision == metric as? Precision)

    let layer = try Keras.layer(["class_name": "Dense", "config": ["units": 3, "activation": "relu"]])
    #expect((layer as? Dense)?.units == 3 && (layer as? Dense)?.activation is ReLU)
    #expect(try Keras.json(of: layer)["config"]?["units"] == 3)
  }

  @Test("A name gives the defaults")
  func names() throws {
    #expect(try Keras.optimizer("RMSprop") as? RMSprop == RMSprop())
    #expect(try Keras.loss("mse") is MeanSquaredError)
    #expect(try Keras.metric("accuracy") is Accuracy)
    var model = try Sequential { Dense(1, inputShape: [1]) }
    try model.compile(
      optimizer: Keras.optimizer("sgd"), loss: Keras.loss("mse"), metrics: [Keras.metric("mae")])
    #expect(model.metrics.map(\.name) == ["mae"])
  }

  @Test("What is unknown, no object or out of range is refused")
  func refused() throws {
    #expect(throws: LogitError.self) { try Keras.optimizer("adom") }
    #expect(throws: LogitError.self) { try Keras.loss(.null) }
    #expect(throws: LogitError.self) { try Keras.metric(["config": [:]]) }
    #expect(throws: LogitError.self) { try Keras.layer(["class_name": "Dense", "config": ["units": 0]]) }
    #expect(throws: LogitError.self) {
      try Keras.optimizer(["class_name": "Adam", "config": ["beta_1": 2]])
    }
    #expect(throws: LogitError.self) { try Keras.json(of: ExtensionTests.SquaredError()) }
    #expect(throws: LogitError.self) { try Keras.json(of: ExtensionTests.MeanPrediction()) }
    #expect(throws: LogitError.self) { try Keras.json(of: ExtensionTests.SignDescent()) }
    #expect(throws: LogitError.self) { try Keras.json(of: ExtensionTests.Scale()) }
  }

  @Test("A model is made from JSON that was read already")
  func parsed() throws {
    var model = try SavedModelCase.kinds[0].model()
    let json = try model.kerasValue()
    let other = try Sequential(keras: json, seed: 7)
    #expect(try other.kerasValue() == json && other.weights == model.weights && other.isCompiled)
    _ = try SavedModelCase.train(&model, 0..<1)
    #expect(try JSON(json: model.kerasJSON()) == model.kerasValue())
  }
}
