import LogitFiles

// The numbers of fields are those of onnx.proto.

extension ONNXGraph {
  /// The version of the file format: that which came with opset 13.
  static let irVersion = 8

  /// The bytes of a file.
  var encoded: [UInt8] {
    var model = ProtobufWriter()
    model.add(1, integer: Self.irVersion)
    model.add(2, text: producer.name)
    model.add(3, text: producer.version)
    if !documentation.isEmpty { model.add(6, text: documentation) }
    model.add(7) { encode(to: &$0) }
    for (domain, version) in versions {
      model.add(8) {
        $0.add(1, text: domain)
        $0.add(2, integer: version)
      }
    }
    for (key, value) in metadata {
      model.add(14) {
        $0.add(1, text: key)
        $0.add(2, text: value)
      }
    }
    return model.bytes
  }

  private func encode(to graph: inout ProtobufWriter) {
    for node in nodes { graph.add(1) { node.encode(to: &$0) } }
    graph.add(2, text: name)
    for (name, tensor) in constants { graph.add(5) { tensor.encode(name: name, to: &$0) } }
    for input in inputs { graph.add(11) { input.encode(to: &$0) } }
    for output in outputs { graph.add(12) { output.encode(to: &$0) } }
  }
}

extension ONNXNode {
  fileprivate func encode(to node: inout ProtobufWriter) {
    for input in inputs { node.add(1, text: input) }
    for output in outputs { node.add(2, text: output) }
    node.add(3, text: name)
    node.add(4, text: type)
    for (name, value) in attributes {
      node.add(5) {
        $0.add(1, text: name)
        value.encode(to: &$0)
      }
    }
    if !domain.isEmpty { node.add(7, text: domain) }
  }
}

extension ONNXNode.Attribute {
  fileprivate func encode(to attribute: inout ProtobufWriter) {
    let type: Int
    switch self {
    case .float(let value):
      attribute.add(2, float: value)
      type = 1
    case .integer(let value):
      attribute.add(3, integer: value)
      type = 2
    case .text(let value):
      attribute.add(4, text: value)
      type = 3
    case .tensor(let value):
      attribute.add(5) { value.encode(name: "", to: &$0) }
      type = 4
    case .floats(let values):
      // One by one, as onnx.proto declares these; it declares those of tensors as packed.
      for value in values { attribute.add(7, float: value) }
      type = 6
    case .integers(let values):
      for value in values { attribute.add(8, integer: value) }
      type = 7
    case .texts(let values):
      for value in values { attribute.add(9, text: value) }
      type = 8
    case .other: return
    }
    attribute.add(20, integer: type)
  }
}

extension ONNXTensor {
  fileprivate func encode(name: String, to tensor: inout ProtobufWriter) {
    for length in shape { tensor.add(1, integer: length) }
    tensor.add(2, integer: type.rawValue)
    if !name.isEmpty { tensor.add(8, text: name) }
    switch values {
    case .floats(let values): tensor.add(9, packed: values)
    case .doubles(let values): tensor.add(9, packed: values)
    case .integers(let values): tensor.add(7, packed: values)
    case .texts(let values): for value in values { tensor.add(6, text: value) }
    case .stored: break
    }
  }
}

extension ONNXValue {
  fileprivate func encode(to value: inout ProtobufWriter) {
    value.add(1, text: name)
    value.add(2) { type in
      type.add(1) { tensor in
        tensor.add(1, integer: self.type?.rawValue ?? 0)
        tensor.add(2) { shape in
          for length in self.shape ?? [] {
            shape.add(1) {
              switch length {
              case .fixed(let count): $0.add(1, integer: count)
              case .free(let name): $0.add(2, text: name)
              }
            }
          }
        }
      }
    }
    if !documentation.isEmpty { value.add(3, text: documentation) }
  }
}
