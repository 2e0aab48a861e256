import Foundation
import Testing

@testable import Logit

/// Cross-entropy takes probabilities, or logits if it is told; models of which it is known that their outputs
/// are neither are refused.
@Suite struct ImproperOutputTests {
  private func message(_ layers: [any Layer], _ loss: any Loss) -> String? {
    do {
      var model = try Sequential([Input(shape: [4])] + layers, seed: 1)
      try model.compile(optimizer: .adam, loss: loss)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `the message names both answers`() {
    #expect(
      message([Dense(1, name: "top")], .binaryCrossentropy)
        == "Layer top: the outputs of linear are not probabilities, which binary_crossentropy needs; end the model "
        + "with activation: .sigmoid, or give the loss fromLogits: true if these are logits.")
    #expect(
      message([Dense(3, activation: .relu, name: "top")], .sparseCategoricalCrossentropy)
        == "Layer top: the outputs of relu are not probabilities, which sparse_categorical_crossentropy needs; end "
        + "the model with activation: .softmax, or give the loss fromLogits: true if these are logits.")
    #expect(
      message([Dense(1, activation: .sigmoid), BatchNormalization(name: "last")], .binaryCrossentropy)
        == "Layer last: its outputs are not probabilities, which binary_crossentropy needs; end the model with "
        + "activation: .sigmoid, or give the loss fromLogits: true if these are logits.")
  }

  @Test func `what is known not to be a probability is refused wherever it comes from`() {
    let improper: [[any Layer]] = [
      [Dense(2, activation: .tanh)], [Dense(2), ActivationLayer(.elu())], [Dense(2), ReLULayer()],
      [Dense(2), LeakyReLULayer()], [Dense(2), ELULayer()], [Dense(2), PReLU()],
      [Dense(2), LayerNormalization()], [Dense(2), GroupNormalization(groups: 1)],
      [Dense(2), AlphaDropout(0.5)],
      [Dense(2), Dropout(0.5)], [Dense(2), GaussianNoise(1)], [Dense(2), Reshape([2])],
      [Dense(2), IdentityLayer(), ActivityRegularization(l1: 0.1)],
      [Dense(2, activation: ReLU(maxValue: 6))], [Dense(2, activation: .logSoftmax)],
      [Dense(2, activation: ReLU(negativeSlope: 0.1, maxValue: 1))],
    ]
    for layers in improper {
      #expect(message(layers, .binaryCrossentropy) != nil, "\(layers)")
      #expect(message(layers, .binaryFocalCrossentropy) != nil, "\(layers)")
      #expect(message(layers, .categoricalCrossentropy) != nil, "\(layers)")
      #expect(message(layers, .categoricalFocalCrossentropy) != nil, "\(layers)")
      #expect(message(layers, .sparseCategoricalCrossentropy) != nil, "\(layers)")
      #expect(message(layers, .binaryCrossentropy(fromLogits: true)) == nil, "\(layers)")
      #expect(message(layers, .sparseCategoricalCrossentropy(fromLogits: true)) == nil, "\(layers)")
      #expect(message(layers, .meanSquaredError) == nil, "\(layers)")
    }
  }

  /// An activation of the user's own, which happens to give probabilities.
  private struct Half: Activation {
    var name: String { "half" }

    func apply(to values: inout MutableSpan<Float>, columns: Int) {
      for i in values.indices { values[i] = 0.5 }
    }

    func backpropagate(
      input: Span<Float>, output: Span<Float>, gradient: inout MutableSpan<Float>, columns: Int
    ) {
      for i in gradient.indices { gradient[i] = 0 }
    }
  }

  @Test func `what may be a probability is taken`() {
    let proper: [[any Layer]] = [
      [Dense(2, activation: .sigmoid)], [Dense(2, activation: .softmax)],
      [Dense(2, activation: .hardSigmoid)],
      [Dense(2, activation: .sparsemax)], [Dense(2), SoftmaxLayer()], [Dense(2), ActivationLayer(.sigmoid)],
      [Dense(2, activation: .softmax), Dropout(0.1), Flatten()], [Dense(2, activation: Half())],
      [Dense(2, activation: .tanh), Rescaling(0.5, offset: 0.5)], [Dense(2, activation: ReLU(maxValue: 1))],
      [Dense(2), ReLULayer(maxValue: 1)], [Dense(2), UnitNormalization()],
    ]
    for layers in proper {
      #expect(message(layers, .binaryCrossentropy) == nil, "\(layers)")
      #expect(message(layers, .categoricalCrossentropy) == nil, "\(layers)")
      #expect(message(layers, .sparseCategoricalCrossentropy) == nil, "\(layers)")
    }
  }

  @Test func `a model that is built late is refused when it is trained`() throws {
    var model = try Sequential([Dense(1)], seed: 1)
    try model.compile(optimizer: .adam, loss: .binaryCrossentropy)
    let x = Tensor<Float>(repeating: 1, shape: [2, 3])
    let before = model.weights.count
    #expect(throws: LogitError.self) { try model.fit(x, Tensor<Float>([0, 1]), verbose: .silent) }
    #expect(model.weights.count == before)
  }

  @Test func `a model may be compiled as Keras compiles it, to be compared`() throws {
    var model = try Sequential([Dense(1, inputShape: [1])], seed: 1)
    try model.compile(
      Compilation(optimizer: .adam, loss: .binaryCrossentropy, metrics: [], takesAnyOutputs: true))
    try model.fit(Tensor<Float>([1, 2]), Tensor<Float>([0, 1]), verbose: .silent)
    #expect(model.isBuilt)
  }

  @Test func `a model that Keras compiled so stays so in its file, until it is compiled anew`() throws {
    var model = try Sequential([Dense(1, inputShape: [1])], seed: 1)
    try model.compile(
      Compilation(optimizer: .adam, loss: .binaryCrossentropy, metrics: [], takesAnyOutputs: true))
    let (x, y) = (Tensor<Float>([1, 2]), Tensor<Float>([0, 1]))
    var read = try Sequential(kerasJSON: model.kerasJSON(), seed: 1)
    try read.fit(x, y, verbose: .silent)
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("logit-improper-\(UUID()).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try read.save(to: path)
    var opened = try Sequential(contentsOf: path)
    try opened.fit(x, y, verbose: .silent)
    #expect(opened.isCompiled)
    #expect(throws: LogitError.self) { try opened.compile(optimizer: .adam, loss: .binaryCrossentropy) }
  }
}
