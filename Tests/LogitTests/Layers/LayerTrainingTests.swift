import Testing

@testable import Logit

/// Whole trainings with these layers against Keras: the weights after each epoch, and predictions.
@Suite struct LayerTrainingTests {
  static let fixture = KerasVectors.load("training")

  /// Those that need no initializer, regularizer, activation or optimizer beyond the ones here.
  static let names = [
    "activity regularizer layer", "batch normalization", "batch normalization first",
    "batch normalization options", "batch normalization without center", "batch normalization without scale",
    "batch normalization bare", "batch normalization adam", "batch normalization frozen",
    "batch normalization one-row batch", "batch normalization renorm", "layer normalization",
    "layer normalization options", "layer normalization without center", "layer normalization without scale",
    "normalization adapted", "normalization given", "normalization scalar",
    "normalization axis none adapted", "normalization inverted", "normalization inverted adapted",
    "normalization of constant", "rescaling", "rescaling by column", "dropout of nothing",
    "dropout in inference", "gaussian noise of nothing", "reshape and flatten", "activation layers", "prelu",
    "unit and rms normalization", "linear and softmax layers", "frozen first layer", "frozen last layer",
    "embedding SGD",
  ]

  /// Five epochs of float32 steps: 1e-5 of the largest weight.
  static let tolerance = 1e-5

  @Test("Weights follow Keras's, epoch by epoch", arguments: names)
  func training(_ name: String) throws {
    let differences = try Self.differences(name)
    for (what, difference) in differences {
      #expect(difference <= Self.tolerance, "\(what): \(difference)")
    }
    #expect(!differences.isEmpty)
    ParityTable.record(
      family: "layer trainings", item: name, configurations: 1,
      largestDifference: differences.map(\.difference).max() ?? .infinity)
  }

  private static func differences(_ name: String) throws -> [(what: String, difference: Double)] {
    let fixture = Self.fixture
    let example = try #require(fixture["cases"]?.elements.first { $0["name"]?.text == name })
    func data(_ key: String) throws -> Tensor<Float>? {
      guard let name = example[key]?.text, let value = fixture["data"]?[name] else { return nil }
      return try Tensor(value.floats, shape: value.shape)
    }
    let (x, y) = (try #require(try data("x")), try #require(try data("y")))
    var model = Sequential(
      try (example["model"]?["config"]?["layers"]?.elements ?? []).map { try KerasRegistry.layers.make($0) },
      seed: 1)
    let initial = try (example["initial_weights"]?.elements ?? []).map {
      try Tensor($0.floats, shape: $0.shape)
    }
    try model.setWeights(initial)
    let optimizer = try #require(example["compile"]?["optimizer"])
    let rate = Double(try #require(optimizer["config"]?["learning_rate"]?.float))
    let isAdam = optimizer["class_name"]?.text == "Adam"
    let sgd = SGD(learningRate: rate)
    let adam = Adam(learningRate: rate)
    model.compile(
      optimizer: isAdam ? adam as any Optimizer : sgd, loss: .categoricalCrossentropy)
    let batchSize = try #require(example["fit"]?["batch_size"]?.int)
    var found: [(what: String, difference: Double)] = []
    func compare(_ what: String, _ expected: KerasValue?) {
      let expected = expected?.elements ?? []
      for (index, pair) in zip(model.weights, expected).enumerated() {
        found.append(("\(what), weight \(index)", relativeDifference(pair.0.scalars, pair.1.floats)))
      }
    }
    for (index, epoch) in (example["epochs"]?.elements ?? []).enumerated() {
      let history = try model.fit(
        x, y, sampleWeight: try data("sample_weight"), epochs: index + 1, batchSize: batchSize,
        verbose: .silent, shuffle: false, initialEpoch: index)
      compare("epoch \(index)", epoch["weights"])
      let loss = epoch["logs"]?["loss"]?.float ?? .nan
      found.append(("loss of epoch \(index)", relativeDifference([Float(history["loss"][0])], [loss])))
    }
    if let predict = example["predict"], let y = predict["y"] {
      let inputs =
        try predict["x"]?.text.flatMap { fixture["data"]?[$0] }.map { try Tensor($0.floats, shape: $0.shape) }
        ?? predict["x"].map { try Tensor($0.floats, shape: $0.shape) } ?? x
      found.append(("predictions", relativeDifference(try model.predict(inputs).scalars, y.floats)))
    }
    return found
  }
}
