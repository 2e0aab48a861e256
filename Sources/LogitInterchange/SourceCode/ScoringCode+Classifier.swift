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
    let links = try DenseChain(classifier, refusal: refusal).links
    return try links.enumerated().map { place, link in
      // What makes the outputs is the head's.
      let activation = place == links.count - 1 ? CodeActivation.linear : CodeActivation(link.activation)
      guard let activation else {
        throw refusal("the activation \"\(link.activation.name)\" of the layer \"\(link.name)\"")
      }
      return CodeLayer(kernel: link.kernel, bias: link.bias, activation: activation)
    }
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
