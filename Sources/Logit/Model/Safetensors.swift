/// The safetensors file format, as far as a checkpoint needs it: named tensors of `Float` or `Double` and a dictionary
/// of texts.
///
///     8 bytes      length n of the header, little-endian
///     n bytes      {"__metadata__": {"name": "text"}, "tensor": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
///     the rest     the tensors' numbers, row-major, little-endian, without gaps
///
/// Such a file is data only: reading it runs no code, and all it says is checked against its size before memory is
/// reserved. Source: https://github.com/huggingface/safetensors#format.
enum Safetensors {
  static let metadataName = "__metadata__"
  static let lengthByteCount = 8

  /// The type of a tensor's numbers, by its name in the file.
  enum ElementType: String, CaseIterable {
    case float32 = "F32"
    case float64 = "F64"

    var byteCount: Int {
      switch self {
      case .float32: MemoryLayout<Float>.size
      case .float64: MemoryLayout<Double>.size
      }
    }
  }

  /// A tensor to be written.
  struct Tensor {
    enum Values {
      /// Elsewhere; copied only into the file.
      case floats(UnsafeBufferPointer<Float>)
      case doubles([Double])
    }

    var name: String
    var shape: [Int]
    var values: Values

    init(name: String, shape: [Int], floats: UnsafeBufferPointer<Float>) {
      (self.name, self.shape, values) = (name, shape, .floats(floats))
    }

    init(name: String, doubles: [Double]) {
      (self.name, shape, values) = (name, [doubles.count], .doubles(doubles))
    }

    var type: ElementType {
      if case .doubles = values { .float64 } else { .float32 }
    }

    var byteCount: Int {
      switch values {
      case .floats(let floats): floats.count * type.byteCount
      case .doubles(let doubles): doubles.count * type.byteCount
      }
    }

    func append(to bytes: inout [UInt8]) {
      switch values {
      case .floats(let floats): bytes.append(contentsOf: UnsafeRawBufferPointer(floats))
      case .doubles(let doubles): doubles.withUnsafeBytes { bytes.append(contentsOf: $0) }
      }
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter metadata: Names and texts, in the order to be written in.
  static func encode(metadata: [(name: String, text: String)], tensors: [Tensor]) -> [UInt8] {
    var members = [
      KerasMember(metadataName, .object(metadata.map { KerasMember($0.name, .string($0.text)) }))
    ]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.byteCount
      members.append(
        KerasMember(
          tensor.name,
          .object(
            ("dtype", .string(tensor.type.rawValue)), ("shape", .array(tensor.shape.map { .integer($0) })),
            ("data_offsets", .array([.integer(start), .integer(end)])))))
    }
    var header = Array(KerasValue.object(members).description.utf8)
    // Spaces, so that the numbers begin at a multiple of 8 bytes.
    header += Array(repeating: 0x20, count: header.count.roundedUp(to: 8) - header.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lengthByteCount + header.count + end)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for tensor in tensors { tensor.append(to: &bytes) }
    return bytes
  }
}

/// A safetensors file open for reading, or in memory, its header checked.
package struct SafetensorsFile {
  /// Where the bytes are.
  fileprivate enum Source {
    case file(InputFile)
    case memory([UInt8])
  }

  /// A tensor's type and shape, and its bytes' place in the file.
  package struct Entry {
    var type: Safetensors.ElementType
    package var shape: [Int]
    package var range: Range<Int>
  }

  private static let remedy = "the file is damaged or of another kind, so use another one"

  package let metadata: [String: String]
  package let entries: [String: Entry]
  private let source: Source

  /// Opens a file and checks that its header describes exactly its bytes: every tensor has as many as its shape says,
  /// none overlap, none are left over, none are missing.
  ///
  /// - Throws: ``LogitError/fileNotRead(path:reason:)``, ``LogitError/invalidJSON(source:line:column:reason:)`` or
  ///   ``LogitError/invalidCheckpoint(path:item:expected:found:remedy:)``.
  package init(path: String) throws {
    let file = try InputFile(path: path)
    try self.init(.file(file), size: file.size, path: path)
  }

  /// Takes the bytes of a file; all else is as by ``init(path:)``.
  ///
  /// - Parameter name: What messages call it.
  init(bytes: [UInt8], name: String) throws {
    try self.init(.memory(bytes), size: bytes.count, path: name)
  }

  private init(_ source: Source, size: Int, path: String) throws {
    let (header, dataStart) = try Self.header(of: source, size: size, path: path)
    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]
    for member in header {
      if member.name == Safetensors.metadataName {
        metadata = try Self.metadata(member.value, path: path)
      } else {
        entries[member.name] = try Self.entry(member, dataStart: dataStart, fileSize: size, path: path)
      }
    }
    try Self.requireNoGaps(entries, from: dataStart, to: size, path: path)
    (self.metadata, self.entries, self.source) = (metadata, entries, source)
  }

  /// Fills a buffer with a tensor's numbers.
  package func read(_ entry: Entry, into buffer: UnsafeMutableRawBufferPointer) throws {
    precondition(buffer.count == entry.range.count)
    try source.read(into: buffer, at: entry.range.lowerBound)
  }

