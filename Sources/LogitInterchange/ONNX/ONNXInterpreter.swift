import Logit
import LogitData
import LogitFiles

/// Finds the layers that a graph of operations stands for.
///
/// Only what leads to the output of interest is looked at: the nodes that find the name of the most probable
/// class do not matter. Rows go through the nodes in their order, and each node adds a step; where rows go
/// two ways and come together again, as in `x · sigmoid(x)`, the steps since then are those of a known
/// function.
struct ONNXInterpreter {
  /// What is read, for messages.
  static let supported =
    "Gemm, MatMul, Add, Sub, Mul, Div and Neg with constants, activations, Softmax, LogSoftmax, BatchNormalization, "
    + "LayerNormalization, Flatten, Reshape, Squeeze, Unsqueeze, Concat and Gather of columns, Identity, Cast, Dropout, "
    + "Scaler, Normalizer, Imputer, OneHotEncoder, LabelEncoder of columns, LinearClassifier, LinearRegressor and ZipMap"

  /// The most nodes that lead to an output. Each keeps what has become of the rows until then.
  private static let mostNodes = 512
  /// The most columns of texts that an input has.
  private static let mostColumns = 1 << 16

  let graph: ONNXGraph
  let source: String
  private(set) var meanings: [String: ONNXMeaning] = [:]
  var notes: [String] = []
  /// What becomes of columns besides what is weighted.
  var rules = ColumnRules()
  var categoryCount = 0
  private var stepCount = 0
  /// How many elements the constants that are worked out of others may still have, all together: what keeps a
  /// small file from filling the memory. A model of weights works each of them out a few times at most, such
  /// as by a cast, a zero point, a scale and a transposition.
  private var remainingElements = 1 << 18
  private static let mostTimes = 8

  init(_ graph: ONNXGraph, source: String) {
    (self.graph, self.source) = (graph, source)
    rules.numbers = Set(graph.inputs.lazy.filter { $0.type != .text }.map(\.name))
  }

  /// The error for something that is not read.
  func unsupported(_ item: String) -> InterchangeError {
    .unsupported(source: source, item: item, supported: Self.supported)
  }

  /// The error for something that contradicts itself.
  func damaged(_ item: String, expected: String, found: String) -> FileError {
    .damaged(
      source: source, item: item, expected: expected, found: found,
      remedy: "the file is damaged or of another kind, so use another one")
  }

