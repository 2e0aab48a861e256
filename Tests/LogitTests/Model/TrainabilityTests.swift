import Testing

@testable import Logit

/// Layers that are frozen after the model was made.
@Suite struct TrainabilityTests {
  private static func model() throws -> Sequential {
    var model = try Sequential(SavedModelCase.hidden(), seed: 2)
    try model.compile(optimizer: .adam(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
    return model
  }

  @Test("A frozen layer keeps its weights from the next compilation on, and the others are trained")
  func frozen() throws {
    var model = try Self.model()
    model.layers[0].isTrainable = false
    #expect(!model.layers[0].isTrainable && model.layers[1].isTrainable)
    // As in Keras, what was compiled goes on as it was.
    var before = model.weights
    _ = try SavedModelCase.train(&model, 0..<1)
    #expect(zip(model.weights, before).allSatisfy { $0 != $1 })

    try model.compile(optimizer: .adam(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
    before = model.weights
    _ = try SavedModelCase.train(&model, 0..<2)
    #expect(Array(model.weights[..<2]) == Array(before[..<2]))
    #expect(zip(model.weights[2...], before[2...]).allSatisfy { $0 != $1 })

    model.layers[0].isTrainable = true
    try model.compile(optimizer: .adam(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
    _ = try SavedModelCase.train(&model, 0..<1)
    #expect(model.weights[0] != before[0])
  }

  @Test("Training with a layer frozen later is that with a layer that was made frozen")
  func sameBits() throws {
    func layers(_ isTrainable: Bool) -> [any Layer] {
      [
        Dense(5, inputShape: [2], activation: .tanh, isTrainable: isTrainable),
        BatchNormalization(isTrainable: isTrainable), Dense(3, activation: .softmax),
      ]
    }
    var made = try Sequential(layers(false), seed: 2)
    var later = try Sequential(layers(true), seed: 2)
    for index in 0...1 { later.layers[index].isTrainable = false }
    for epoch in 0..<2 {
      if epoch == 0 {
        try made.compile(optimizer: .sgd(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
        try later.compile(optimizer: .sgd(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
      }
      _ = try SavedModelCase.train(&made, epoch..<epoch + 1)
      _ = try SavedModelCase.train(&later, epoch..<epoch + 1)
    }
    #expect(SavedModelTests.bits(later) == SavedModelTests.bits(made))
    #expect(try later.kerasJSON() == made.kerasJSON())
  }

  @Test("The summary counts as said at once, and so does the file")
  func summary() throws {
    var model = try Self.model()
    #expect(model.summary().contains(" Trainable params: 33 "))
    model.layers[0].isTrainable = false
    #expect(model.summary().contains(" Trainable params: 18 "))
    #expect(model.summary().contains(" Non-trainable params: 15 "))
    #expect(model.summary(showTrainable: true).contains("N"))
    let opened = try Sequential(bytes: model.encoded())
    #expect(opened.layers.map(\.isTrainable) == [false, true])
    #expect(opened.stack?.trainableVariables.map(\.path) == ["dense_1/kernel", "dense_1/bias"])
  }

  @Test("A layer of one's own that knows nothing of it is frozen, too, and comes back so")
  func own() throws {
    try OwnClasses.register()
    var model = try Sequential(
      [OwnClasses.ColumnScale(factor: 2), Dense(3, activation: .softmax)], seed: 2)
    try model.build(inputShape: [2])
    model.layers[0].isTrainable = false
    try model.compile(optimizer: .sgd(learningRate: 0.5), loss: .sparseCategoricalCrossentropy)
    let before = model.weights[0]
    _ = try SavedModelCase.train(&model, 0..<1)
    #expect(model.weights[0] == before)
    var opened = try Sequential(bytes: model.encoded())
    #expect(opened.layers.map(\.isTrainable) == [false, true])
    _ = try SavedModelCase.train(&model, 1..<2)
    _ = try SavedModelCase.train(&opened, 1..<2)
    #expect(SavedModelTests.bits(opened) == SavedModelTests.bits(model))
  }

  @Test("Layers that are added or removed leave the others frozen; so does building later")
  func added() throws {
    var model = try Sequential([Dense(4), Dense(3, activation: .softmax)], seed: 1)
    model.layers[0].isTrainable = false
    try model.build(inputShape: [2])
    #expect(model.stack?.trainableVariables.map(\.path) == ["dense_1/kernel", "dense_1/bias"])
    var other = try Sequential([OwnClasses.ColumnScale(factor: 1), Dense(4, inputShape: [2])], seed: 1)
    other.layers[0].isTrainable = false
    other.layers[1].isTrainable = false
    try other.add(Dense(3))
    #expect(other.layers.map(\.isTrainable) == [false, false, true])
    other.pop()
    other.pop()
    try other.add(OwnClasses.ColumnScale(factor: 1))
    #expect(other.layers.map(\.isTrainable) == [false, true])
  }

  @Test("Other layers cannot be put in the place of a model's")
  func replaced() async {
    await #expect(processExitsWith: .failure) {
      var model = try Sequential { Dense(1, inputShape: [1]) }
      model.layers.removeAll()
    }
  }
}
