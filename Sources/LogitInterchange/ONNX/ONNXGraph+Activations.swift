import Logit

extension ONNXGraph {
  /// Adds an activation.
  ///
  /// - Parameters:
  ///   - activation: The function.
  ///   - x: What it is applied to, in single precision.
  /// - Returns: The name of the result.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for a function that is none of
  ///   Logit's.
  mutating func add(_ activation: any Activation, to x: String) throws -> String {
    switch activation {
    case is Linear: return x
    case let relu as ReLU: return add(relu, to: x)
    case let leaky as LeakyReLU: return add("LeakyRelu", [x], [("alpha", .float(Float(leaky.negativeSlope)))])
    case let elu as ELU: return add("Elu", [x], [("alpha", .float(Float(elu.alpha)))])
    case let celu as CELU: return add("Celu", [x], [("alpha", .float(Float(celu.alpha)))])
    case let shrink as HardShrink:
      return add("Shrink", [x], [("lambd", .float(Float(shrink.threshold))), ("bias", .float(0))])
    case let shrink as SoftShrink:
      let amount = Float(shrink.threshold)
      return add("Shrink", [x], [("lambd", .float(amount)), ("bias", .float(amount))])
    case let gelu as GELU: return addGELU(to: x, isApproximate: gelu.approximate)
    case let square as Squareplus:
      let root = add("Sqrt", [add("Add", [add("Mul", [x, x]), scalar(square.b, .float)])])
      return add("Mul", [add("Add", [x, root]), scalar(0.5, .float)])
    case let threshold as Threshold:
      let isAbove = add("Greater", [x, scalar(threshold.threshold, .float)])
      return add("Where", [isAbove, x, scalar(threshold.defaultValue, .float)])
    default: return try addNamed(activation, to: x)
    }
  }

  /// Adds an activation without options.
  private mutating func addNamed(_ activation: any Activation, to x: String) throws -> String {
    switch activation {
    case is Sigmoid: return add("Sigmoid", [x])
    case is HyperbolicTangent: return add("Tanh", [x])
    case is SELU: return add("Selu", [x])
    case is Softplus: return add("Softplus", [x])
    case is Softsign: return add("Softsign", [x])
    case is Exponential: return add("Exp", [x])
    case is Softmax: return add("Softmax", [x], [("axis", .integer(-1))])
    case is LogSoftmax: return add("LogSoftmax", [x], [("axis", .integer(-1))])
    case is ReLU6: return clip(x, 0, 6)
    case is HardTanh: return clip(x, -1, 1)
    case is HardSigmoid: return addHardSigmoid(to: x)
    case is HardSiLU: return add("Mul", [x, addHardSigmoid(to: x)])
    case is SiLU: return add("Mul", [x, add("Sigmoid", [x])])
    case is Mish: return add("Mul", [x, add("Tanh", [add("Softplus", [x])])])
    case is LogSigmoid: return add("Neg", [add("Softplus", [add("Neg", [x])])])
    case is TanhShrink: return add("Sub", [x, add("Tanh", [x])])
    case is SparseSigmoid:
      return clip(add("Mul", [add("Add", [x, scalar(1, .float)]), scalar(0.5, .float)]), 0, 1)
    case is SparsePlus: return addSparsePlus(to: x)
    case is Sparsemax: return addSparsemax(to: x)
    default:
      throw InterchangeError.inexpressible(
        format: "ONNX", item: "the activation \"\(activation.name)\"", remedy: "use one of Logit's own")
    }
  }

  private mutating func clip(_ x: String, _ least: Double, _ greatest: Double?) -> String {
    let bounds = [least, greatest].compactMap(\.self).map { scalar($0, .float) }
    return add("Clip", [x] + bounds)
  }

  private mutating func add(_ relu: ReLU, to x: String) -> String {
    if relu.threshold == 0 && relu.maxValue == nil {
      return relu.negativeSlope == 0
        ? add("Relu", [x]) : add("LeakyRelu", [x], [("alpha", .float(Float(relu.negativeSlope)))])
    }
    let above = relu.maxValue.map { clip(x, 0, $0) } ?? x
    if relu.threshold == 0 && relu.negativeSlope == 0 { return above }
    return addRectifier(to: x, above: above, threshold: relu.threshold, slope: relu.negativeSlope)
  }

  /// Chooses `above` where `x` is above a threshold, and `slope · (x − threshold)` elsewhere.
  mutating func addRectifier(to x: String, above: String, threshold: Double, slope: Double) -> String {
    let difference = add("Sub", [x, scalar(threshold, .float)])
    let below = add("Mul", [difference, scalar(slope, .float)])
    return add("Where", [add("Greater", [x, scalar(threshold, .float)]), above, below])
  }

  private mutating func addHardSigmoid(to x: String) -> String {
    add("HardSigmoid", [x], [("alpha", .float(1 / 6)), ("beta", .float(0.5))])
  }

  private mutating func addGELU(to x: String, isApproximate: Bool) -> String {
    let half = add("Mul", [x, scalar(0.5, .float)])
    let gate: String
    if isApproximate {
      let cube = add("Mul", [add("Mul", [x, x]), x])
      let sum = add("Add", [x, add("Mul", [cube, scalar(0.044715, .float)])])
      gate = add("Tanh", [add("Mul", [sum, scalar(0.7978845608028654, .float)])])
    } else {
      gate = add("Erf", [add("Mul", [x, scalar(0.7071067811865476, .float)])])
    }
    return add("Mul", [half, add("Add", [gate, scalar(1, .float)])])
  }

  private mutating func addSparsePlus(to x: String) -> String {
    let root = add("Mul", [add("Add", [x, scalar(1, .float)]), scalar(0.5, .float)])
    let middle = add(
      "Where", [add("Greater", [x, scalar(-1, .float)]), add("Mul", [root, root]), scalar(0, .float)])
    return add("Where", [add("Less", [x, scalar(1, .float)]), middle, x])
  }

  /// Martins and Astudillo's algorithm: what is above τ, where Σ max(z − τ, 0) = 1.
  private mutating func addSparsemax(to x: String) -> String {
    // The length of a row is only known to the runtime.
    let length = add("Slice", [add("Shape", [x]), constant("places", [1]), constant("places", [2])])
    let (sorted, order) = ("/sorted_\(nodes.count)", "/order_\(nodes.count)")
    nodes.append(
      ONNXNode(
        type: "TopK", name: "node:\(sorted)", inputs: [x, length], outputs: [sorted, order],
        attributes: [("axis", .integer(-1))]))
    let sums = add("CumSum", [sorted, constant("axis", ONNXTensor([1], shape: []))])
    let ones = add(
      "CumSum",
      [
        add("Add", [add("Mul", [sorted, scalar(0, .float)]), scalar(1, .float)]),
        constant("axis", ONNXTensor([1], shape: [])),
      ])
    let bounds = add("Add", [add("Mul", [ones, sorted]), scalar(1, .float)])
    let isInSupport = cast(add("Greater", [bounds, sums]), from: .bool, to: .float)
    let total = add("Sub", [rowSums(add("Mul", [isInSupport, sorted])), scalar(1, .float)])
    return add("Relu", [add("Sub", [x, add("Div", [total, rowSums(isInSupport)])])])
  }
}
