import Testing

@testable import Logit

/// Which layer makes a model's outputs, and the model without its activation.
@Suite struct OutputTests {
  /// Layers that leave numbers as they are in prediction.
  static let passing: [any Layer] = [
    IdentityLayer(), ActivityRegularization(l1: 0.1), Dropout(0.5), AlphaDropout(0.5), GaussianNoise(0.5),
    Flatten(), Reshape([3, 1]),
  ]

  @Test("Layers that pass numbers on are not the source of the outputs", arguments: passing.indices)
  func passedOn(index: Int) throws {
    let layer = Self.passing[index]
    #expect(layer.passesNumbersOn)
    let heads: [(last: [any Layer], name: String)] = [
      ([Dense(3, activation: .softmax)], "softmax"), ([Dense(3), ActivationLayer(.sigmoid)], "sigmoid"),
      ([Dense(3), SoftmaxLayer()], "softmax"),
    ]
    for (last, name) in heads {
      let model = try Sequential([Input(shape: [2])] + last + [layer, layer], seed: 3)
      #expect(model.outputName == name)
      let x = try Tensor<Float>([0.5, -1, 2, 0.25]).reshaped([2, 2])
      let logits = try model.withoutOutputActivation()
      let linear = try Sequential([Input(shape: [2]), Dense(3)], seed: 3)
      var expected = linear
      try expected.setWeights(model.weights)
      let found = try logits.predict(x)
      #expect(try found.shape == model.predict(x).shape)
      #expect(try found.scalars == expected.predict(x).scalars)
    }
    #expect(try Sequential([Input(shape: [3]), layer]).outputName == "none")
  }

  @Test("A model whose outputs no activation makes is refused by what it would need")
  func noActivation() throws {
    let model = try Sequential([Dense(3, inputShape: [2]), BatchNormalization(), AlphaDropout(0.1)], seed: 1)
    #expect(model.outputName == "BatchNormalization")
    #expect(throws: LogitError.self) { try model.withoutOutputActivation() }
  }
}
