import LogitFiles

/// What an ONNX file reaches beyond itself, in all of its graphs: the main one, those of branches and loops,
/// functions and training. Tensors whose numbers are elsewhere may be in any of them.
///
/// Only what matters for that is read, so that a file which Logit cannot run is looked at all the same.
/// Source of the numbers of fields: `onnx.proto3`, version 1.17.
struct ONNXScan {
  /// The most places that are listed.
  private static let mostRisks = 100

  private(set) var risks: [FileInspection.Risk] = []
  private var seen: Set<String> = []

  /// The whole file.
  mutating func model(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 7: try graph(message.message(field, name: "graph"))
      case 8: try domain(message.message(field, name: "opset_import"))
      case 20:
        var training = try message.message(field, name: "training_info")
        while let field = try training.next() {
          guard field.number <= 2 else { continue }
          try graph(training.message(field, name: field.number == 1 ? "initialization" : "algorithm"))
        }
      case 25: try function(message.message(field, name: "function"))
      default: break
      }
    }
  }

  private mutating func graph(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: try node(message.message(field, name: "node"))
      case 5: try tensor(message.message(field, name: "initializer"))
      case 15: try sparseTensor(message.message(field, name: "sparse_initializer"))
      default: break
      }
    }
  }

  private mutating func function(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 7: try node(message.message(field, name: "node"))
      case 9: try domain(message.message(field, name: "opset_import"))
      case 11: try attribute(message.message(field, name: "attribute_proto"))
      default: break
      }
    }
  }

  private mutating func node(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      if field.number == 5 { try attribute(message.message(field, name: "attribute")) }
    }
  }

  private mutating func attribute(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 5: try tensor(message.message(field, name: "t"))
      case 6: try graph(message.message(field, name: "g"))
      case 10: try tensor(message.message(field, name: "tensors"))
      case 11: try graph(message.message(field, name: "graphs"))
      case 22: try sparseTensor(message.message(field, name: "sparse_tensor"))
      case 23: try sparseTensor(message.message(field, name: "sparse_tensors"))
      default: break
      }
    }
  }

  private mutating func sparseTensor(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      if field.number <= 2 {
        try tensor(message.message(field, name: field.number == 1 ? "values" : "indices"))
      }
    }
  }

  private mutating func tensor(_ message: ProtobufMessage) throws {
    var message = message
    var name = ""
    var locations: [String] = []
    var isElsewhere = false
    while let field = try message.next() {
      switch field.number {
      case 8: name = try message.text(field)
      case 13:
        isElsewhere = true
        var entry = try message.message(field, name: "external_data")
        var (key, value) = ("", "")
        while let field = try entry.next() {
          if field.number == 1 { key = try entry.text(field) }
          if field.number == 2 { value = try entry.text(field) }
        }
        if key == "location" { locations.append(value) }
      case 14: if try message.integer(field) == 1 { isElsewhere = true }
      default: break
      }
    }
    guard isElsewhere else { return }
    let files = locations.map { "\"\($0.shortened)\"" }.joined(separator: ", ")
    add(
      .files, at: "the tensor \"\(name.shortened)\" (\(message.name))",
      "its numbers are in another file\(files.isEmpty ? "" : " (\(files))"), which loading it opens.",
      once: "file \(files)")
  }

  /// A set of operations that the file asks for.
  private mutating func domain(_ message: ProtobufMessage) throws {
    var message = message
    var (domain, version) = ("", 0)
    while let field = try message.next() {
      if field.number == 1 { domain = try message.text(field) }
      if field.number == 2 { version = try message.integer(field) }
    }
    guard !["", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training"].contains(domain)
    else {
      return
    }
    add(
      .code, at: "the domain \(domain.shortened)",
      "its operations (version \(version)) are not ONNX's own, so running it loads a library that has them.",
      once: "domain \(domain)")
  }

  private mutating func add(
    _ kind: FileInspection.Risk.Kind, at place: String, _ message: String, once key: String
  ) {
    guard risks.count < Self.mostRisks, seen.insert(key).inserted else { return }
    risks.append(FileInspection.Risk(kind, at: place, message))
  }
}
