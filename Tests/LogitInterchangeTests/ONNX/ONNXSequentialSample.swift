import Logit

/// A model of layers, and whether it is kept with what ONNX Runtime makes of it.
struct ONNXSequentialSample: Sendable {
  let name: String
  var isKept = true
  let model: @Sendable () throws -> Sequential

  /// Rows for a model, between −4 and 4.
  static func rows(_ model: Sequential) throws -> Tensor<Float> {
    let shape = model.layers.first?.inputShape ?? []
    var random = RandomGenerator(seed: 2)
    return Tensor<Float>(random.uniform(-4, 4, shape: [12] + shape))
  }

  static let activations: [any Activation] = [
    .linear, .relu, .relu6, .leakyRelu, LeakyReLU(negativeSlope: 0.01), .elu, ELU(alpha: 0.5), .selu,
    CELU(alpha: 1.5), .gelu,
    GELU(approximate: true), .sigmoid, .hardSigmoid, .silu, .hardSilu, .tanh, .hardTanh, .tanhShrink,
    .softplus,
    .softsign, .exponential, .mish, .logSigmoid, .hardShrink, .softShrink, .squareplus, .sparsePlus,
    .sparseSigmoid,
    .sparsemax, .softmax, .logSoftmax, Threshold(threshold: 0.5, defaultValue: -1),
    ReLU(negativeSlope: 0.1, maxValue: 2, threshold: 0.5), ReLU(maxValue: 1.5),
  ]

  static let all: [ONNXSequentialSample] =
    activations.enumerated().map { index, activation in
      ONNXSequentialSample(name: "activation-\(index)-\(activation.name)", isKept: false) {
        try Sequential([Dense(5, inputShape: [3], activation: activation)], seed: 8)
      }
    } + models

  private static let models: [ONNXSequentialSample] = [
    ONNXSequentialSample(name: "logistic-1d") {
      try Sequential([Dense(1, inputShape: [1], activation: .sigmoid)], seed: 1)
    },
    ONNXSequentialSample(name: "softmax-2d") {
      try Sequential([Dense(3, inputShape: [2], activation: .softmax)], seed: 2)
    },
    ONNXSequentialSample(name: "no-bias") {
      try Sequential([Dense(3, inputShape: [2], useBias: false), Dense(1)], seed: 3)
    },
    ONNXSequentialSample(name: "normalizations") {
      let model = try Sequential(
        [
          Input(shape: [3]), Normalization(mean: [1, 2, 3], variance: [4, 5, 6]), Dense(4),
          BatchNormalization(),
          ActivationLayer(.relu), Dropout(0.5), LayerNormalization(), Rescaling(2, offset: 1), PReLU(),
          RMSNormalization(), UnitNormalization(), Dense(3), SoftmaxLayer(),
        ], seed: 4)
      return try model.withRandomWeights()
    },
    ONNXSequentialSample(name: "shapes") {
      try Sequential(
        [
          Input(shape: [2, 3]), Flatten(), Dense(4, activation: .silu), ReLULayer(maxValue: 2),
          LeakyReLULayer(), ELULayer(),
          Dense(2, activation: .logSoftmax),
        ], seed: 5)
    },
  ]
}

extension Sequential {
  /// The same with weights between 0.5 and 1.5, so that variances and slopes are not what they begin with.
  fileprivate func withRandomWeights() throws -> Sequential {
    var model = self
    var random = RandomGenerator(seed: 6)
    try model.setWeights(weights.map { Tensor<Float>(random.uniform(0.5, 1.5, shape: $0.shape)) })
    return model
  }
}
