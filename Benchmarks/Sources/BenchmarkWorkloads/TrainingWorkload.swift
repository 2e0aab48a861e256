import Logit

/// A fit that is repeated from the same weights each time.
public struct TrainingWorkload: Sendable {
  /// The rows.
  public var samples: Samples
  /// The compiled model with its first weights.
  public var model: Sequential
  /// The number of passes over the rows.
  public var epochs: Int
  /// The number of rows a step.
  public var batchSize: Int

  /// Trains once; what `fit` prints and whether it shuffles is the caller's choice.
  ///
  /// - Returns: How long `fit` took, in seconds, and the trained model.
  public func run(shuffle: Bool = true, verbose: Verbosity = .silent) throws -> (Double, Sequential) {
    let clock = ContinuousClock()
    var model = model
    let start = clock.now
    try model.fit(
      samples.x, samples.y, epochs: epochs, batchSize: batchSize, verbose: verbose, shuffle: shuffle)
    return ((clock.now - start).seconds, model)
  }

  /// The mean loss of the rows under a trained model.
  public func loss(of model: Sequential) throws -> Double {
    try model.evaluate(samples.x, samples.y, batchSize: 1024).loss
  }
}

extension TrainingWorkload {
  /// The workload of a name, or `nil` if no training has it.
  public static func named(_ name: String) throws -> TrainingWorkload? {
    switch name {
    case "tutorial-1d":
      try TrainingWorkload(
        samples: .oneFeature(), layers: [Dense(1, inputShape: [1], activation: .sigmoid)],
        optimizer: .adam(learningRate: 0.01), loss: .binaryCrossentropy, metrics: [.accuracy], epochs: 30,
        batchSize: 32)
    case "tutorial-2d":
      try TrainingWorkload(
        samples: .twoFeatures(), layers: [Dense(1, inputShape: [2], activation: .sigmoid)],
        optimizer: .sgd(learningRate: 0.1), loss: .binaryCrossentropy, metrics: [], epochs: 50, batchSize: 32)
    case "tutorial-softmax", "tutorial-softmax-verbose":
      try TrainingWorkload(
        samples: .threeClasses(), layers: [Dense(3, inputShape: [2], activation: .softmax)],
        optimizer: .adam(learningRate: 0.01), loss: .categoricalCrossentropy, metrics: [.accuracy],
        epochs: 50, batchSize: 100)
    case "softmax-784":
      try TrainingWorkload(
        samples: .clusters(rows: 60_000, features: 784, classes: 10),
        layers: [Dense(10, inputShape: [784], activation: .softmax)], optimizer: .adam(),
        loss: .sparseCategoricalCrossentropy, metrics: [.accuracy], epochs: 1, batchSize: 128)
    case "mlp-784":
      try TrainingWorkload(
        samples: .clusters(rows: 60_000, features: 784, classes: 10),
        layers: [
          Dense(128, inputShape: [784], activation: .relu), Dense(10, activation: .softmax),
        ],
        optimizer: .adam(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy], epochs: 1,
        batchSize: 128)
    default: nil
    }
  }

  /// Builds a model whose first weights every contender draws in the same way.
  public init(
    samples: Samples, layers: [any Layer], optimizer: any Optimizer, loss: any Loss,
    metrics: [any Metric], epochs: Int, batchSize: Int
  ) throws {
    self.samples = samples
    self.epochs = epochs
    self.batchSize = batchSize
    model = try .withSharedWeights(layers)
    try model.compile(optimizer: optimizer, loss: loss, metrics: metrics)
  }
}

extension Sequential {
  /// A model with Glorot-uniform kernels from seed 7 and biases of 0, as `rivals/workloads.py` draws them.
  public static func withSharedWeights(_ layers: [any Layer]) throws -> Sequential {
    var model = try Sequential(layers, seed: 42)
    var generator = RandomGenerator(seed: 7)
    try model.setWeights(
      model.weights.map { weight in
        guard weight.rank == 2 else { return weight }
        let limit = (6 / Double(weight.shape[0] + weight.shape[1])).squareRoot()
        return Tensor(generator.uniform(-limit, limit, shape: weight.shape))
      })
    return model
  }
}

extension Duration {
  /// The duration in seconds.
  public var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
