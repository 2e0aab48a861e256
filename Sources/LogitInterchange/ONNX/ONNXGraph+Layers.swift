import Logit

extension ONNXGraph {
  /// Adds a model's layers.
  ///
  /// - Parameters:
  ///   - model: The model, built.
  ///   - x: What they are applied to, `[batch] + inputShape` in single precision.
  /// - Returns: The name of the result.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a layer that cannot be written.
  mutating func add(_ model: Sequential, to x: String) throws -> String {
    var value = x
    for layer in model.layers { value = try add(layer, to: value) }
    return value
  }

  private mutating func add(_ layer: ModelLayer, to x: String) throws -> String {
    switch layer.configuration {
    case is Flatten: return add("Flatten", [x], [("axis", .integer(1))])
    case let reshape as Reshape:
      let shape = layer.outputShape ?? reshape.targetShape
      return add("Reshape", [x, constant("shape", [-1] + shape)])
    case let other where other.passesNumbersOn: return x
    case let dense as Dense: return try add(dense, layer, to: x)
    case let activation as ActivationLayer: return try add(activation.activation, to: x)
    case let relu as ReLULayer:
      if relu.threshold == 0 && relu.negativeSlope == 0 {
        return try add(ReLU(maxValue: relu.maxValue), to: x)
      }
      let above = relu.maxValue.map { add("Min", [x, scalar($0, .float)]) } ?? x
      return addRectifier(to: x, above: above, threshold: relu.threshold, slope: relu.negativeSlope)
    case let leaky as LeakyReLULayer: return try add(LeakyReLU(negativeSlope: leaky.negativeSlope), to: x)
    case let elu as ELULayer: return try add(ELU(alpha: elu.alpha), to: x)
    case let softmax as SoftmaxLayer where [-1, 1].contains(softmax.axis) && layer.inputShape?.count == 1:
      return try add(Softmax(), to: x)
    default:
      guard layer.inputShape?.count == 1 else { throw inexpressible(layer) }
      return try addRowLayer(layer, to: x)
    }
  }

  private func inexpressible(_ layer: ModelLayer) -> InterchangeError {
    .inexpressible(
      format: "ONNX", item: "the layer \"\(layer.name)\" (\(layer.configuration.typeName))",
      remedy: "leave it out, or write a Keras file")
  }

  private mutating func add(_ dense: Dense, _ layer: ModelLayer, to x: String) throws -> String {
    let kernel = constant("\(layer.name)/kernel", ONNXTensor(layer.weights[0]))
    let bias = dense.useBias ? [constant("\(layer.name)/bias", ONNXTensor(layer.weights[1]))] : []
    // Gemm takes matrices only.
    guard layer.inputShape?.count != 1 else {
      return try add(dense.activation, to: add("Gemm", [x, kernel] + bias))
    }
    let product = add("MatMul", [x, kernel])
    return try add(dense.activation, to: bias.isEmpty ? product : add("Add", [product] + bias))
  }

  /// Layers of rows of numbers.
  private mutating func addRowLayer(_ layer: ModelLayer, to x: String) throws -> String {
    switch layer.configuration {
    case let rescaling as Rescaling:
      let scaled = add("Mul", [x, constant("scale", rescaling.scale)])
      return add("Add", [scaled, constant("offset", rescaling.offset)])
    case let normalization as BatchNormalization: return add(normalization, layer, to: x)
    case let normalization as LayerNormalization
    where normalization.axis == [-1] || normalization.axis == [1]:
      let centered = add("Sub", [x, rowMeans(x)])
      let variance = add(
        "Add", [rowMeans(add("Mul", [centered, centered])), scalar(normalization.epsilon, .float)])
      let normal = add("Div", [centered, add("Sqrt", [variance])])
      return scale(normal, layer, hasScale: normalization.scale, hasCenter: normalization.center)
    case let normalization as RMSNormalization where normalization.axis == [-1] || normalization.axis == [1]:
      let square = add("Add", [rowMeans(add("Mul", [x, x])), scalar(normalization.epsilon, .float)])
      return scale(add("Div", [x, add("Sqrt", [square])]), layer, hasScale: true, hasCenter: false)
    case is UnitNormalization:
      let norm = add("Sqrt", [rowSums(add("Mul", [x, x]))])
      return add("Div", [x, add("Max", [norm, scalar(1e-12, .float)])])
    case is PReLU: return add("PRelu", [x, constant("\(layer.name)/alpha", ONNXTensor(layer.weights[0]))])
    case let normalization as Normalization: return try add(normalization, layer, to: x)
    default: throw inexpressible(layer)
    }
  }

  private mutating func constant(_ name: String, _ values: ColumnValues) -> String {
    switch values {
    case .all(let value): scalar(value, .float)
    case .each(let values): constant(name, ONNXTensor(values, as: .float))
    }
  }

  private mutating func rowMeans(_ x: String) -> String {
    add("ReduceMean", [x], [("axes", .integers([1])), ("keepdims", .integer(1))])
  }

  /// Multiplies by a layer's gamma and adds its beta.
  private mutating func scale(_ x: String, _ layer: ModelLayer, hasScale: Bool, hasCenter: Bool) -> String {
    var value = x
    if hasScale {
      value = add("Mul", [value, constant("\(layer.name)/gamma", ONNXTensor(layer.weights[0]))])
    }
    if hasCenter, let beta = layer.weights.last {
      value = add("Add", [value, constant("\(layer.name)/beta", ONNXTensor(beta))])
    }
    return value
  }

  private mutating func add(_ normalization: BatchNormalization, _ layer: ModelLayer, to x: String) -> String
  {
    // gamma and beta as far as there are such, then moving mean and variance.
    var weights = layer.weights[...]
    let count = layer.weights.last?.count ?? 0
    let gamma =
      normalization.scale
      ? ONNXTensor(weights.removeFirst()) : ONNXTensor([Float](repeating: 1, count: count))
    let beta =
      normalization.center
      ? ONNXTensor(weights.removeFirst()) : ONNXTensor([Float](repeating: 0, count: count))
    let parts = [("gamma", gamma), ("beta", beta), ("mean", ONNXTensor(weights.removeFirst()))]
    let names = (parts + [("variance", ONNXTensor(weights.removeFirst()))]).map {
      constant("\(layer.name)/\($0)", $1)
    }
    return add("BatchNormalization", [x] + names, [("epsilon", .float(Float(normalization.epsilon)))])
  }

  private mutating func add(_ normalization: Normalization, _ layer: ModelLayer, to x: String) throws
    -> String
  {
    guard let (mean, deviation) = normalization.moments(layer) else { throw inexpressible(layer) }
    let means = constant("\(layer.name)/mean", ONNXTensor(mean, as: .float))
    let deviations = constant("\(layer.name)/deviation", ONNXTensor(deviation, as: .float))
    return normalization.invert
      ? add("Add", [add("Mul", [x, deviations]), means]) : add("Div", [add("Sub", [x, means]), deviations])
  }
}

extension ONNXTensor {
  /// A tensor of a model.
  init(_ tensor: Tensor<Float>) { self.init(tensor.scalars, shape: tensor.shape) }
}
