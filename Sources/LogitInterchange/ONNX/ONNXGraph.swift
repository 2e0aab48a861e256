import LogitFiles

/// A model as a graph of operations, as ONNX files have it.
struct ONNXGraph {
  var name = "logit"
  /// The version of each domain's operations.
  var versions: [(domain: String, version: Int)] = [("", 13)]
  /// Who wrote it.
  var producer = (name: "", version: "")
  var documentation = ""
  /// In an order in which each takes only what is known before it.
  var nodes: [ONNXNode] = []
  /// The constants by name.
  var constants: [(name: String, tensor: ONNXTensor)] = []
  var inputs: [ONNXValue] = []
  var outputs: [ONNXValue] = []
  var metadata: [(key: String, value: String)] = []

  /// The text of the metadata under a key; `nil` without one.
  func metadata(_ key: String) -> String? { metadata.first { $0.key == key }?.value }
}

// MARK: - Building

extension ONNXGraph {
  /// Adds an operation.
  ///
  /// - Parameters:
  ///   - type: The operation's name.
  ///   - inputs: The values that it takes.
  ///   - attributes: What it is told besides.
  ///   - domain: The domain of the operation; that of ONNX itself by default.
  ///   - output: What its value is called; numbered by default.
  /// - Returns: The name of its value.
  @discardableResult
  mutating func add(
    _ type: String, _ inputs: [String], _ attributes: [(name: String, value: ONNXNode.Attribute)] = [],
    domain: String = "", output: String? = nil
  ) -> String {
    // No column or layer has such a name.
    let output = output ?? "/\(type.lowercased())_\(nodes.count)"
    nodes.append(
      ONNXNode(
        type: type, domain: domain, name: "node:\(output)", inputs: inputs, outputs: [output],
        attributes: attributes))
    if domain == ONNXNode.ml { requireML() }
    return output
  }

  /// Declares the domain of operations for classical machine learning.
  mutating func requireML() {
    if !versions.contains(where: { $0.domain == ONNXNode.ml }) { versions.append((ONNXNode.ml, 2)) }
  }

  /// Adds a constant, and returns its name.
  mutating func constant(_ name: String, _ tensor: ONNXTensor) -> String {
    let unique = "/\(name)" + (constants.isEmpty ? "" : "_\(constants.count)")
    constants.append((unique, tensor))
    return unique
  }

  /// Adds whole numbers as a constant.
  mutating func constant(_ name: String, _ values: [Int]) -> String { constant(name, ONNXTensor(values)) }

  /// Adds a single number as a constant.
  mutating func scalar(_ value: Double, _ type: ONNXElementType) -> String {
    constant("constant", ONNXTensor([value], shape: [], as: type))
  }

  /// Adds an input, which takes any number of rows.
  ///
  /// - Parameter width: The lengths behind that of the batch.
  mutating func addInput(
    _ name: String, _ type: ONNXElementType, _ width: [Int], documentation: String = ""
  ) -> String {
    inputs.append(
      ONNXValue(
        name: name, type: type, shape: [.free("batch")] + width.map { .fixed($0) },
        documentation: documentation))
    return name
  }

  /// Declares a value as an output.
  mutating func addOutput(_ name: String, _ type: ONNXElementType, _ width: [Int], documentation: String = "")
  {
    outputs.append(
      ONNXValue(
        name: name, type: type, shape: [.free("batch")] + width.map { .fixed($0) },
        documentation: documentation))
  }

  /// Changes the type of a value's elements, unless it has that type.
  mutating func cast(
    _ value: String, from type: ONNXElementType, to other: ONNXElementType, output: String? = nil
  ) -> String {
    if type == other, output == nil { return value }
    return add("Cast", [value], [("to", .integer(other.rawValue))], output: output)
  }

  /// Chooses columns, unless they are all there are in their order.
  ///
  /// - Parameter count: How many there are.
  mutating func columns(_ places: [Int], of value: String, count: Int) -> String {
    if places == Array(0..<count) { return value }
    return add("Gather", [value, constant("places", places)], [("axis", .integer(1))])
  }

  /// Puts columns side by side.
  mutating func concatenate(_ values: [String]) -> String {
    values.count == 1 ? values[0] : add("Concat", values, [("axis", .integer(1))])
  }

  /// Sums the columns of each row.
  mutating func rowSums(_ value: String) -> String {
    add("ReduceSum", [value, constant("axes", [1])], [("keepdims", .integer(1))])
  }
}
