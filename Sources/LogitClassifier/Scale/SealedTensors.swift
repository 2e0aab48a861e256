import LogitData
import LogitFiles

/// Texts and numbers in a safetensors file that tells whether any of them was changed.
///
/// The seal is a hash of all texts and numbers, one of the texts itself. It is against accidents and hasty
/// edits, not against forgers.
struct SealedTensors {
  private static let sealName = "xxh64"
  private static let remedy = "make it again"

  private(set) var texts: [(name: String, text: String)] = []
  private(set) var tensors: [(name: String, values: [Double], shape: [Int])] = []

  /// Nothing yet.
  ///
  /// - Parameter format: What kind of file it is.
  init(format: String) { add("format", format) }

  mutating func add(_ name: String, _ text: String) { texts.append((name, text)) }

  mutating func add(_ name: String, _ values: [Double], shape: [Int]? = nil) {
    tensors.append((name, values, shape ?? [values.count]))
  }

  /// The bytes of the file: those of the texts and numbers, in whatever order these were added.
  var encoded: [UInt8] {
    Safetensors.encode(
      metadata: texts.sorted { $0.name < $1.name } + [(Self.sealName, seal.hexadecimal)],
      tensors: tensors.sorted { $0.name < $1.name }.map {
        Safetensors.Tensor(name: $0.name, doubles: $0.values, shape: $0.shape)
      })
  }

  private var seal: UInt64 {
    var hash = XXH64()
    // In the order of their names, as a reader knows them.
    for (name, text) in texts.sorted(by: { $0.name < $1.name }) {
      Array("\(name)=\(text)\n".utf8).withUnsafeBytes { hash.update($0) }
    }
    for (name, values, shape) in tensors.sorted(by: { $0.name < $1.name }) {
      Array("\(name) \(shape)\n".utf8).withUnsafeBytes { hash.update($0) }
      values.withUnsafeBytes { hash.update($0) }
    }
    return hash.digest
  }

  /// Reads a file, and checks its seal.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: What kind of file it must be.
  /// - Returns: The contents, and a hash of the file.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, which names what is wrong.
  static func read(_ path: String, format: String) throws -> (contents: SealedTensors, hash: UInt64) {
    let source = try StoredBytes(path: path)
    let bytes = try source.bytes(source.size, at: 0)
    return (
      try SealedTensors(bytes: bytes, name: path, format: format), bytes.withUnsafeBytes { XXH64.hash($0) }
    )
  }

  init(bytes: [UInt8], name: String, format: String) throws {
    let file = try SafetensorsFile(bytes: bytes, name: name)
    guard file.metadata["format"] == format else {
      throw FileError.damaged(
        source: name, item: "the file", expected: "one of the format \(format)",
        found: file.metadata["format"].map { "\"\($0.shortened)\"" } ?? "of another program",
        remedy: "name another file")
    }
    for (key, text) in file.metadata where key != Self.sealName { texts.append((key, text)) }
    for (key, shape) in file.shapes {
      let entry = try file.entry(key, shape: shape, type: .float64)
      let values = try [Double](unsafeUninitializedCapacity: entry.range.count / 8) { buffer, count in
        count = entry.range.count / 8
        try file.read(
          entry, into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: entry.range.count))
      }
      tensors.append((key, values, shape))
    }
    guard file.metadata[Self.sealName] == seal.hexadecimal else {
      throw FileError.damaged(
        source: name, item: "the contents", expected: "as they were written",
        found: "changed: the check sum differs", remedy: Self.remedy)
    }
  }

  /// A text that must be there.
  func text(_ name: String, in path: String) throws -> String {
    guard let text = texts.first(where: { $0.name == name })?.text else {
      throw FileError.damaged(
        source: path, item: "the text \(name)", expected: "there", found: "missing", remedy: Self.remedy)
    }
    return text
  }

  /// Numbers that must be there.
  func values(_ name: String, in path: String) throws -> [Double] {
    guard let values = self[name] else {
      throw FileError.damaged(
        source: path, item: "the tensor \(name)", expected: "there", found: "missing", remedy: Self.remedy)
    }
    return values
  }

  /// Numbers; `nil` if there are none of this name.
  subscript(name: String) -> [Double]? { tensors.first { $0.name == name }?.values }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension PartialSums {
  /// As numbers of a tensor, whose bits are those of the words that they are encoded in.
  var words: [Double] {
    let bytes = encoded
    return bytes.withUnsafeBytes { raw in
      (0..<bytes.count / 8).map {
        Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
      }
    }
  }

  /// From what ``words`` gave.
  init(words: [Double]) throws {
    try self.init(
      encoded: words.flatMap { word in
        withUnsafeBytes(of: word.bitPattern.littleEndian) { Array($0) }
      })
  }
}
