import Logit

extension ONNXInterpreter {
  /// Interprets a node that is an activation.
  ///
  /// - Returns: Whether it is one.
  mutating func interpretActivation(_ node: ONNXNode) throws -> Bool {
    guard let activation = try activation(node) else { return false }
    set(node, try rows(node), .activation(activation))
    return true
  }

  private func activation(_ node: ONNXNode) throws -> (any Activation)? {
    func alpha(_ fallback: Float) -> Double { Double(node.float("alpha", default: fallback)) }
    switch node.type {
    case "Relu": return ReLU()
    case "LeakyRelu": return LeakyReLU(negativeSlope: alpha(0.01))
    case "Elu": return ELU(alpha: alpha(1))
    case "Celu": return CELU(alpha: alpha(1))
    case "Selu":
      let gamma = Double(node.float("gamma", default: 1.050701))
      guard alpha(1.6732632).isNearly(1.6732632), gamma.isNearly(1.050701) else {
        throw unsupported("\(node.title) of other constants than usual")
      }
      return SELU()
    case "Sigmoid": return Sigmoid()
    case "Tanh": return HyperbolicTangent()
    case "Softplus": return Softplus()
    case "Softsign": return Softsign()
    case "Exp": return Exponential()
    case "Mish": return Mish()
    case "HardSwish": return HardSiLU()
    case "Swish" where alpha(1) == 1: return SiLU()
    case "Gelu": return GELU(approximate: node.text("approximate", default: "none") == "tanh")
    case "ThresholdedRelu": return Threshold(threshold: alpha(1), defaultValue: 0)
    case "HardSigmoid":
      guard alpha(0.2).isNearly(1 / 6), node.float("beta", default: 0.5) == 0.5 else {
        throw unsupported("\(node.title) with alpha \(alpha(0.2)), where Logit has 1/6,")
      }
      return HardSigmoid()
    case "Shrink": return try shrink(node)
    case "Clip": return try clip(node)
    case "Softmax", "LogSoftmax": return try softmax(node)
    default: return nil
    }
  }

  private func shrink(_ node: ONNXNode) throws -> any Activation {
    let (bias, lambda) = (node.float("bias", default: 0), node.float("lambd", default: 0.5))
    if bias == 0 { return HardShrink(threshold: Double(lambda)) }
    guard bias == lambda else { throw unsupported("\(node.title) with a bias of \(bias)") }
    return SoftShrink(threshold: Double(lambda))
  }

  private func softmax(_ node: ONNXNode) throws -> any Activation {
    let rank = try rows(node).shape.count
    guard rank == 1, [-1, 1].contains(node.integer("axis", default: -1)) else {
      throw unsupported("\(node.title) along another axis than the last")
    }
    return node.type == "Softmax" ? Softmax() : LogSoftmax()
  }

  private func clip(_ node: ONNXNode) throws -> any Activation {
    func bound(_ index: Int, _ name: String) throws -> Double? {
      if case .float(let value)? = node[name] { return Double(value) }
      return try constant(node, index).flatMap { try numbers($0, node).first }
    }
    let (least, greatest) = (try bound(1, "min") ?? -.infinity, try bound(2, "max") ?? .infinity)
    let isUnbounded = greatest >= Double(Float.greatestFiniteMagnitude)
    switch (least, greatest) {
    case (0, _) where isUnbounded: return ReLU()
    case (0, 6): return ReLU6()
    case (0, _) where greatest > 0: return ReLU(maxValue: greatest)
    case (-1, 1): return HardTanh()
    default: throw unsupported("\(node.title) to \(least)...\(greatest)")
    }
  }

  // MARK: - Normalization

  /// Interprets a node that is a layer of its own.
  ///
  /// - Returns: Whether it is one.
  mutating func interpretLayer(_ node: ONNXNode) throws -> Bool {
    switch node.type {
    case "BatchNormalization":
      let parts = try (1...4).map { try floats(node, $0) }
      let rows = try rows(node)
      guard rows.shape.count == 1,
        parts.allSatisfy({ $0.count == parts[0].count && $0.count == rows.shape[0] ?? $0.count })
      else { throw unsupported("\(node.title) of parts of different lengths, or of images,") }
      set(
        node, rows,
        .batchNormalization(
          gamma: parts[0], beta: parts[1], mean: parts[2], variance: parts[3],
          epsilon: Double(node.float("epsilon", default: 1e-5))), shape: [parts[0].count])
    case "LayerNormalization":
      let rows = try rows(node)
      guard rows.shape.count == 1, [-1, 1].contains(node.integer("axis", default: -1)) else {
        throw unsupported(node.title)
      }
      let gamma = try floats(node, 1)
      let beta = try constant(node, 2) == nil ? nil : floats(node, 2)
      guard rows.shape[0] ?? gamma.count == gamma.count, beta?.count ?? gamma.count == gamma.count else {
        throw unsupported("\(node.title) of parts of different lengths")
      }
      set(
        node, rows,
        .layerNormalization(gamma: gamma, beta: beta, epsilon: Double(node.float("epsilon", default: 1e-5))),
        shape: [gamma.count])
    case "PRelu":
      let rows = try rows(node)
      let slopes = try floats(node, 1)
      if slopes.count == 1 {
        set(node, rows, .activation(LeakyReLU(negativeSlope: Double(slopes[0]))))
      } else {
        guard rows.shape == [slopes.count] else {
          throw unsupported("\(node.title) of \(slopes.count) slopes")
        }
        set(node, rows, .slopes(slopes))
      }
    default: return false
    }
    return true
  }

  /// The numbers of a constant.
  func floats(_ node: ONNXNode, _ index: Int) throws -> [Float] {
    guard let values = try required(node, index).floats() else {
      throw unsupported("\(node.title) with texts")
    }
    return values
  }
}
