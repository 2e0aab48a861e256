import Logit

/// A safetensors file taken apart, to be put together wrongly.
struct EditableModelFile {
  struct Tensor {
    var name: String
    var type: String
    var shape: [Int]
    var bytes: [UInt8]
    /// What is written instead of where the bytes are.
    var offsets: [Int]?
  }

  var metadata: [(name: String, text: String)] = []
  var tensors: [Tensor] = []

  init(_ file: [UInt8]) throws {
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSON(json: String(decoding: file[8..<8 + length], as: UTF8.self))
    guard case .object(let members) = header else { return }
    for member in members {
      if member.name == "__metadata__", case .object(let texts) = member.value {
        for text in texts { if case .string(let value) = text.value { metadata.append((text.name, value)) } }
      } else if case .string(let type)? = member.value["dtype"],
        case .array(let shape)? = member.value["shape"],
        case .array(let ends)? = member.value["data_offsets"]
      {
        let (sizes, offsets) = (shape.map(Self.integer), ends.map(Self.integer))
        tensors.append(
          Tensor(
            name: member.name, type: type, shape: sizes,
            bytes: Array(file[8 + length + offsets[0]..<8 + length + offsets[1]])))
      }
    }
  }

  private static func integer(_ value: JSON) -> Int {
    if case .integer(let number) = value { number } else { -1 }
  }

  /// The text under a name.
  subscript(name: String) -> String? {
    get { metadata.first { $0.name == name }?.text }
    set {
      let index = metadata.firstIndex { $0.name == name }
      if let index, let newValue { metadata[index].text = newValue }
      if let index, newValue == nil { metadata.remove(at: index) }
    }
  }

  /// Put together again.
  var bytes: [UInt8] {
    var members = [
      JSON.Member("__metadata__", .object(metadata.map { JSON.Member($0.name, .string($0.text)) }))
    ]
    var contents: [UInt8] = []
    for tensor in tensors {
      let offsets = tensor.offsets ?? [contents.count, contents.count + tensor.bytes.count]
      contents += tensor.bytes
      members.append(
        JSON.Member(
          tensor.name,
          [
            "dtype": .string(tensor.type), "shape": .array(tensor.shape.map { .integer($0) }),
            "data_offsets": .array(offsets.map { .integer($0) }),
          ]))
    }
    let header = Array(JSON.object(members).description.utf8)
    return Self.file(header: header, contents: contents)
  }

  /// A file of a header and what follows it.
  static func file(header: [UInt8], contents: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + contents
  }
}
