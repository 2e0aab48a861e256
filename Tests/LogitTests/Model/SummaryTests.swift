import Foundation
import Testing

@testable import Logit

@Suite struct SummaryTests {
  @Test("The table is Keras's, long names wrapped and cut as Rich does")
  func built() throws {
    let model = try Sequential([
      Input(shape: [4]), Dense(8, activation: .relu),
      Dense(3, activation: .softmax, name: "a_rather_long_layer_name_for_a_table_cell"),
    ])
    #expect(
      model.summary() == """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ dense (Dense)                   │ (None, 8)              │            40 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ a_rather_long_layer_name_for_a… │ (None, 3)              │            27 │
        │ (Dense)                         │                        │               │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 67 (268.00 B)
         Trainable params: 67 (268.00 B)
         Non-trainable params: 0 (0.00 B)

        """)
  }

  @Test("Before the shape of the input is known there is no count")
  func unbuilt() throws {
    let text = try Sequential([Dense(300, activation: .relu), Dense(3)], name: "later").summary()
    #expect(text.contains("Model: \"later\""))
    #expect(text.contains("│ ?                      │   0 (unbuilt) │"))
  }

  @Test("After training, the optimizer's values are counted as Keras counts them")
  func trained() throws {
    var model = try Sequential([
      Dense(300, inputShape: [784], activation: .relu), Dense(3, activation: .softmax),
    ])
    try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy)
    #expect(model.summary().contains(" Total params: 236,403 (923.45 KB)"))
    try model.fit(Tensor(repeating: 0, shape: [4, 784]), Tensor([0, 1, 2, 0]), verbose: .silent)
    #expect(
      model.summary().hasSuffix(
        """
         Total params: 709,211 (2.71 MB)
         Trainable params: 236,403 (923.45 KB)
         Non-trainable params: 0 (0.00 B)
         Optimizer params: 472,808 (1.80 MB)

        """))
  }

  /// The summaries that Keras printed, by the name of the model and the options.
  static let expected: [String: String] = {
    guard let text = try? String(contentsOf: Fixture.url("KerasSurface/summaries.txt"), encoding: .utf8)
    else {
      return [:]
    }
    var summaries: [String: String] = [:]
    for part in ("\n" + text).components(separatedBy: "\n=== ").dropFirst() {
      let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
      // Each ends with an empty line, which belongs to the file.
      summaries[String(lines[0])] = lines.dropFirst().filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }
    return summaries
  }()

  /// The models of the script, but those with a fixed number of rows or with a dense layer on matrices.
  static func model(_ name: String) throws -> Sequential {
    switch name {
    case "tutorial": try Sequential([Input(shape: [2]), Dense(3, activation: .softmax)])
    case "tutorial_sigmoid":
      try Sequential([Input(shape: [1]), Dense(1, activation: .sigmoid)], name: "sigmoid")
    case "network":
      try Sequential([
        Input(shape: [4]), Dense(16, activation: .relu), Dense(8, activation: .tanh), Dropout(0.3),
        Dense(3, activation: .softmax),
      ])
    case "uncompiled": try Sequential([Input(shape: [3]), Dense(2)], name: "uncompiled")
    case "unbuilt": try Sequential([Dense(4), Dense(1)], name: "unbuilt")
    case "activations":
      try Sequential(
        [Input(shape: [4]), Dense(4)] + (0..<5).map { _ in ActivationLayer(.tanh) }
          + [
            ReLULayer(), ReLULayer(), LeakyReLULayer(), LeakyReLULayer(), ELULayer(), ELULayer(), PReLU(),
            PReLU(sharedAxes: [1]), SoftmaxLayer(), SoftmaxLayer(axis: 1),
          ], name: "activations")
    case "normalizations":
      try Sequential(
        [
          Input(shape: [3]), BatchNormalization(),
          BatchNormalization(renormalization: BatchRenormalization()),
          BatchNormalization(center: false, scale: false), LayerNormalization(),
          LayerNormalization(center: false), LayerNormalization(scale: false), UnitNormalization(),
          RMSNormalization(), Dense(1),
        ], name: "normalizations")
    case "preprocessing":
      try Sequential(
        [
          Input(shape: [2]), Normalization(mean: 0, variance: 1), Normalization(mean: 0, variance: 1),
          Rescaling(0.5), Rescaling(2), Dense(1),
        ], name: "preprocessing")
    case "adapted": try Sequential([Input(shape: [2]), Normalization(), Dense(3)], name: "adapted")
    case "regularization":
      try Sequential(
        [
          Input(shape: [4]), Dropout(0.5), Dropout(0.25), GaussianNoise(0.1), GaussianNoise(0.2),
          ActivityRegularization(l1: 0.01), Dense(2),
        ], name: "regularization")
    case "embedding":
      try Sequential([Input(shape: [3]), Embedding(10, 4), Flatten(), Dense(3)], name: "embedding")
    case "embedding_options":
      try Sequential([Input(shape: [3]), Embedding(10, 4), Flatten(), Dense(1)], name: "embedding_options")
    case "frozen":
      try Sequential(
        [
          Input(shape: [200]),
          Dense(300, isTrainable: false, name: "a_layer_with_quite_a_long_name_that_does_not_fit"), Dense(10),
        ], name: "frozen")
    default:
      try Sequential(
        [Input(shape: [1000]), Dense(2000), BatchNormalization(), Dense(1200), Dense(1)], name: "large")
    }
  }

  @Test(
    "Every layer's summary is Keras's, byte for byte",
    arguments: [
      "tutorial", "tutorial_sigmoid", "network", "uncompiled", "unbuilt", "activations", "normalizations",
      "preprocessing", "adapted", "regularization", "embedding", "embedding_options", "frozen", "large",
    ])
  func summaries(_ name: String) throws {
    #expect(try Self.model(name).summary(lineLength: 80) == Self.expected[name])
  }

  @Test(
    "Widths, positions and the column of trained layers are Keras's",
    arguments: ["tutorial", "network", "frozen"])
  func options(_ name: String) throws {
    let model = try Self.model(name)
    #expect(model.summary(lineLength: 60) == Self.expected["\(name) line_length=60"])
    #expect(model.summary(lineLength: 120) == Self.expected["\(name) line_length=120"])
    #expect(
      model.summary(lineLength: 80, showTrainable: true) == Self.expected["\(name) show_trainable=True"])
    #expect(
      model.summary(lineLength: 80, positions: [0.3, 0.6, 1])
        == Self.expected["\(name) positions=[0.3, 0.6, 1.0]"])
  }

  // The network's optimizer there has a schedule, for which Keras keeps no learning rate.
  @Test("The optimizer's values are counted in Keras's bytes", arguments: ["tutorial", "frozen"])
  func optimizerBuilt(_ name: String) throws {
    var model = try Self.model(name)
    let optimizer: any Optimizer = name == "frozen" ? .sgd(momentum: 0.9) : .adam()
    try model.compile(optimizer: optimizer, loss: .meanSquaredError)
    model.optimizerState.iteration = 1
    #expect(model.summary(lineLength: 80) == Self.expected["\(name) optimizer built"])
  }
}
