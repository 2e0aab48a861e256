import LogitData

/// Adds the functions of columns that a formula has to a graph, each once.
struct ONNXExpressions {
  private let type: ONNXElementType
  private var values: [NumericExpression: String] = [:]

  /// - Parameters:
  ///   - type: The precision.
  ///   - columns: The value of each column, `[batch, 1]`.
  init(type: ONNXElementType, columns: [String: String]) {
    self.type = type
    for (name, value) in columns { values[.column(name)] = value }
  }

  /// Adds an expression, and returns the name of its value.
  mutating func add(_ expression: NumericExpression, to graph: inout ONNXGraph) -> String {
    if let known = values[expression] { return known }
    let value: String
    switch expression {
    case .number(let number):
      value = graph.constant("constant", ONNXTensor([number], shape: [1, 1], as: type))
    case .column(let name): value = name
    case .call(let function, let inner): value = add(function, of: add(inner, to: &graph), to: &graph)
    case .negative(let inner): value = graph.add("Neg", [add(inner, to: &graph)])
    case .scale(let inner, _): value = add(inner, to: &graph)
    case .scaled(let inner, let center, let deviation):
      let difference = graph.add("Sub", [add(inner, to: &graph), graph.scalar(center, type)])
      value = graph.add("Div", [difference, graph.scalar(deviation, type)])
    case .operation(let mark, let left, let right):
      let operation =
        switch mark {
        case .plus: "Add"
        case .minus: "Sub"
        case .times: "Mul"
        case .over: "Div"
        case .power: "Pow"
        }
      value = graph.add(operation, [add(left, to: &graph), add(right, to: &graph)])
    }
    values[expression] = value
    return value
  }

  private func add(_ function: NumericFunction, of x: String, to graph: inout ONNXGraph) -> String {
    switch function {
    case .log: graph.add("Log", [x])
    case .log2: graph.add("Div", [graph.add("Log", [x]), graph.scalar(0.6931471805599453, type)])
    case .log10: graph.add("Div", [graph.add("Log", [x]), graph.scalar(2.302585092994046, type)])
    case .exp: graph.add("Exp", [x])
    case .sqrt: graph.add("Sqrt", [x])
    case .abs: graph.add("Abs", [x])
    }
  }
}
