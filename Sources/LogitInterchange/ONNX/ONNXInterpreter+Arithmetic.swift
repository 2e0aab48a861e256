import Logit

extension ONNXInterpreter {
  /// Interprets a node that adds, multiplies or divides.
  ///
  /// - Returns: Whether it is one.
  mutating func interpretArithmetic(_ node: ONNXNode) throws -> Bool {
    switch node.type {
    case "Add", "Sub", "Mul", "Div": try interpretOperator(node)
    case "Neg":
      if case .constant(let tensor)? = try meaning(node, 0) {
        try negate(tensor, node)
      } else {
        set(node, try rows(node), .multiply([-1]))
      }
    case "Sum" where node.inputs.count == 2: try interpretOperator(node)
    case "MatMul":
      let kernel = try kernel(required(node, 1), isTransposed: false, node)
      try addDense(rows(node), kernel: kernel, bias: nil, node)
    case "Gemm": try interpretGemm(node)
    case "IsNaN":
      if case .difference? = try meaning(node, 0) {
        set(node, .missing)
      } else {
        _ = try rows(node)
        set(node, .missing)
      }
    case "Where": try interpretWhere(node)
    case "Pow":
      let exponent = try numbers(required(node, 1), node)
      guard exponent.count == 1 else { throw unsupported(node.title) }
      set(node, try rows(node), .part(.power(exponent[0])))
    case "Erf": set(node, try rows(node), .part(.erf))
    case "Abs": set(node, try rows(node), .part(.absolute))
    case "Log": try interpretLogarithm(node)
    case "Max", "Min": try interpretBound(node)
    default: return false
    }
    return true
  }

  // MARK: Operators

  private mutating func interpretOperator(_ node: ONNXNode) throws {
    switch (try meaning(node, 0), try meaning(node, 1)) {
    case (.constant(let a)?, .constant(let b)?): try fold(a, b, node)
    case (.rows(let rows)?, .constant(let tensor)?):
      let values = try perColumn(tensor, rows, node)
      let step: ONNXStep =
        switch node.type {
        case "Mul": .multiply(values)
        case "Div": .divide(values)
        case "Sub": .add(values.map { -$0 })
        default: .add(values)
        }
      set(node, rows, step, shape: shape(of: rows, with: values))
    case (.constant(let tensor)?, .rows(let rows)?):
      let values = try perColumn(tensor, rows, node)
      switch node.type {
      case "Mul": set(node, rows, .multiply(values), shape: shape(of: rows, with: values))
      case "Sub": set(node, rows, .multiply([-1]), .add(values), shape: shape(of: rows, with: values))
      case "Div": throw unsupported(node.title + " of a constant by the input")
      default: set(node, rows, .add(values), shape: shape(of: rows, with: values))
      }
    case (.rows(let a)?, .rows(let b)?): try combine(a, b, node)
    default: throw unsupported(node.title)
    }
  }

  private func shape(of rows: ONNXRows, with values: [Double]) -> [Int?] {
    rows.shape == [nil] && values.count > 1 ? [values.count] : rows.shape
  }

  /// The numbers of a constant, one for all columns or one for each.
  private func perColumn(_ tensor: ONNXTensor, _ rows: ONNXRows, _ node: ONNXNode) throws -> [Double] {
    let values = try numbers(tensor, node)
    let isRow = tensor.shape.dropLast().allSatisfy { $0 == 1 } && tensor.shape.count <= rows.shape.count + 1
    let fits = values.count == 1 || rows.shape.count == 1 && rows.shape[0] ?? values.count == values.count
    guard isRow, fits, !values.isEmpty else {
      throw unsupported("\(node.title) with a constant of shape \(tensor.shape)")
    }
    return values
  }

  /// Rows that went two ways: as they are, and through a function that is a part of another.
  private mutating func combine(_ a: ONNXRows, _ b: ONNXRows, _ node: ONNXNode) throws {
    let common = zip(a.steps, b.steps).prefix { $0.id == $1.id }.count
    var (x, y) = (a.steps[common...].map(\.step), b.steps[common...].map(\.step))
    guard a.inputNames == b.inputNames, a.columns == b.columns else { throw unsupported(node.title) }
    var rows = a
    rows.steps = Array(a.steps[..<common])
    if x.isEmpty && y.isEmpty && node.type == "Sub" { return set(node, .difference) }
    // The plain side first; a factor of it is a factor of the product.
    var order = (isSwapped: false, factor: [ONNXStep]())
    if y.count < x.count || (y.count == 1 && x.count == 1 && y[0].scalar != nil && x[0].scalar == nil) {
      (x, y, order.isSwapped) = (y, x, true)
    }
    if node.type == "Mul", x.count == 1, let scalar = x[0].scalar {
      (x, order.factor) = ([], [.multiply([scalar])])
    }
    if node.type == "Add", let slopes = Self.slopes(x, y) {
      rows.shape = b.shape
      set(node, .rows(rows))
      return try extend(node, with: [.slopes(slopes)])
    }
    guard x.isEmpty, let steps = Self.known(node.type, y, isSwapped: order.isSwapped) else {
      throw unsupported("\(node.title) of two values")
    }
    rows.shape = b.shape
    set(node, .rows(rows))
    try extend(node, with: steps + order.factor)
  }