  /// What becomes of the rows.
  ///
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for a node that is not read, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)`.
  mutating func rows() throws -> ONNXRows {
    for (name, tensor) in graph.constants {
      meanings[name] = .constant(tensor)
      allow(tensor)
    }
    var output = try graph.outputOfInterest(source)
    if let node = graph.nodes.first(where: { $0.outputs.contains(output) }), node.type == "ZipMap",
      let input = node.inputs.first
    {
      output = input
    }
    try addInputs()
    return try follow(to: output)
  }

  /// What becomes of the rows between two values.
  ///
  /// - Parameters:
  ///   - input: The value that counts as the input, whatever makes it.
  ///   - output: The value that is made of it.
  ///   - width: How many columns the input has; `nil` for as many as the graph says of an input of its own.
  /// - Throws: As ``rows()``.
  mutating func rows(from input: String, to output: String, width: Int?) throws -> ONNXRows {
    for (name, tensor) in graph.constants {
      meanings[name] = .constant(tensor)
      allow(tensor)
    }
    try addInputs()
    if let width {
      // Several names stand for as many columns.
      let names = width > 1 ? (0..<width).map { "\(input) \($0)" } : [input]
      meanings[input] = .rows(ONNXRows(inputNames: names, shape: [width]))
    }
    return try follow(to: output)
  }

  /// Rows with an activation behind what was done with them.
  mutating func activated(_ rows: ONNXRows, _ activation: any Activation) -> ONNXRows {
    var rows = rows
    stepCount += 1
    rows.steps.append(ONNXRows.Entry(id: stepCount, step: .activation(activation), title: "the output"))
    return rows
  }

  private mutating func follow(to output: String) throws -> ONNXRows {
    let needed = neededNodes(for: output)
    guard needed.count <= Self.mostNodes else {
      throw unsupported("a graph of \(needed.count) nodes, more than \(Self.mostNodes),")
    }
    for (index, node) in graph.nodes.enumerated() where needed.contains(index) { try interpret(node) }
    switch meanings[output] {
    case .rows(let rows)?: return rows
    case nil:
      throw damaged("the output \"\(output.shortened)\"", expected: "the value of a node", found: "none")
    default:
      throw unsupported("the output \"\(output.shortened)\", which is not made of the inputs' numbers,")
    }
  }

  private mutating func addInputs() throws {
    let inputs = graph.inputs.filter { meanings[$0.name] == nil }
    for input in inputs {
      if input.type == .text {
        meanings[input.name] = .texts(textNames(of: input))
        continue
      }
      let shape: [Int?] = (input.shape ?? [.free(""), .free("")]).dropFirst().map {
        if case .fixed(let count) = $0 { count } else { nil }
      }
      meanings[input.name] = .rows(ONNXRows(inputNames: [input.name], shape: shape))
    }
  }

  /// The names of the columns of an input of texts.
  private func textNames(of input: ONNXValue) -> [String] {
    guard let shape = input.shape, shape.count == 2, case .fixed(let width) = shape[1], width > 1 else {
      return [input.name]
    }
    return graph.inputs.count == 1
      ? ForeignModel.numberedInputs(min(width, Self.mostColumns))
      : (0..<min(width, Self.mostColumns)).map { "\(input.name) \($0)" }
  }

  /// The nodes that an output is made by.
  private func neededNodes(for output: String) -> Set<Int> {
    var makers: [String: Int] = [:]
    for (index, node) in graph.nodes.enumerated() { for name in node.outputs { makers[name] = index } }
    var needed: Set<Int> = []
    var names = [output]
    while let name = names.popLast() {
      // What has a meaning already needs no maker.
      guard meanings[name] == nil, let maker = makers[name], needed.insert(maker).inserted else { continue }
      names += graph.nodes[maker].inputs
    }
    return needed
  }
}

// MARK: - Nodes

extension ONNXInterpreter {
  /// What an input of a node stands for; `nil` if it has no such input.
  func meaning(_ node: ONNXNode, _ index: Int) throws -> ONNXMeaning? {
    guard index < node.inputs.count, !node.inputs[index].isEmpty else { return nil }
    let name = node.inputs[index]
    guard let meaning = meanings[name] else {
      throw damaged(
        node.title, expected: "after the nodes that make its inputs",
        found: "before \"\(name.shortened)\" is made")
    }
    return meaning
  }

  /// The rows that a node takes.
  func rows(_ node: ONNXNode, _ index: Int = 0) throws -> ONNXRows {
    switch try meaning(node, index) {
    case .rows(let rows)?: return rows
    case .columns(let sums)?: return ONNXRows(sums)
    case .texts(let names)?: throw unsupported("\(node.title) of the texts \(DataError.list(names))")
    default: throw unsupported("\(node.title) of something that is not made of the input")
    }
  }

  /// A constant that a node takes; `nil` if it has no such input.
  func constant(_ node: ONNXNode, _ index: Int) throws -> ONNXTensor? {
    switch try meaning(node, index) {
    case nil: return nil
    case .constant(let tensor)?: return tensor
    default: throw unsupported("\(node.title) with an input \(index + 1) that is not constant")
    }
  }

  /// A constant that a node must have.
  func required(_ node: ONNXNode, _ index: Int) throws -> ONNXTensor {
    guard let tensor = try constant(node, index) else {
      throw damaged(node.title, expected: "one with an input \(index + 1)", found: "one without")
    }
    return tensor
  }

  /// The numbers of a constant.
  func numbers(_ tensor: ONNXTensor, _ node: ONNXNode) throws -> [Double] {
    guard let numbers = try tensor.doubles() else { throw unsupported("\(node.title) with texts") }
    return numbers
  }

  /// Counts a constant that the file itself has.
  mutating func allow(_ tensor: ONNXTensor) {
    let (elements, overflows) = tensor.count.multipliedReportingOverflow(by: Self.mostTimes)
    let (sum, sumOverflows) = remainingElements.addingReportingOverflow(elements)
    remainingElements = overflows || sumOverflows ? .max : sum
  }

  /// Counts what is worked out of constants, before memory is taken for it.
  ///
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` if it is far more than the file has.
  mutating func spend(_ elements: Int, _ node: ONNXNode) throws {
    guard elements <= remainingElements else {
      throw unsupported(
        "\(node.title), by which what is worked out of constants is more than \(Self.mostTimes) times the file's,"
      )
    }
    remainingElements -= elements
  }

  /// Sets what a node's first output stands for.
  mutating func set(_ node: ONNXNode, _ meaning: ONNXMeaning) {
    guard let output = node.outputs.first else { return }
    meanings[output] = meaning
  }

  /// Sets a node's output to rows with a further step.
  mutating func set(_ node: ONNXNode, _ rows: ONNXRows, _ steps: ONNXStep..., shape: [Int?]? = nil) {
    var rows = rows
    for step in steps {
      stepCount += 1
      rows.steps.append(ONNXRows.Entry(id: stepCount, step: step, title: node.title))
    }
    if let shape { rows.shape = shape }
    set(node, .rows(rows))
  }

  private mutating func interpret(_ node: ONNXNode) throws {
    if ["", "ai.onnx", ONNXNode.ml].contains(node.domain), try interpretColumns(node) { return }
    switch node.domain {
    case "", "ai.onnx":
      if try interpretShape(node) || interpretArithmetic(node) || interpretActivation(node)
        || interpretLayer(node)
      {
        return
      }
    case ONNXNode.ml: if try interpretClassical(node) { return }
    default: break
    }
    throw unsupported(node.title)
  }
}

extension ONNXGraph {
  /// The output that gives numbers; of several the one that is called after probabilities, or the last.
  fileprivate func outputOfInterest(_ source: String) throws -> String {
    let numbers = outputs.filter { $0.type == nil || $0.type?.isFloatingPoint ?? false }
    let probable = numbers.first { $0.name.lowercased().contains("prob") }
    guard let output = probable ?? numbers.last else {
      throw InterchangeError.unsupported(
        source: source, item: "a model without an output of numbers", supported: "models that give numbers")
    }
    return output.name
  }
}

extension ONNXInterpreter {
  /// Adds steps to what a node's first output stands for.
  mutating func extend(_ node: ONNXNode, with steps: [ONNXStep], shape: [Int?]? = nil) throws {
    for step in steps {
      guard let output = node.outputs.first, case .rows(let rows)? = meanings[output] else {
        throw unsupported(node.title)
      }
      set(node, rows, step, shape: shape)
    }
  }

  /// Makes another output stand for what the first does.
  mutating func move(_ node: ONNXNode, to output: String) {
    guard let first = node.outputs.first, output != first else { return }
    meanings[output] = meanings[first]
    meanings[first] = nil
  }
}
