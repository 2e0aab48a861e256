@testable import Logit

/// One case of `Fixtures/Keras`: what Keras was given and what it computed.
struct KerasCase: Decodable, Sendable, CustomStringConvertible {
  struct File: Decodable {
    var cases: [KerasCase]
  }

  struct Configuration: Decodable, Sendable {
    var name: String
    var options: [String: Option]
  }

  /// A number or a truth value.
  enum Option: Decodable, Sendable {
    case number(Double)
    case flag(Bool)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  struct Layer: Decodable, Sendable {
    var units: Int
    var activation: String
    var useBias: Bool

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      units = try container.decode(Int.self)
      activation = try container.decode(String.self)
      useBias = try container.decode(Bool.self)
    }
  }

  var name, data, labels: String
  var layers: [Layer]
  var loss, optimizer: Configuration
  var epochs, batchSize: Int
  var dataSeed: UInt64
  var weighted, validateOnProbe: Bool?
  var validationSplit: Double?
  var initialEpoch: Int?
  var firstWeights: [[Float]]
  /// The weights after each of the first steps.
  var steps: [[[Float]]]
  /// The mean loss of the epoch so far, after each of the first steps.
  var stepLosses: [Double]
  /// The weights after each epoch.
  var epochWeights: [[[Float]]]
  var history: [String: [Double]]
  var predictions: [Float]
  var evaluation: [String: Double]

  var description: String { name }

  static let all: [KerasCase] = {
    let files = ["problems", "variants"].map { try? Fixture.load("Keras/\($0)", as: File.self) }
    return files.flatMap { $0?.cases ?? [] }
  }()
}

// MARK: - The same in Logit

extension KerasCase {
  func model() throws -> Sequential {
    let features = firstWeights[0].count / layers[0].units
    var model = try Sequential(
      layers.enumerated().map { index, layer in
        Dense(
          layer.units, inputShape: index == 0 ? [features] : nil, activation: activation(layer.activation),
          useBias: layer.useBias)
      }, seed: 0)
    // Keras also trained models whose loss takes probabilities on outputs that are none.
    try model.compile(
      Compilation(optimizer: logitOptimizer, loss: logitLoss, metrics: [.accuracy], takesAnyOutputs: true))
    try model.setWeights(
      zip(firstWeights, model.weights).map { try Tensor($0, shape: $1.shape) })
    return model
  }

  private func activation(_ name: String) -> any Activation {
    let known: [any Activation] = [.linear, .sigmoid, .softmax, .relu, .tanh]
    return known.first { $0.name == name } ?? .linear
  }

  private var logitOptimizer: any Optimizer {
    func number(_ name: String, _ standard: Double) -> Double {
      if case .number(let value) = optimizer.options[name] { return value }
      return standard
    }
    if optimizer.name == "Adam" {
      return Adam(
        learningRate: number("learning_rate", 0.001), beta1: number("beta_1", 0.9),
        beta2: number("beta_2", 0.999), epsilon: number("epsilon", 1e-7))
    }
    return SGD(
      learningRate: number("learning_rate", 0.01), momentum: number("momentum", 0),
      nesterov: optimizer.options["nesterov"] != nil)
  }

  private var logitLoss: any Loss {
    let fromLogits = loss.options["from_logits"] != nil
    var smoothing = 0.0
    if case .number(let value) = loss.options["label_smoothing"] { smoothing = value }
    switch loss.name {
    case "BinaryCrossentropy": return BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing)
    case "CategoricalCrossentropy":
      return CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing)
    default: return SparseCategoricalCrossentropy(fromLogits: fromLogits)
    }
  }

  /// The rows Keras was trained on and the ones it predicted, drawn from the same generator.
  func rows() throws -> (training: ValidationData, probe: ValidationData) {
    var generator = RandomGenerator(seed: dataSeed)
    var training = try drawn(from: &generator)
    let probe = try drawn(from: &generator)
    if weighted == true {
      training.sampleWeight = Tensor((0..<training.x.shape[0]).map { Float($0 % 3) / 2 })
    }
    return (training, ValidationData(probe.x.rows(0..<30), probe.y.rows(0..<30)))
  }

  private func drawn(from generator: inout RandomGenerator) throws -> ValidationData {
    switch data {
    case "sigmoid":
      let x = try Tensor.concatenate([
        generator.normal(mean: -4, standardDeviation: 2, count: 1000),
        generator.normal(mean: 4, standardDeviation: 2, count: 1000),
      ])
      return ValidationData(try Tensor<Float>(x).reshaped([-1, 1]), try halves())
    case "boundary":
      let columns = [(3.0, 2.0), (7.0, 6.0)].map { first, second in
        (
          generator.normal(mean: first, standardDeviation: 1, count: 1000),
          generator.normal(mean: second, standardDeviation: 1, count: 1000)
        )
      }
      let x = try Tensor.columnStack([
        .concatenate(columns.map(\.0)), .concatenate(columns.map(\.1)),
      ])
      return ValidationData(Tensor<Float>(x), try halves())
    case "softmax":
      let blobs = try [(1.0, 1.0), (5.0, 4.0), (8.0, 0.0)].map { first, second in
        try Tensor.hstack([
          generator.normal(mean: first, standardDeviation: 1, shape: [100, 1]),
          generator.normal(mean: second, standardDeviation: 1, shape: [100, 1]),
        ])
      }
      let order = generator.permutation(300)
      let classes = order.scalars.map { $0 / 100 }
      return ValidationData(Tensor<Float>(try Tensor.vstack(blobs).rows(at: order)), try encoded(classes))
    default:
      let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [50, 4]))
      let noise = generator.normal(mean: 0, standardDeviation: 1, shape: [50, 3])
      let scores = noise.indexed { row, column, value in Double(x[row, column]) + value }
      return ValidationData(x, try encoded(scores.argmax(axis: 1).scalars))
    }
  }

  private func halves() throws -> Tensor<Float> {
    try Tensor.concatenate([.zeros([1000, 1]), .ones([1000, 1])])
  }

  private func encoded(_ classes: [Int]) throws -> Tensor<Float> {
    switch labels {
    case "binary": try Tensor(classes.map { $0 == 0 ? 1 : 0 }, shape: [classes.count, 1])
    case "sparse": try Tensor(classes.map { Float($0) }, shape: [classes.count, 1])
    default: try Tensor.oneHot(classes, classCount: 3)
    }
  }
}

extension Tensor where Scalar == Double {
  fileprivate func indexed(_ transform: (Int, Int, Double) -> Double) -> Tensor {
    var result = self
    for row in 0..<shape[0] {
      for column in 0..<shape[1] { result[row, column] = transform(row, column, self[row, column]) }
    }
    return result
  }
}
