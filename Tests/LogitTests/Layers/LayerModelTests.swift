import Testing

@testable import Logit

/// Layers as parts of models: order of weights, freezing, adaptation, and errors.
@Suite struct LayerModelTests {
  @Test("Weights come in Keras's order, and what is not trained is not trained")
  func order() throws {
    let (x, y) = SequentialTests.data(rows: 40)
    var model = try Sequential(
      [Dense(4, inputShape: [3]), BatchNormalization(), Dense(1, activation: .sigmoid)], seed: 1)
    #expect(model.weights.map(\.shape) == [[3, 4], [4], [4], [4], [4], [4], [4, 1], [1]])
    #expect(model.weights[2] == Tensor(repeating: 1, shape: [4]))
    #expect(model.weights[5] == Tensor(repeating: 1, shape: [4]))
    let stack = try model.builtStack(for: "test")
    #expect(
      stack.trainableVariables.map(\.path) == [
        "dense/kernel", "dense/bias", "batch_normalization/gamma", "batch_normalization/beta",
        "dense_1/kernel",
        "dense_1/bias",
      ])
    // An optimizer that moves weights without any gradient must not reach the moving averages in between.
    #expect(stack.trainableRanges.allSatisfy { !$0.overlaps(24..<32) })
    try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy)
    let before = model.weights
    try model.fit(x, y, batchSize: 40, verbose: .silent)
    // One batch: 0.99 of 0 and 0.01 of its mean.
    let sums = try Sequential.output(of: before, x)
    for c in 0..<4 {
      let mean = sums.map { $0[c] }.reduce(0, +) / 40
      #expect(abs(model.weights[4][c] - 0.01 * mean) < 1e-7)
    }
  }

  @Test("A frozen batch normalization keeps its averages and uses them")
  func frozen() throws {
    let (x, y) = SequentialTests.data(rows: 40)
    var model = try Sequential(
      [Dense(4, inputShape: [3]), BatchNormalization(isTrainable: false), Dense(1, activation: .sigmoid)],
      seed: 1)
    try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy)
    let before = model.weights
    try model.fit(x, y, epochs: 2, verbose: .silent)
    #expect(Array(model.weights[2..<6]) == Array(before[2..<6]))
    #expect(model.weights[0] != before[0])
  }

  @Test("Adaptation finds mean and variance in one pass, far from zero too")
  func adapt() throws {
    let x: Tensor<Float> = try Tensor([10_000, 1, 10_001, 2, 10_002, 6], shape: [3, 2])
    let layer = try Normalization(adaptedTo: x)
    guard case .adapted(let mean, let variance) = layer.statistics else {
      Issue.record("the layer is not adapted")
      return
    }
    #expect(mean == [10_001, 3])
    #expect(relativeDifference(variance, [2.0 / 3, 14.0 / 3]) < 1e-7)
    var model = try Sequential([layer, Dense(1, activation: .sigmoid)], seed: 1)
    #expect(model.isBuilt)
    #expect(model.weights.map(\.shape) == [[2], [2], [], [2, 1], [1]])
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    try model.fit(x, Tensor([0, 1, 1]), verbose: .silent)
    #expect(model.weights[0].scalars == [10_001, 3])
    #expect(model.weights[2].scalars == [0])
  }

  @Test("Adaptation refuses what has no mean")
  func adaptErrors() throws {
    #expect(throws: LogitError.emptyData(name: "x")) {
      try Normalization(adaptedTo: Tensor<Float>(repeating: 0, shape: [0, 2]))
    }
    #expect(throws: LogitError.self) { try Normalization(adaptedTo: Tensor([1, .nan])) }
    #expect(throws: LogitError.self) {
      var given = Normalization(mean: 1, variance: 1)
      try given.adapt(Tensor([1, 2]))
    }
  }

  @Test("Categorical features train through an embedding")
  func embedding() throws {
    var model = try Sequential(
      [Embedding(5, 3, inputShape: [2]), Flatten(), Dense(1, activation: .sigmoid)], seed: 2)
    try model.compile(optimizer: .adam(learningRate: 0.05), loss: .binaryCrossentropy)
    let x: Tensor<Float> = try Tensor([0, 1, 1, 2, 2, 3, 3, 4, 4, 0, 0, 4], shape: [6, 2])
    let history = try model.fit(x, Tensor([0, 1, 0, 1, 0, 1]), epochs: 100, verbose: .silent)
    #expect(history["loss"][99] < 0.3)
  }

  @Test("An index outside the table is refused where data enters")
  func embeddingErrors() throws {
    var model = try Sequential(
      [Reshape([2], inputShape: [2]), Embedding(5, 3), Flatten(), Dense(1, activation: .sigmoid)], seed: 2)
    try model.compile(optimizer: .sgd(), loss: .binaryCrossentropy)
    let x: Tensor<Float> = try Tensor([0, 1, 5, 2], shape: [2, 2])
    let error = LogitError.indexOutOfRange(operation: "Embedding", index: 5, position: 2, count: 5)
    #expect(throws: error) { try model.fit(x, Tensor([0, 1]), verbose: .silent) }
    #expect(throws: error) { try model.predict(x) }
    #expect(throws: error) {
      let x: [Float] = [0, 1, 5, 2]
      var output: [Float] = [0, 0]
      var span = output.mutableSpan
      try Predictor(model).predict(x.span, into: &span)
    }
    for bad: Float in [-1, 0.5, 1e30] {
      #expect(throws: LogitError.self) { try model.predict(Tensor([0, bad], shape: [1, 2])) }
    }
    // What another layer makes up shows as NaN.
    let made = LayerCase(Embedding(2, 1), inputShape: [3], rows: 1, parameters: [3, 4])
    let output = try made.run([1, 2, .nan], training: false).output
    #expect(output[0] == 4 && output[1].isNaN && output[2].isNaN)
  }

  @Test("Shapes that do not fit are refused")
  func shapes() throws {
    #expect(throws: LogitError.self) { try Reshape([5]).outputShape(inputShape: [4]) }
    #expect(throws: LogitError.self) { try Reshape([.max, 2]).outputShape(inputShape: [4]) }
    #expect(throws: LogitError.self) { try SoftmaxLayer().outputShape(inputShape: [2, 2]) }
    #expect(throws: LogitError.self) { try ActivationLayer(.softmax).outputShape(inputShape: [2, 2]) }
    #expect(try Reshape([-1, 2]).outputShape(inputShape: [3, 4]) == [6, 2])
    #expect(Flatten().outputShape(inputShape: [3, 4]) == [12])
  }

  @Test("Names are Keras's")
  func names() throws {
    let layers: [any Layer] = [
      ReLULayer(), PReLU(), RMSNormalization(), BatchNormalization(), ELULayer(), LeakyReLULayer(),
      IdentityLayer(),
      ActivationLayer(.relu), ActivationLayer(.tanh),
    ]
    let model = try Sequential([Input(shape: [3])] + layers)
    #expect(
      model.layers.map(\.name) == [
        "re_lu", "p_re_lu", "rms_normalization", "batch_normalization", "elu", "leaky_re_lu", "identity",
        "activation",
        "activation_1",
      ])
  }
}

extension Sequential {
  /// x · kernel + bias of the first two weights.
  fileprivate static func output(of weights: [Tensor<Float>], _ x: Tensor<Float>) throws -> [[Float]] {
    let (kernel, bias) = (weights[0], weights[1])
    return (0..<x.shape[0]).map { row in
      (0..<kernel.shape[1]).map { c in
        (0..<kernel.shape[0]).reduce(bias[c]) { $0 + x[row, $1] * kernel[$1, c] }
      }
    }
  }
}
