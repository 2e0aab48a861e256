import Logit
import LogitData

extension ScoringCode {
  /// What a classifier does with a row.
  ///
  /// - Parameters:
  ///   - request: The classifier, and whether encoded numbers are taken.
  ///   - format: What the format is called, for messages.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)``.
  init(_ request: ExportRequest, format: String) throws {
    let classifier = request.classifier
    (isEncoded, self.format) = (request.isEncoded, format)
    head = CodeHead(
      classNames: classifier.classes.names, adjustment: classifier.decision.adjustment,
      rule: classifier.decision.rule)
    layers = try Self.layers(of: classifier, format: format)
    if isEncoded {
      inputs = classifier.features.featureNames.map { CodeInput(name: $0, kind: .number) }
      features = inputs.indices.map { .number(.input($0), center: 0, scale: 1) }
    } else {
      try addColumns(of: classifier)
    }
    let names = inputs.map(\.name) + head.classNames
    let texts = steps.flatMap { step -> [String] in
      guard case .choice(let choice) = step.body, case .texts(let texts) = choice.cases else { return [] }
      return texts
    }
    if let name = (names + texts).first(where: { $0.unicodeScalars.contains("\0") }) {
      throw inexpressible("the character NUL in \"\(name.onOneLine)\"", remedy: "give it another name")
    }
  }

  /// Why something cannot be written.
  func inexpressible(_ item: String, remedy: String) -> InterchangeError {
    .inexpressible(format: format, item: item, remedy: remedy)
  }

  // MARK: Layers

  private static func layers(of classifier: Classifier, format: String) throws -> [CodeLayer] {
    func refusal(_ item: String) -> InterchangeError {
      .inexpressible(
        format: format, item: item, remedy: "train a model of dense layers, or write another format")
    }
    guard ["sigmoid", "softmax"].contains(classifier.model.outputName) else {
      throw refusal("an output of the kind \"\(classifier.model.outputName)\"")
    }
    if let weights = classifier.singleLayerWeights {
      return [CodeLayer(kernel: rows(weights.kernel), bias: weights.bias, activation: .linear)]
    }
    var layers: [CodeLayer] = []
    // What makes the outputs is the head's.
    let last = classifier.model.layers.lastIndex { !$0.configuration.passesNumbersOn }
    for (place, layer) in classifier.model.layers.enumerated() {
      let activation: any Activation
      switch layer.configuration {
      case let dense as Dense where layer.inputShape?.count == 1:
        let (kernel, bias) = (layer.weights[0], layer.weights.count > 1 ? layer.weights[1].scalars : [])
        let sums = bias.isEmpty ? [Float](repeating: 0, count: kernel.shape[1]) : bias
        layers.append(
          CodeLayer(
            kernel: rows(Tensor<Double>(kernel)), bias: sums.map { Double($0) }, activation: .linear))
        activation = dense.activation
      case let own as ActivationLayer where !layers.isEmpty && layers.last?.activation == .linear:
        activation = own.activation
      case let other where other.passesNumbersOn || other is Input: continue
      default: throw refusal("the layer \"\(layer.name)\" (\(layer.configuration.typeName))")
      }
      if place == last { break }
      guard let known = CodeActivation(activation) else {
        throw refusal("the activation \"\(activation.name)\" of the layer \"\(layer.name)\"")
      }
      layers[layers.count - 1].activation = known
    }
    return layers
  }

  private static func rows(_ kernel: Tensor<Double>) -> [[Double]] {
    let (values, outputs) = (kernel.scalars, kernel.shape[1])
    return (0..<kernel.shape[0]).map { Array(values[$0 * outputs..<($0 + 1) * outputs]) }
  }
}

extension CodeActivation {
  /// An activation of a layer; `nil` for one that is not written in source code.
  init?(_ activation: any Activation) {
    switch activation {
    case is Linear: self = .linear
    case is Sigmoid: self = .sigmoid
    case is HyperbolicTangent: self = .tanh
    case let relu as ReLU where relu == ReLU(): self = .relu
    case is ReLU6: self = .relu6
    case let leaky as LeakyReLU: self = .leakyReLU(leaky.negativeSlope)
    case let elu as ELU where elu == ELU(): self = .elu
    case is SELU: self = .selu
    case is SiLU: self = .silu
    case is Softplus: self = .softplus
    case is Softsign: self = .softsign
    case is Exponential: self = .exponential
    case is HardSigmoid: self = .hardSigmoid
    default: return nil
    }
  }
}
