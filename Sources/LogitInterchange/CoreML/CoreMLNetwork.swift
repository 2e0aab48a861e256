import Logit
import LogitStatistics

/// The layers of a classifier as Core ML has them, in double precision.
struct CoreMLNetwork {
  private var layers: [DenseChain.Link]
  private let isBinary: Bool

  /// Takes a classifier's layers, with what its calibration and correction add to the last.
  init(_ classifier: Classifier) throws {
    isBinary = classifier.classes.count == 2
    layers = try DenseChain(classifier) { item in
      CoreMLModel.inexpressible(item, "use dense layers alone, or write ONNX")
    }.links
    try adjust(classifier.decision.adjustment)
  }

  /// Puts calibration and correction into the weights of the last layer.
  private mutating func adjust(_ adjustment: ProbabilityAdjustment?) throws {
    let last = layers.count - 1
    guard let adjustment, layers[last].activation is Sigmoid || layers[last].activation is Softmax else {
      guard adjustment == nil else {
        throw CoreMLModel.inexpressible("a calibration of such outputs", "write ONNX")
      }
      return
    }
    var (slope, intercept) = (1.0, 0.0)
    switch adjustment.calibration {
    case nil: break
    case .temperature(let scaling): slope = 1 / scaling.temperature
    case .platt(let curves) where isBinary: (slope, intercept) = (curves[0].slope, curves[0].intercept)
    case .platt, .isotonic:
      throw CoreMLModel.inexpressible(
        "a calibration by curves", "calibrate by a temperature, or write ONNX")
    }
    // The odds of classes change by the ratio of their shares.
    let logs = adjustment.prior.map { prior in
      zip(prior.actual, prior.trained).map { naturalLogarithm($0 / $1) }
    }
    layers[last].kernel = layers[last].kernel.map { $0.map { $0 * slope } }
    for output in layers[last].bias.indices {
      let shift = logs.map { isBinary ? $0[1] - $0[0] : $0[output] } ?? 0
      layers[last].bias[output] = layers[last].bias[output] * slope + intercept + shift
    }
  }

  /// Rewrites the first layer for the numbers that preprocessing gives in place of features.
  ///
  /// Where a category has no number that is 1, its column's feature of unknown categories is. So that
  /// feature's weights go into the constant, and the weights of known categories are lessened by them.
  mutating func fold(_ preprocessing: CoreMLPreprocessing) throws {
    let first = layers[0]
    layers[0].kernel = preprocessing.sources.map { source in
      let none = [Double](repeating: 0, count: first.bias.count)
      let own = source.feature.map { first.kernel[$0] } ?? none
      let replaced = source.replaced.map { first.kernel[$0] } ?? none
      return zip(own, replaced).map { $0 - $1 }
    }
    for feature in preprocessing.constants {
      for output in first.bias.indices { layers[0].bias[output] += first.kernel[feature][output] }
    }
  }

  /// The weights and the constant of logistic regression; `nil` for another model.
  var logistic: (weights: [Double], offset: Double)? {
    guard layers.count == 1, isBinary, layers[0].activation is Sigmoid else { return nil }
    return (layers[0].kernel.map { $0[0] }, layers[0].bias[0])
  }

  /// The layers of a network that ends with a probability for each class.
  func written(from input: String) throws -> [CoreMLLayer] {
    var written: [CoreMLLayer] = []
    func add(_ content: CoreMLLayer.Content) {
      let number = written.count
      written.append(
        CoreMLLayer(
          name: "layer\(number)", input: written.last?.output ?? input, output: "value\(number)",
          content: content))
    }
    for (index, layer) in layers.enumerated() {
      var (kernel, bias, activation) = (layer.kernel, layer.bias, layer.activation)
      if index == layers.count - 1, isBinary {
        guard activation is Sigmoid else { throw Self.inexpressible(activation) }
        // Of z and 0 the softmax gives what the sigmoid of z gives, and the rest.
        (kernel, bias, activation) = (kernel.map { [0, $0[0]] }, [0, bias[0]], Softmax())
      }
      let (inputs, outputs) = (kernel.count, bias.count)
      let weights = (0..<outputs).flatMap { output in kernel.map { Float($0[output]) } }
      add(.innerProduct(inputs: inputs, outputs: outputs, weights: weights, bias: bias.map { Float($0) }))
      if activation is Softmax {
        add(.softmax)
      } else if let own = try Self.activation(activation) {
        add(.activation(own))
      }
    }
    return written
  }

  private static func inexpressible(_ activation: any Activation) -> InterchangeError {
    CoreMLModel.inexpressible("the activation \"\(activation.name)\" there", "use another one, or write ONNX")
  }

  /// Core ML's activation; `nil` for none.
  private static func activation(_ activation: any Activation) throws -> CoreMLActivation? {
    switch activation {
    case is Linear: return nil
    case let relu as ReLU where relu.maxValue == nil && relu.threshold == 0:
      return relu.negativeSlope == 0 ? .relu : .leakyRelu(Float(relu.negativeSlope))
    case let leaky as LeakyReLU: return .leakyRelu(Float(leaky.negativeSlope))
    case let elu as ELU: return .elu(Float(elu.alpha))
    case is Sigmoid: return .sigmoid
    case is HyperbolicTangent: return .tanh
    case is HardSigmoid: return .hardSigmoid(alpha: 1 / 6, beta: 0.5)
    case is Softsign: return .softsign
    case is Softplus: return .softplus
    default: throw inexpressible(activation)
    }
  }
}
