/// A loss that takes probabilities by default, or logits.
///
/// Of numbers that are none it makes values, too, since they are clipped to 0...1 first; but the gradient is
/// 0 wherever they are, and nothing is learned there. Keras trains such models without a word.
protocol ProbabilityLoss: Loss {
  /// Whether the predictions are logits.
  var fromLogits: Bool { get }

  /// The activation that makes probabilities of logits, as a message writes it.
  static var activationForProbabilities: String { get }
}

extension ProbabilityLoss {
  /// Throws if the outputs of a stack's last layer are known to be no probabilities.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)``.
  func requireProbabilities(from stack: LayerStack) throws {
    guard !fromLogits, let source = stack.outputSource, source.layer.givesProbabilities == false else {
      return
    }
    let activation = (source.layer as? Dense)?.activation ?? (source.layer as? any FunctionLayer)?.function
    let outputs = activation.map { "the outputs of \($0.name)" } ?? "its outputs"
    throw LogitError.invalidArchitecture(
      layer: source.name, reason: "\(outputs) are not probabilities, which \(name) needs",
      remedy: "end the model with activation: .\(Self.activationForProbabilities), or give the loss "
        + "fromLogits: true if these are logits")
  }
}

extension BinaryCrossentropy: ProbabilityLoss {
  static var activationForProbabilities: String { "sigmoid" }
}

extension BinaryFocalCrossentropy: ProbabilityLoss {
  static var activationForProbabilities: String { "sigmoid" }
}

extension CategoricalCrossentropy: ProbabilityLoss {
  static var activationForProbabilities: String { "softmax" }
}

extension CategoricalFocalCrossentropy: ProbabilityLoss {
  static var activationForProbabilities: String { "softmax" }
}

extension SparseCategoricalCrossentropy: ProbabilityLoss {
  static var activationForProbabilities: String { "softmax" }
}

extension LayerStack {
  /// The last layer that changes numbers, whose outputs are those of the model.
  var outputSource: Entry? { entries.last { !$0.layer.passesNumbersOn } }
}

extension Layer {
  /// Whether all outputs are in 0...1; `nil` if they may be, or if nothing is known of them, as of a layer of
  /// the user's own.
  var givesProbabilities: Bool? {
    switch self {
    case let dense as Dense: dense.activation.givesProbabilities
    case let relu as ReLULayer: relu.negativeSlope == 0 && (relu.maxValue ?? 2) <= 1
    case is LeakyReLULayer, is ELULayer: false
    case let layer as any FunctionLayer: layer.function.givesProbabilities
    case is PReLU, is BatchNormalization, is LayerNormalization, is GroupNormalization, is RMSNormalization:
      false
    default: nil
    }
  }
}

extension Activation {
  /// Whether all outputs are in 0...1; `nil` for an activation of the user's own, of which nothing is known.
  var givesProbabilities: Bool? {
    switch self {
    case is Sigmoid, is HardSigmoid, is SparseSigmoid, is Softmax, is Sparsemax: true
    case let relu as ReLU:
      relu.negativeSlope == 0 && relu.threshold >= 0 && (relu.maxValue ?? 2) <= 1
    case is Linear, is LeakyReLU, is ReLU6, is ELU, is SELU, is CELU, is GELU, is SiLU,
      is HardSiLU, is Mish, is HyperbolicTangent, is HardTanh, is TanhShrink, is Softsign, is Softplus,
      is Squareplus, is SparsePlus, is Exponential, is SoftShrink, is HardShrink, is Threshold, is LogSigmoid,
      is LogSoftmax:
      false
    default: nil
    }
  }
}
