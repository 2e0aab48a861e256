import LogitFiles

/// Reads the compact form of Thrift, in which Parquet says what is where.
///
/// Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
struct ThriftReader {
  /// The types of values.
  enum Kind: UInt8 {
    case yes = 1, no, byte, short, int, long, double, binary, list, set, map, structure, uuid
  }

  /// Structures within structures, of which Parquet has few.
  private static let mostLevels = 24

  private let bytes: UnsafeRawBufferPointer
  /// How many bytes were read.
  private(set) var position = 0
  private var depth = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var left: Int { bytes.count - position }

  private mutating func byte() throws -> UInt8 {
    guard position < bytes.count else { throw ColumnarFault.truncated }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func variable() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw ColumnarFault.damaged(expected: "a number of at most 64 bits", found: "a longer one")
  }

  private mutating func zigzag() throws -> Int {
    let value = try variable()
    return Int(truncatingIfNeeded: value >> 1) ^ -Int(truncatingIfNeeded: value & 1)
  }

  // MARK: Values

  /// Reads a structure.
  ///
  /// - Parameter field: Receives each field, and reads its value; it returns whether it did. Those it does
  ///   not know are skipped.
  mutating func structure(_ field: (inout ThriftReader, _ id: Int, _ kind: Kind) throws -> Bool) throws {
    depth += 1
    guard depth <= Self.mostLevels else {
      throw ColumnarFault.damaged(
        expected: "at most \(Self.mostLevels) structures within another", found: "more")
    }
    var id = 0
    while true {
      let header = try byte()
      if header == 0 { break }
      let kind = try Self.kind(header & 15)
      // A field's number can be anything that is written, but none is beyond 16 bits.
      id = header >> 4 == 0 ? try zigzag() : id + Int(header >> 4)
      guard (-32_768...32_767).contains(id) else {
        throw ColumnarFault.damaged(expected: "a field of 16 bits", found: "\(id)")
      }
      if try !field(&self, id, kind) { try skip(kind) }
    }
    depth -= 1
  }

  private static func kind(_ number: UInt8) throws -> Kind {
    guard let kind = Kind(rawValue: number) else {
      throw ColumnarFault.damaged(expected: "a type of 1 to 13", found: "\(number)")
    }
    return kind
  }

  /// Reads a whole number.
  mutating func integer(_ kind: Kind) throws -> Int {
    switch kind {
    case .byte: return Int(Int8(bitPattern: try byte()))
    case .short, .int, .long: return try zigzag()
    default: throw ColumnarFault.damaged(expected: "a whole number", found: "\(kind)")
    }
  }

  /// Reads a truth value, which is a field's type.
  func boolean(_ kind: Kind) throws -> Bool {
    guard kind == .yes || kind == .no else {
      throw ColumnarFault.damaged(expected: "true or false", found: "\(kind)")
    }
    return kind == .yes
  }

  /// Reads a text.
  mutating func text(_ kind: Kind) throws -> String {
    guard kind == .binary else { throw ColumnarFault.damaged(expected: "a text", found: "\(kind)") }
    let length = try variable()
    guard length <= UInt64(left) else { throw ColumnarFault.truncated }
    let range = position..<position + Int(length)
    position = range.upperBound
    guard let text = String(validating: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
      throw ColumnarFault.damaged(expected: "a text in UTF-8", found: "other bytes")
    }
    return text
  }

  /// Reads a list.
  ///
  /// - Parameter item: Reads each item.
  mutating func list(_ kind: Kind, _ item: (inout ThriftReader, _ kind: Kind) throws -> Void) throws {
    guard kind == .list || kind == .set else {
      throw ColumnarFault.damaged(expected: "a list", found: "\(kind)")
    }
    let header = try byte()
    let count = header >> 4 == 15 ? try variable() : UInt64(header >> 4)
    // Every item takes a byte at least.
    guard count <= UInt64(left) else { throw ColumnarFault.truncated }
    if count == 0 { return }
    let kind = try Self.kind(header & 15)
    for _ in 0..<count { try item(&self, kind) }
  }

  /// Reads a structure that is a field or an item.
  mutating func structure(
    _ kind: Kind, _ field: (inout ThriftReader, _ id: Int, _ kind: Kind) throws -> Bool
  ) throws {
    guard kind == .structure else { throw ColumnarFault.damaged(expected: "a structure", found: "\(kind)") }
    try structure(field)
  }

  private mutating func skip(_ count: Int) throws {
    guard count <= left else { throw ColumnarFault.truncated }
    position += count
  }

  /// Passes over a value.
  mutating func skip(_ kind: Kind) throws {
    switch kind {
    case .yes, .no: break
    case .byte: try skip(1)
    case .short, .int, .long: _ = try variable()
    case .double: try skip(8)
    case .uuid: try skip(16)
    case .binary:
      let length = try variable()
      guard length <= UInt64(left) else { throw ColumnarFault.truncated }
      try skip(Int(length))
    case .list, .set: try list(kind) { reader, kind in try reader.skipItem(kind) }
    case .map: try skipMap()
    case .structure: try structure { _, _, _ in false }
    }
  }

  /// Items that are truth values take a byte.
  private mutating func skipItem(_ kind: Kind) throws {
    depth += 1
    guard depth <= Self.mostLevels else {
      throw ColumnarFault.damaged(expected: "at most \(Self.mostLevels) lists within another", found: "more")
    }
    if kind == .yes || kind == .no { try skip(1) } else { try skip(kind) }
    depth -= 1
  }

  private mutating func skipMap() throws {
    let count = try variable()
    if count == 0 { return }
    let kinds = try byte()
    guard count <= UInt64(left) else { throw ColumnarFault.truncated }
    let (key, value) = (try Self.kind(kinds >> 4), try Self.kind(kinds & 15))
    for _ in 0..<count {
      try skipItem(key)
      try skipItem(value)
    }
  }
}
