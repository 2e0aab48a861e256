import Logit
import Testing

/// Models of many kinds of layers and optimizers, to be saved, opened and trained on.
struct SavedModelCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let layers: @Sendable () -> [any Layer]
  private let optimizer: @Sendable () -> any Optimizer
  private let loss: any Loss
  private let metrics: [any Metric]

  init(
    _ name: String,
    optimizer: @autoclosure @escaping @Sendable () -> any Optimizer = .adam(learningRate: 0.01),
    loss: any Loss = .sparseCategoricalCrossentropy, metrics: [any Metric] = [.accuracy],
    layers: @escaping @Sendable () -> [any Layer] = hidden
  ) {
    (testDescription, self.optimizer, self.loss, self.metrics) = (name, optimizer, loss, metrics)
    self.layers = layers
  }

  func model() throws -> Sequential {
    var model = try Sequential(layers(), name: "kind", seed: 7)
    try model.compile(optimizer: optimizer(), loss: loss, metrics: metrics)
    return model
  }

  /// 70 rows, so that the last batch of 16 is short; whole numbers for embeddings.
  static let rows: (x: Tensor<Float>, y: Tensor<Float>) = {
    var generator = RandomGenerator(seed: 5)
    let drawn = generator.normal(mean: 0, standardDeviation: 1, shape: [70, 2])
    let x = drawn.scalars.map { Float(min(max(($0 + 3).rounded(), 0), 6)) }
    let y = (0..<70).map { Float(Int(x[2 * $0] + x[2 * $0 + 1]) % 3) }
    return (Tensor(unsafeUninitializedShape: [70, 2]) { _ = $0.initialize(from: x) }, Tensor(y))
  }()

  static func train(_ model: inout Sequential, _ epochs: Range<Int>, callbacks: [any Callback] = []) throws
    -> History
  {
    try model.fit(
      rows.x, rows.y, epochs: epochs.upperBound, batchSize: 16, verbose: .silent, callbacks: callbacks,
      initialEpoch: epochs.lowerBound)
  }

  @Sendable static func hidden() -> [any Layer] {
    [Dense(5, inputShape: [2], activation: .tanh), Dense(3, activation: .softmax)]
  }

  static let optimizers: [SavedModelCase] = [
    SavedModelCase("sgd", optimizer: .sgd(learningRate: 0.1)),
    SavedModelCase("nesterov", optimizer: .sgd(learningRate: 0.1, momentum: 0.9, nesterov: true)),
    SavedModelCase("adam", optimizer: .adam(learningRate: 1.0 / 3)),
    SavedModelCase("amsgrad", optimizer: .adam(amsgrad: true)),
    SavedModelCase("adamw", optimizer: .adamW(weightDecay: 0.1)),
    SavedModelCase("rmsprop", optimizer: .rmsprop(momentum: 0.5, centered: true)),
    SavedModelCase("adagrad", optimizer: .adagrad()), SavedModelCase("adadelta", optimizer: .adadelta()),
    SavedModelCase("adamax", optimizer: .adamax()), SavedModelCase("nadam", optimizer: .nadam()),
    SavedModelCase("ftrl", optimizer: .ftrl(l1RegularizationStrength: 0.01)),
    SavedModelCase("lion", optimizer: .lion()),
    SavedModelCase(
      "averaging",
      optimizer: .adam(
        options: OptimizerOptions(
          weightDecay: 0.01, clipping: .globalNorm(0.5), averaging: MovingAverage(momentum: 0.9),
          gradientAccumulationSteps: 3))),
    SavedModelCase(
      "schedule",
      optimizer: .sgd(learningRate: .exponentialDecay(0.1, decaySteps: 3, decayRate: 0.9, staircase: true))),
  ]

  static let kinds: [SavedModelCase] = [
    SavedModelCase("normalizations") {
      [
        Dense(6, inputShape: [2], activation: .relu), BatchNormalization(momentum: 0.9),
        Dense(6, activation: .gelu), LayerNormalization(), RMSNormalization(), UnitNormalization(),
        Dense(3, activation: .softmax),
      ]
    },
    SavedModelCase("random") {
      [
        Dense(8, inputShape: [2], activation: .elu), Dropout(0.25), GaussianNoise(0.1), PReLU(),
        Dense(3, activation: .softmax, name: "out"),
      ]
    },
    SavedModelCase("embedding") {
      [Embedding(7, 4, inputShape: [2]), Flatten(), Dense(3, activation: .softmax)]
    },
    SavedModelCase("penalties") {
      [
        Rescaling(0.5, offset: 0.1, inputShape: [2]), ActivityRegularization(l1: 0.01),
        Dense(
          4, activation: .softplus, kernelRegularizer: .l2(0.01), activityRegularizer: .l1(0.001),
          kernelConstraint: .maxNorm(1), biasConstraint: .nonNegative),
        Dense(3, activation: .softmax, kernelInitializer: .heNormal),
      ]
    },
    SavedModelCase("frozen") {
      [
        Dense(4, inputShape: [2], activation: .tanh, isTrainable: false), LeakyReLULayer(negativeSlope: 0.2),
        ReLULayer(), ELULayer(), ActivationLayer(.sigmoid), Dense(3), SoftmaxLayer(),
      ]
    },
    SavedModelCase(
      "metrics", loss: .sparseCategoricalCrossentropy(fromLogits: true),
      metrics: [.accuracy, .sparseTopKCategoricalAccuracy(k: 2)]
    ) { [Dense(3, inputShape: [2])] },
    SavedModelCase(
      "regression", loss: .meanSquaredError, metrics: [.meanAbsoluteError, .rootMeanSquaredError]
    ) { [Dense(4, inputShape: [2], activation: .silu), Dense(1)] },
  ]
}