  private static func header(
    of source: Source, size: Int, path: String
  ) throws -> (members: [KerasMember], dataStart: Int) {
    func invalid(_ item: String, _ expected: String, _ found: String) -> LogitError {
      .invalidCheckpoint(path: path, item: item, expected: expected, found: found, remedy: remedy)
    }
    guard size >= Safetensors.lengthByteCount else {
      throw invalid("the file", "\(Safetensors.lengthByteCount) bytes long or longer", "\(size) bytes long")
    }
    let length = try source.bytes(Safetensors.lengthByteCount, at: 0).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    let room = min(size - Safetensors.lengthByteCount, KerasJSON.largestByteCount)
    guard length <= UInt64(room) else {
      throw invalid("the header", "at most \(room) bytes long", "said to be \(length) bytes long")
    }
    let bytes = try source.bytes(Int(length), at: Safetensors.lengthByteCount)
    let header = try KerasJSON.parse(bytes, source: "The header of \(path)")
    guard case .object(let members) = header else {
      throw invalid("the header", "a JSON object", "\(header)".shortened)
    }
    return (members, Safetensors.lengthByteCount + Int(length))
  }

  private static func metadata(_ value: KerasValue, path: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    if case .object(let members) = value {
      for member in members {
        guard case .string(let text) = member.value else {
          throw LogitError.invalidCheckpoint(
            path: path, item: "the metadata \(member.name)", expected: "text",
            found: "\(member.value)".shortened,
            remedy: remedy)
        }
        texts[member.name] = text
      }
      return texts
    }
    throw LogitError.invalidCheckpoint(
      path: path, item: "the metadata", expected: "a JSON object", found: "\(value)".shortened, remedy: remedy
    )
  }

  private static func entry(
    _ member: KerasMember, dataStart: Int, fileSize: Int, path: String
  ) throws -> Entry {
    func invalid(_ part: String, _ expected: String, _ found: String) -> LogitError {
      .invalidCheckpoint(
        path: path, item: "the \(part) of the tensor \(member.name)", expected: expected,
        found: found.shortened,
        remedy: remedy)
    }
    let value = member.value
    guard case .string(let typeName)? = value["dtype"], let type = Safetensors.ElementType(rawValue: typeName)
    else { throw invalid("type", "F32 or F64", "\(value["dtype"] ?? .null)") }
    guard case .array(let sizes)? = value["shape"],
      case let shape = sizes.compactMap(\.count), shape.count == sizes.count
    else { throw invalid("shape", "a list of whole numbers", "\(value["shape"] ?? .null)") }
    guard case .array(let ends)? = value["data_offsets"],
      case let offsets = ends.compactMap(\.count), offsets.count == 2, ends.count == 2,
      offsets[0] <= offsets[1], offsets[1] <= fileSize - dataStart
    else {
      throw invalid(
        "place", "within the \(fileSize - dataStart) bytes after the header",
        "\(value["data_offsets"] ?? .null)")
    }
    var byteCount = type.byteCount
    // A length of 0 comes last, so that it hides no others whose product nobody can count.
    for size in shape.filter({ $0 > 0 }) {
      let (product, overflows) = byteCount.multipliedReportingOverflow(by: size)
      guard !overflows else {
        throw invalid("size", "one that can be counted", "that of the shape \(shape)")
      }
      byteCount = product
    }
    if shape.contains(0) { byteCount = 0 }
    guard byteCount == offsets[1] - offsets[0] else {
      throw invalid(
        "size", "the \(byteCount) bytes of its shape \(shape)", "\(offsets[1] - offsets[0]) bytes")
    }
    return Entry(type: type, shape: shape, range: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  private static func requireNoGaps(
    _ entries: [String: Entry], from start: Int, to end: Int, path: String
  ) throws {
    func invalid(_ item: String, _ expected: Int, _ found: Int) -> LogitError {
      .invalidCheckpoint(
        path: path, item: item, expected: "at byte \(expected)", found: "at byte \(found)", remedy: remedy)
    }
    var place = start
    let inOrder = entries.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
        < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
    }
    for (name, entry) in inOrder {
      guard entry.range.lowerBound == place else {
        throw invalid("the beginning of the tensor \(name)", place, entry.range.lowerBound)
      }
      place = entry.range.upperBound
    }
    guard place == end else { throw invalid("the end of the file", place, end) }
  }
}

extension SafetensorsFile.Source {
  /// Fills a buffer with the bytes from a place on, which must be there.
  fileprivate func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    switch self {
    case .file(let file): try file.read(into: buffer, at: offset)
    case .memory(let bytes): buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
    }
  }

  /// Some bytes from a place on, which must be there.
  fileprivate func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
    switch self {
    case .file(let file): try file.bytes(count, at: offset)
    case .memory(let bytes): Array(bytes[offset..<offset + count])
    }
  }
}

extension KerasValue {
  /// A whole number that is not negative.
  fileprivate var count: Int? {
    if case .integer(let number) = self, number >= 0 { return number }
    return nil
  }
}

extension String {
  /// The text, or its beginning if it would make a message unreadable.
  package var shortened: String { count <= 100 ? self : "\(prefix(100))…" }
}
