import Logit
import LogitFiles

/// A model as PyTorch's `nn.Sequential`: the modules as Python says them, and the tensors under their names.
struct TorchSequential {
  /// A tensor of a module.
  struct Tensor {
    let name: String
    let shape: [Int]
    let values: [Float]
  }

  /// `nn.Linear(4, 1)`, in order.
  private(set) var modules: [String] = []
  private(set) var tensors: [Tensor] = []
  /// The modules that count batches in training, by position.
  private(set) var counters: [Int] = []
  /// The same layers for Keras's JSON.
  let model: Sequential

  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a layer without a module of its
  ///   own.
  init(_ model: Sequential) throws {
    self.model = try model.keepingNormalizationAsWeights()
    for layer in self.model.layers { try add(layer) }
  }

  /// The line of Python that makes the modules.
  var python: String { "torch.nn.Sequential(\(modules.map { "torch.nn.\($0)" }.joined(separator: ", ")))" }

  private mutating func add(_ module: String, _ tensors: [(name: String, shape: [Int], values: [Float])] = [])
  {
    self.tensors += tensors.map {
      Tensor(name: "\(modules.count).\($0.name)", shape: $0.shape, values: $0.values)
    }
    modules.append(module)
  }

  private func inexpressible(_ layer: ModelLayer, _ item: String? = nil) -> InterchangeError {
    .inexpressible(
      format: "safetensors for PyTorch",
      item: item ?? "the layer \"\(layer.name)\" (\(layer.configuration.typeName))",
      remedy: "leave it out, or write a Keras file or ONNX")
  }

  private mutating func add(_ layer: ModelLayer) throws {
    guard layer.inputShape?.count ?? 1 == 1 else { throw inexpressible(layer) }
    let (weights, columns) = (layer.weights.map(\.scalars), layer.inputShape?.last ?? 1)
    switch layer.configuration {
    case is Input, is IdentityLayer, is GaussianNoise, is ActivityRegularization: return
    case let dense as Dense:
      let names = dense.useBias ? "" : ", bias=False"
      var tensors = [("weight", [dense.units, columns], Self.transposed(weights[0], rows: columns))]
      if dense.useBias { tensors.append(("bias", [dense.units], weights[1])) }
      add("Linear(\(columns), \(dense.units)\(names))", tensors)
      try add(dense.activation, of: layer)
    case let activation as ActivationLayer: try add(activation.activation, of: layer)
    case is SoftmaxLayer: try add(Softmax(), of: layer)
    case let relu as ReLULayer where relu.threshold == 0 && relu.negativeSlope == 0:
      try add(ReLU(maxValue: relu.maxValue), of: layer)
    case let leaky as LeakyReLULayer: try add(LeakyReLU(negativeSlope: leaky.negativeSlope), of: layer)
    case let elu as ELULayer: try add(ELU(alpha: elu.alpha), of: layer)
    case let dropout as Dropout: add("Dropout(\(dropout.rate.pythonDescription))")
    case is PReLU where weights[0].count == columns || weights[0].count == 1:
      add("PReLU(\(weights[0].count))", [("weight", [weights[0].count], weights[0])])
    case let normalization as Normalization: try add(normalization, weights, columns, of: layer)
    case let normalization as BatchNormalization: try add(normalization, weights, columns, of: layer)
    case let normalization as LayerNormalization where normalization.scale && normalization.center:
      add(
        "LayerNorm(\(columns), eps=\(normalization.epsilon.pythonDescription))",
        [("weight", [columns], weights[0]), ("bias", [columns], weights[1])])
    default: throw inexpressible(layer)
    }
  }

  /// `BatchNorm1d` without weights of its own, whose averages are those of the columns: in `eval` it gives
  /// what the layer does.
  private mutating func add(
    _ normalization: Normalization, _ weights: [[Float]], _ columns: Int, of layer: ModelLayer
  ) throws {
    guard !normalization.invert, weights.count >= 2, weights[0].count == columns else {
      throw inexpressible(layer)
    }
    counters.append(modules.count)
    add(
      "BatchNorm1d(\(columns), eps=1e-30, affine=False)",
      [("running_mean", [columns], weights[0]), ("running_var", [columns], weights[1])])
  }

  private mutating func add(
    _ normalization: BatchNormalization, _ weights: [[Float]], _ columns: Int, of layer: ModelLayer
  ) throws {
    guard normalization.scale == normalization.center, normalization.renormalization == nil else {
      throw inexpressible(
        layer,
        "the layer \"\(layer.name)\" with one of scale and center, of which PyTorch has both or neither")
    }
    counters.append(modules.count)
    let affine = normalization.scale ? "" : ", affine=False"
    let names = (normalization.scale ? ["weight", "bias"] : []) + ["running_mean", "running_var"]
    add(
      "BatchNorm1d(\(columns), eps=\(normalization.epsilon.pythonDescription), "
        + "momentum=\((1 - normalization.momentum).pythonDescription)\(affine))",
      zip(names, weights).map { ($0, [columns], $1) })
  }

  private mutating func add(_ activation: any Activation, of layer: ModelLayer) throws {
    if activation is Linear { return }
    guard let module = Self.module(activation) else {
      throw inexpressible(
        layer, "the activation \"\(activation.name)\" of the layer \"\(layer.name)\"")
    }
    add(module)
  }

  /// The module of an activation; `nil` if there is none that is quite the same.
  private static func module(_ activation: any Activation) -> String? {
    switch activation {
    case is Sigmoid: "Sigmoid()"
    case is Softmax: "Softmax(dim=1)"
    case is HyperbolicTangent: "Tanh()"
    case let relu as ReLU where relu == ReLU(): "ReLU()"
    case let relu as ReLU where relu == ReLU(maxValue: 6): "ReLU6()"
    case is ReLU6: "ReLU6()"
    case let leaky as LeakyReLU: "LeakyReLU(\(Double(leaky.negativeSlope).pythonDescription))"
    case let elu as ELU: "ELU(\(Double(elu.alpha).pythonDescription))"
    case is SELU: "SELU()"
    case is SiLU: "SiLU()"
    case is Softplus: "Softplus()"
    case is Softsign: "Softsign()"
    case is HardSigmoid: "Hardsigmoid()"
    default: nil
    }
  }

  /// `[inputs, outputs]` as `[outputs, inputs]`.
  private static func transposed(_ values: [Float], rows: Int) -> [Float] {
    let columns = values.count / max(rows, 1)
    return (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
  }
}
