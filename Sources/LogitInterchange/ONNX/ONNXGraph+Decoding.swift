import LogitFiles

extension ONNXGraph {
  /// Reads a file that cannot be trusted. The numbers of its tensors stay there until they are asked for.
  ///
  /// - Parameter source: The file.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, `FileError.notRead(path:reason:)`, or
  ///   ``InterchangeError/unsupported(source:item:supported:)`` for tensors in other files.
  init(_ source: StoredBytes) throws {
    var decoder = ONNXDecoder()
    self.init()
    (versions, producer) = ([], ("", ""))
    var model = ProtobufMessage(source, name: "model")
    var hasGraph = false
    while let field = try model.next() {
      switch field.number {
      case 2: producer.name = try model.text(field)
      case 3: producer.version = try model.text(field)
      case 7:
        hasGraph = true
        try decoder.graph(model.message(field, name: "graph"), into: &self)
      case 8: versions.append(try decoder.version(model.message(field, name: "opset_import")))
      case 25:
        var function = try model.message(field, name: "functions")
        var name = ""
        while let field = try function.next() { if field.number == 1 { name = try function.text(field) } }
        throw InterchangeError.unsupported(
          source: model.fileName, item: "the function \"\(name.shortened.onOneLine)\" of the model's own",
          supported: "graphs of ONNX's operations")
      case 14: metadata.append(try decoder.entry(model.message(field, name: "metadata_props")))
      default: break
      }
    }
    guard hasGraph else {
      throw model.damaged(expected: "a model with a graph, as ONNX files have", found: "without one")
    }
  }
}

/// Reads the messages of an ONNX file, and counts what is read, so that a small file cannot fill the memory.
private struct ONNXDecoder {
  /// The most nodes, attributes, names and texts of a file. Models of a table have a few thousand, most of
  /// them categories.
  private static let mostItems = 1 << 16
  private static let mostLengths = 16
  /// The most numbers of a list; whole ones take eight times the memory that they may take in a file.
  private static let mostNumbers = 1 << 28
  private static let mostIntegers = 1 << 20

  private var itemCount = 0

  private mutating func count(_ message: ProtobufMessage) throws {
    itemCount += 1
    guard itemCount <= Self.mostItems else {
      throw InterchangeError.unsupported(
        source: message.fileName,
        item: "a file of more than \(Self.mostItems) nodes, constants, attributes, names and texts",
        supported: "models of layers, which have fewer")
    }
  }

  mutating func version(_ message: ProtobufMessage) throws -> (domain: String, version: Int) {
    try count(message)
    var message = message
    var entry = (domain: "", version: 0)
    while let field = try message.next() {
      switch field.number {
      case 1: entry.domain = try message.text(field)
      case 2: entry.version = try message.integer(field)
      default: break
      }
    }
    return entry
  }

  mutating func entry(_ message: ProtobufMessage) throws -> (key: String, value: String) {
    try count(message)
    var message = message
    var entry = (key: "", value: "")
    while let field = try message.next() {
      switch field.number {
      case 1: entry.key = try message.text(field)
      case 2: entry.value = try message.text(field, limit: 1 << 26)
      default: break
      }
    }
    return entry
  }