  /// The slopes below 0 where a sum is `relu(x) − slopes · relu(−x)`; `nil` for another sum.
  private static func slopes(_ x: [ONNXStep], _ y: [ONNXStep]) -> [Float]? {
    guard x.count == 1, y.count == 3, case .activation(is ReLU) = x[0], y[0].scalar == -1,
      case .activation(is ReLU) = y[1], case .multiply(let values) = y[2], values.count > 1
    else { return nil }
    return values.map { Float(-$0) }
  }

  /// The function that `x ∘ f(x)` is.
  private static func known(_ type: String, _ steps: [ONNXStep], isSwapped: Bool) -> [ONNXStep]? {
    switch (type, steps.count) {
    case ("Mul", 1):
      switch steps[0] {
      case .activation(is Sigmoid): return [.activation(SiLU())]
      case .activation(is HardSigmoid): return [.activation(HardSiLU())]
      case .part(.power(2)): return [.part(.power(3))]
      default: return nil
      }
    case ("Mul", 0): return [.part(.power(2))]
    case ("Mul", 2):
      if case (.activation(is Softplus), .activation(is HyperbolicTangent)) = (steps[0], steps[1]) {
        return [.activation(Mish())]
      }
      return nil
    case ("Mul", 3) where steps[0].addend == 3:
      guard case .activation(is ReLU6) = steps[1], let scale = steps[2].scalar, scale.isNearly(1 / 6) else {
        return nil
      }
      return [.activation(HardSiLU())]
    case ("Mul", 3):
      guard case (let scale?, .part(.erf), 1.0?) = (steps[0].scalar, steps[1], steps[2].addend),
        scale.isNearly(0.7071067811865476)
      else { return nil }
      return [.part(.doubledGELU(isApproximate: false))]
    case ("Mul", 4):
      guard case (.part(.cubic), let scale?) = (steps[0], steps[1].scalar),
        scale.isNearly(0.7978845608028654),
        case (.activation(is HyperbolicTangent), 1.0?) = (steps[2], steps[3].addend)
      else { return nil }
      return [.part(.doubledGELU(isApproximate: true))]
    case ("Add", 2):
      guard case (.part(.power(3)), let scale?) = (steps[0], steps[1].scalar), scale.isNearly(0.044715) else {
        return nil
      }
      return [.part(.cubic)]
    case ("Sub", 1):
      if case .activation(is HyperbolicTangent) = steps[0], !isSwapped { return [.activation(TanhShrink())] }
      return nil
    case ("Div", 2):
      if case (.part(.absolute), 1.0?) = (steps[0], steps[1].addend), !isSwapped {
        return [.activation(Softsign())]
      }
      return nil
    default: return nil
    }
  }

  // MARK: Bounds and missing values

  /// The logarithm of probabilities.
  private mutating func interpretLogarithm(_ node: ONNXNode) throws {
    var rows = try rows(node)
    let logarithm: any Activation
    switch rows.steps.last?.step {
    case .activation(is Sigmoid)?: logarithm = LogSigmoid()
    case .activation(is Softmax)?: logarithm = LogSoftmax()
    default: throw unsupported(node.title)
    }
    rows.steps.removeLast()
    set(node, rows, .activation(logarithm))
  }

