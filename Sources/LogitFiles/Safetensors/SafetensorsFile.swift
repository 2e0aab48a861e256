/// A safetensors file open for reading, or in memory, its header checked.
package struct SafetensorsFile {
  /// A tensor's type and shape, and its bytes' place in the file.
  package struct Entry {
    package var type: Safetensors.ElementType
    package var shape: [Int]
    package var range: Range<Int>
  }

  private static let remedy = "the file is damaged or of another kind, so use another one"

  /// The texts.
  package let metadata: [String: String]
  /// The tensors by name.
  package let entries: [String: Entry]
  private let source: StoredBytes

  /// Opens a file and checks that its header describes exactly its bytes: every tensor has as many as its
  /// shape says, none overlap, none are left over, none are missing.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, ``FileError/invalidJSON(source:line:column:reason:)`` or
  ///   ``FileError/damaged(source:item:expected:found:remedy:)``.
  package init(path: String) throws {
    try self.init(StoredBytes(path: path), types: Safetensors.ElementType.own)
  }

  /// Takes the bytes of a file; all else is as by ``init(path:)``.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call it.
  /// - Throws: As ``init(path:)``.
  package init(bytes: [UInt8], name: String) throws {
    try self.init(StoredBytes(bytes, name: name), types: Safetensors.ElementType.own)
  }

  /// Opens a file of another tool, whose tensors may be of more types.
  ///
  /// - Parameters:
  ///   - source: The file, or its bytes.
  ///   - types: The types of tensors that are known; others are refused.
  /// - Throws: As ``init(path:)``.
  package init(_ source: StoredBytes, types: [Safetensors.ElementType]) throws {
    let (path, size) = (source.name, source.size)
    let (header, dataStart) = try Self.header(of: source)
    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]
    for member in header {
      if member.name == Safetensors.metadataName {
        metadata = try Self.metadata(member.value, path: path)
      } else {
        entries[member.name] = try Self.entry(
          member, types, dataStart: dataStart, fileSize: size, path: path)
      }
    }
    try Self.requireNoGaps(entries, from: dataStart, to: size, path: path)
    (self.metadata, self.entries, self.source) = (metadata, entries, source)
  }

  /// The tensors' names and shapes, sorted by name.
  package var shapes: [(name: String, shape: [Int])] {
    entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape) }
  }

  /// The most 32-bit numbers that all tensors of the file together can have.
  package var scalarCount: Int {
    entries.values.reduce(0) { $0 + $1.range.count } / MemoryLayout<Float>.size
  }

  /// The place of a tensor.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that it must have.
  ///   - type: The type that it must have; 32-bit numbers by default.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if it is missing, or of another
  ///   shape or type.
  package func entry(_ name: String, shape: [Int], type: Safetensors.ElementType = .float32) throws -> Entry {
    func invalid(_ found: String) -> FileError {
      .damaged(
        source: source.name, item: "the tensor \(name)",
        expected: "of shape \(shape) and type \(type.rawValue)", found: found, remedy: Self.remedy)
    }
    guard let entry = entries[name] else { throw invalid("missing") }
    guard entry.shape == shape, entry.type == type else {
      throw invalid("of shape \(entry.shape) and type \(entry.type.rawValue)")
    }
    return entry
  }

  /// Fills a buffer with a tensor's numbers.
  package func read(_ entry: Entry, into buffer: UnsafeMutableRawBufferPointer) throws {
    guard buffer.count == entry.range.count else {
      programmingError("A buffer of \(buffer.count) bytes is no place for \(entry.range.count)")
    }
    try source.read(into: buffer, at: entry.range.lowerBound)
  }

  private static func header(
    of source: StoredBytes
  ) throws -> (members: [JSON.Member], dataStart: Int) {
    let (path, size) = (source.name, source.size)
    func invalid(_ item: String, _ expected: String, _ found: String) -> FileError {
      .damaged(source: path, item: item, expected: expected, found: found, remedy: remedy)
    }
    guard size >= Safetensors.lengthByteCount else {
      throw invalid("the file", "\(Safetensors.lengthByteCount) bytes long or longer", "\(size) bytes long")
    }
    let length = try source.bytes(Safetensors.lengthByteCount, at: 0).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    let room = min(size - Safetensors.lengthByteCount, Safetensors.largestHeaderByteCount)
    guard length <= UInt64(room) else {
      throw invalid("the header", "at most \(room) bytes long", "said to be \(length) bytes long")
    }
    let bytes = try source.bytes(Int(length), at: Safetensors.lengthByteCount)
    let header = try JSONReader.parse(bytes, source: "The header of \(path)")
    guard case .object(let members) = header else {
      throw invalid("the header", "a JSON object", "\(header)".shortened)
    }
    return (members, Safetensors.lengthByteCount + Int(length))
  }

  private static func metadata(_ value: JSON, path: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    if case .object(let members) = value {
      for member in members {
        guard case .string(let text) = member.value else {
          throw FileError.damaged(
            source: path, item: "the metadata \(member.name)", expected: "text",
            found: "\(member.value)".shortened,
            remedy: remedy)
        }
        texts[member.name] = text
      }
      return texts
    }
    throw FileError.damaged(
      source: path, item: "the metadata", expected: "a JSON object", found: "\(value)".shortened,
      remedy: remedy
    )
  }

  private static func entry(
    _ member: JSON.Member, _ types: [Safetensors.ElementType], dataStart: Int, fileSize: Int, path: String
  ) throws -> Entry {
    func invalid(_ part: String, _ expected: String, _ found: String) -> FileError {
      .damaged(
        source: path, item: "the \(part) of the tensor \(member.name)", expected: expected,
        found: found.shortened,
        remedy: remedy)
    }
    let value = member.value
    guard let typeName = value["dtype"]?.string, let type = Safetensors.ElementType(rawValue: typeName),
      types.contains(type)
    else { throw invalid("type", Self.list(types), "\(value["dtype"] ?? .null)") }
    guard let sizes = value["shape"]?.array,
      case let shape = sizes.compactMap(\.count), shape.count == sizes.count
    else { throw invalid("shape", "a list of whole numbers", "\(value["shape"] ?? .null)") }
    guard let ends = value["data_offsets"]?.array,
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

  private static func list(_ types: [Safetensors.ElementType]) -> String {
    types.map(\.rawValue).joined(separator: types.count == 2 ? " or " : ", ")
  }

  private static func requireNoGaps(
    _ entries: [String: Entry], from start: Int, to end: Int, path: String
  ) throws {
    func invalid(_ item: String, _ expected: Int, _ found: Int) -> FileError {
      .damaged(
        source: path, item: item, expected: "at byte \(expected)", found: "at byte \(found)", remedy: remedy)
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

extension JSON {
  /// A whole number that is not negative.
  fileprivate var count: Int? {
    if case .integer(let number) = self, number >= 0 { return number }
    return nil
  }
}