  mutating func graph(_ message: ProtobufMessage, into graph: inout ONNXGraph) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: graph.nodes.append(try node(message.message(field, name: "node[\(graph.nodes.count)]")))
      case 2: graph.name = try message.text(field)
      case 5:
        graph.constants.append(
          try tensor(message.message(field, name: "initializer[\(graph.constants.count)]")))
      case 11: graph.inputs.append(try value(message.message(field, name: "input[\(graph.inputs.count)]")))
      case 12: graph.outputs.append(try value(message.message(field, name: "output[\(graph.outputs.count)]")))
      case 15:
        throw InterchangeError.unsupported(
          source: message.fileName, item: "a sparse tensor", supported: "dense ones")
      default: break
      }
    }
  }

  // MARK: Nodes

  private mutating func node(_ message: ProtobufMessage) throws -> ONNXNode {
    try count(message)
    var message = message
    var node = ONNXNode(type: "", inputs: [], outputs: [])
    while let field = try message.next() {
      switch field.number {
      case 1:
        try count(message)
        node.inputs.append(try message.text(field))
      case 2:
        try count(message)
        node.outputs.append(try message.text(field))
      case 3: node.name = try message.text(field)
      case 4: node.type = try message.text(field)
      case 5:
        node.attributes.append(
          try attribute(message.message(field, name: "attribute[\(node.attributes.count)]")))
      case 7: node.domain = try message.text(field)
      default: break
      }
    }
    return node
  }

  private mutating func attribute(
    _ message: ProtobufMessage
  ) throws -> (name: String, value: ONNXNode.Attribute) {
    try count(message)
    var message = message
    var (name, type) = ("", 0)
    var single: ONNXNode.Attribute?
    var (floats, integers, texts): ([Float], [Int], [String]) = ([], [], [])
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field)
      case 2: single = .float(try message.float(field))
      case 3: single = .integer(try message.integer(field))
      case 4: single = .text(try message.text(field))
      case 5: single = .tensor(try tensor(message.message(field, name: "t")).tensor)
      case 7: try message.add(field, to: &floats, limit: Self.mostNumbers)
      case 8: try message.add(field, to: &integers, limit: Self.mostIntegers)
      case 9:
        try count(message)
        texts.append(try message.text(field))
      case 20: type = try message.integer(field)
      default: break
      }
    }
    // Old files have no type; lists are then known by what they hold.
    if type == 6 || type == 0 && !floats.isEmpty { return (name, .floats(floats)) }
    if type == 7 || type == 0 && !integers.isEmpty { return (name, .integers(integers)) }
    if type == 8 || type == 0 && !texts.isEmpty { return (name, .texts(texts)) }
    return (name, single ?? Self.defaultValue(type: type))
  }

  /// The value of an attribute whose field is left out since it is 0 or empty.
  private static func defaultValue(type: Int) -> ONNXNode.Attribute {
    switch type {
    case 1: .float(0)
    case 2: .integer(0)
    case 3: .text("")
    default: .other
    }
  }

  // MARK: Tensors

  private mutating func tensor(_ message: ProtobufMessage) throws -> (name: String, tensor: ONNXTensor) {
    try count(message)
    var message = message
    var (name, shape, type) = ("", [Int](), 0)
    var (floats, doubles, integers, texts): ([Float], [Double], [Int], [String]) = ([], [], [], [])
    var stored: Range<Int>?
    // Numbers in one piece stay in the file, as stored ones do.
    var packed: ProtobufField?
    func add(_ field: ProtobufField) throws {
      if field.number == 4 {
        try message.add(field, to: &floats, limit: Self.mostNumbers)
      } else {
        try message.add(field, to: &doubles, limit: Self.mostNumbers)
      }
    }
    var externalFile: String?
    while let field = try message.next() {
      switch field.number {
      case 1: try message.add(field, to: &shape, limit: Self.mostLengths)
      case 2: type = try message.integer(field)
      case 4, 10:
        if packed == nil, floats.isEmpty, doubles.isEmpty, field.range != nil {
          packed = field
        } else {
          if let packed { try add(packed) }
          packed = nil
          try add(field)
        }
      case 5, 7, 11: try message.add(field, to: &integers, limit: Self.mostIntegers)
      case 6:
        try count(message)
        texts.append(try message.text(field))
      case 8: name = try message.text(field)
      case 9: stored = field.range
      case 13:
        let entry = try entry(message.message(field, name: "external_data"))
        if entry.key == "location" || externalFile == nil { externalFile = entry.value }
      case 14: if try message.integer(field) == 1 { externalFile = externalFile ?? "" }
      default: break
      }
    }
    if let externalFile {
      throw InterchangeError.unsupported(
        source: message.fileName,
        item:
          "the tensor \"\(name.shortened)\", whose numbers are in another file (\"\(externalFile.shortened)\"),",
        supported: "files that hold their own numbers")
    }
    guard let type = ONNXElementType(rawValue: type) else {
      throw InterchangeError.unsupported(
        source: message.fileName, item: "the tensor \"\(name.shortened)\" of the type \(type)",
        supported: "numbers, truth values and texts")
    }
    if let field = packed, stored == nil {
      if field.number == (type == .double ? 10 : 4), [.float, .double].contains(type) {
        stored = field.range
      } else {
        try add(field)
      }
    }
    let values = try Self.values(
      message, type, floats: floats, doubles: doubles, integers: integers, texts: texts, stored: stored)
    return (name, try Self.checked(ONNXTensor(type, shape: shape, values), name, message))
  }

  private static func values(
    _ message: ProtobufMessage, _ type: ONNXElementType, floats: [Float], doubles: [Double], integers: [Int],
    texts: [String], stored: Range<Int>?
  ) throws -> ONNXTensor.Values {
    if let stored { return .stored(message, stored) }
    switch type {
    case .text: return .texts(texts)
    case .float: return .floats(floats)
    case .double: return .doubles(doubles)
    case .float16: return .floats(integers.map { ONNXTensor.float(half: UInt16(truncatingIfNeeded: $0)) })
    case .bfloat16:
      return .floats(integers.map { Float(bitPattern: UInt32(UInt16(truncatingIfNeeded: $0)) << 16) })
    default: return .integers(integers)
    }
  }

  /// The tensor, if it has as many elements as its shape says.
  private static func checked(
    _ tensor: ONNXTensor, _ name: String, _ message: ProtobufMessage
  ) throws -> ONNXTensor {
    var count = 1
    for length in tensor.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else {
        throw message.damaged(
          "the tensor \"\(name.shortened)\"", expected: "of a shape that exists",
          found: "of shape \(tensor.shape)")
      }
      count = product
    }
    let found: Int
    switch tensor.values {
    case .floats(let values): found = values.count
    case .doubles(let values): found = values.count
    case .integers(let values): found = values.count
    case .texts(let values): found = values.count
    case .stored(_, let range):
      guard let size = tensor.type.size, range.count.isMultiple(of: size) else {
        throw message.damaged(
          "the tensor \"\(name.shortened)\"", expected: "whole elements of the type \(tensor.type.name)",
          found: "\(range.count) bytes")
      }
      found = range.count / size
    }
    guard found == count else {
      throw message.damaged(
        "the tensor \"\(name.shortened)\"",
        expected: "of \(count) elements, as its shape \(tensor.shape) says",
        found: "of \(found)")
    }
    return tensor
  }

  // MARK: Inputs and outputs

  private mutating func value(_ message: ProtobufMessage) throws -> ONNXValue {
    try count(message)
    var message = message
    var value = ONNXValue(name: "")
    while let field = try message.next() {
      switch field.number {
      case 1: value.name = try message.text(field)
      case 2:
        var type = try message.message(field, name: "type")
        while let field = try type.next() {
          if field.number == 1 { try tensorType(type.message(field, name: "tensor_type"), &value) }
        }
      default: break
      }
    }
    return value
  }

  private mutating func tensorType(_ message: ProtobufMessage, _ value: inout ONNXValue) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: value.type = ONNXElementType(rawValue: try message.integer(field))
      case 2:
        var lengths: [ONNXValue.Length] = []
        var shape = try message.message(field, name: "shape")
        while let field = try shape.next() {
          guard field.number == 1 else { continue }
          guard lengths.count < Self.mostLengths else {
            throw shape.damaged(expected: "of at most \(Self.mostLengths) dimensions", found: "of more")
          }
          lengths.append(try length(shape.message(field, name: "dim[\(lengths.count)]")))
        }
        value.shape = lengths
      default: break
      }
    }
  }

  private mutating func length(_ message: ProtobufMessage) throws -> ONNXValue.Length {
    try count(message)
    var message = message
    var length = ONNXValue.Length.free("")
    while let field = try message.next() {
      switch field.number {
      case 1:
        let count = try message.integer(field)
        length = count > 0 ? .fixed(count) : .free("")
      case 2: length = .free(try message.text(field))
      default: break
      }
    }
    return length
  }
}