  /// `max(x, 0)`, `min(x, c)`.
  private mutating func interpretBound(_ node: ONNXNode) throws {
    let isSwapped: Bool
    if case .constant? = try meaning(node, 0) { isSwapped = true } else { isSwapped = false }
    let bound = try numbers(required(node, isSwapped ? 0 : 1), node)
    let rows = try rows(node, isSwapped ? 1 : 0)
    guard node.inputs.count == 2, bound.count == 1 else { throw unsupported(node.title) }
    if node.type == "Max", bound[0] == -1, case .part(.least(1))? = rows.steps.last?.step {
      var clipped = rows
      clipped.steps.removeLast()
      return set(node, clipped, .activation(HardTanh()))
    }
    if node.type == "Max" {
      guard bound[0] == 0 else { throw unsupported("\(node.title) of \(bound[0])") }
      return set(node, rows, .activation(ReLU()))
    }
    guard case .activation(let relu as ReLU)? = rows.steps.last?.step, relu.maxValue == nil,
      relu.threshold == 0, bound[0] > 0
    else {
      guard bound[0] == 1 else { throw unsupported("\(node.title) of \(bound[0])") }
      return set(node, rows, .part(.least(1)))
    }
    var bounded = rows
    bounded.steps.removeLast()
    set(
      node, bounded,
      .activation(
        bound[0] == 6 && relu.negativeSlope == 0
          ? ReLU6() as any Activation : ReLU(negativeSlope: relu.negativeSlope, maxValue: bound[0])))
  }

  /// A replacement of missing values, which a model of layers does not have.
  private mutating func interpretWhere(_ node: ONNXNode) throws {
    guard case .missing? = try meaning(node, 0), case .constant(let replacement)? = try meaning(node, 1)
    else {
      throw unsupported(node.title)
    }
    try noteReplacement(numbers(replacement, node))
    set(node, .rows(try rows(node, 2)))
  }

  /// Tells that missing values are not replaced, if a number takes their place.
  mutating func noteReplacement(_ values: [Double]) {
    guard values.contains(where: { !$0.isNaN }) else { return }
    let list = values.prefix(8).map { "\($0)" }.joined(separator: ", ") + (values.count > 8 ? ", ..." : "")
    notes.append("Missing values are not replaced (the file has \(list)); rows with one are refused.")
  }

  // MARK: Layers of weights

  private mutating func interpretGemm(_ node: ONNXNode) throws {
    guard node.integer("transA", default: 0) == 0 else { throw unsupported("\(node.title) with transA") }
    let (alpha, beta) = (node.float("alpha", default: 1), node.float("beta", default: 1))
    let kernel = try kernel(
      required(node, 1), isTransposed: node.integer("transB", default: 0) != 0, factor: alpha, node)
    var bias: [Float]?
    if let tensor = try constant(node, 2) {
      guard let values = try tensor.floats(), tensor.shape.dropLast().allSatisfy({ $0 == 1 }) else {
        throw unsupported(node.title)
      }
      bias = values.map { $0 * beta }
    }
    try addDense(rows(node), kernel: kernel, bias: bias, node)
  }

  /// A matrix of weights, `[inputs, outputs]`.
  private func kernel(
    _ tensor: ONNXTensor, isTransposed: Bool, factor: Float = 1, _ node: ONNXNode
  ) throws -> ONNXMatrix {
    guard tensor.shape.count == 2, tensor.count > 0, tensor.type != .text else {
      throw unsupported("\(node.title) with a constant of shape \(tensor.shape)")
    }
    return ONNXMatrix(tensor, isTransposed: isTransposed, factor: factor)
  }

  /// Adds a layer of weights.
  mutating func addDense(
    _ rows: ONNXRows, kernel: ONNXMatrix, bias: [Float]?, _ node: ONNXNode
  ) throws {
    let (inputs, outputs) = (kernel.shape[0], kernel.shape[1])
    guard rows.shape.count == 1, rows.shape[0] ?? inputs == inputs else {
      let known = rows.shape.map { $0.map { "\($0)" } ?? "?" }.joined(separator: ", ")
      throw damaged(
        node.title, expected: "one of rows of shape [\(known)]", found: "one of \(inputs) numbers")
    }
    var bias = bias
    if let values = bias, values.count == 1, outputs > 1 {
      bias = [Float](repeating: values[0], count: outputs)
    }
    guard bias.map({ $0.count == outputs }) ?? true else {
      throw damaged(node.title, expected: "one with \(outputs) biases", found: "one with \(bias?.count ?? 0)")
    }
    var rows = rows
    if rows.steps.isEmpty { rows.shape = [inputs] }
    set(node, rows, .dense(kernel: kernel, bias: bias), shape: [outputs])
  }
}

extension ONNXStep {
  /// The number that all columns are multiplied by; `nil` for another step.
  var scalar: Double? {
    switch self {
    case .multiply(let values): values.count == 1 ? values[0] : nil
    case .divide(let values): values.count == 1 ? 1 / values[0] : nil
    default: nil
    }
  }

  /// The number that is added to all columns; `nil` for another step.
  var addend: Double? { if case .add(let values) = self, values.count == 1 { values[0] } else { nil } }
}

extension Double {
  /// Whether this is a constant in single precision.
  func isNearly(_ other: Double) -> Bool { abs(self - other) <= 1e-6 * abs(other) }
}
