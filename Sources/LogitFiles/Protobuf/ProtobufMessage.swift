/// A message of Protocol Buffers in a file that cannot be trusted.
///
///     var model = try ProtobufMessage(StoredBytes(path: path), name: "model")
///     while let field = try model.next() {
///       switch field.number {
///       case 1: version = try model.integer(field)
///       case 7: graph = try model.message(field, name: "graph")
///       default: break
///       }
///     }
///
/// Fields are found one by one, and the contents of a field are read only where they are asked for, so that
/// opening a file takes no more memory than what is taken from it. A length beyond the message, a number of
/// more than ten bytes, a kind of field that does not exist and messages within more than ``deepest`` others
/// are errors that name the byte.
package struct ProtobufMessage {
  /// The most messages that a message may lie in; protobuf's own libraries allow as many.
  package static let deepest = 100
  private static let remedy = "the file is damaged or of another kind, so use another one"

  private let source: ByteWindow
  /// What messages call it: `model.graph.node[3]`.
  package let name: String
  private let depth: Int
  private let end: Int
  private var place: Int

  /// Opens the message that a file consists of.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - name: What messages call it.
  package init(_ source: StoredBytes, name: String) {
    self.init(ByteWindow(source), name: name, range: 0..<source.size, depth: 0)
  }

  private init(_ source: ByteWindow, name: String, range: Range<Int>, depth: Int) {
    (self.source, self.name, self.depth) = (source, name, depth)
    (place, end) = (range.lowerBound, range.upperBound)
  }

  /// The file's name, for messages.
  package var fileName: String { source.bytes.name }

  /// The error for something in this message that is not as it should be.
  ///
  /// - Parameters:
  ///   - item: What it is; the message itself by default.
  ///   - expected: What it should be.
  ///   - found: What it is.
  package func damaged(_ item: String? = nil, expected: String, found: String) -> FileError {
    .damaged(
      source: fileName, item: [item, "\(name)"].compactMap(\.self).joined(separator: " of "),
      expected: expected, found: found, remedy: Self.remedy)
  }

  private func damaged(at place: Int, expected: String, found: String) -> FileError {
    .damaged(
      source: fileName, item: "byte \(place + 1), in \(name),", expected: expected, found: found,
      remedy: Self.remedy)
  }
}

/// A field of a message: its number, and where its value is.
package struct ProtobufField {
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(Range<Int>)
  }

  /// The field's number.
  package let number: Int
  let value: Value
  /// Where it begins in the file.
  let start: Int

  /// Where its bytes are in the file; `nil` for a number.
  package var range: Range<Int>? { if case .bytes(let range) = value { range } else { nil } }
}

// MARK: - Fields

extension ProtobufMessage {
  /// The next field; `nil` at the end.
  ///
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, or
  ///   ``FileError/notRead(path:reason:)``.
  package mutating func next() throws -> ProtobufField? {
    guard place < end else { return nil }
    let start = place
    let tag = try varint()
    let number = tag >> 3
    guard number >= 1, number < 1 << 29 else {
      throw damaged(at: start, expected: "a field's number in 1..<536870912", found: "\(number)")
    }
    guard let type = ProtobufWireType(rawValue: Int(tag & 7)) else {
      throw damaged(at: start, expected: "a field of kind 0, 1, 2 or 5", found: "one of kind \(tag & 7)")
    }
    let value: ProtobufField.Value
    switch type {
    case .varint: value = .varint(try varint())
    case .fixed64: value = .fixed64(try fixed(8))
    case .fixed32: value = .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
    case .bytes:
      let length = try varint()
      guard length <= UInt64(end - place) else {
        throw damaged(
          at: start, expected: "a field of at most \(end - place) bytes",
          found: "said to have \(length)")
      }
      value = .bytes(place..<place + Int(length))
      place += Int(length)
    }
    return ProtobufField(number: Int(number), value: value, start: start)
  }

  private mutating func varint() throws -> UInt64 {
    let start = place
    var (value, shift) = (UInt64(0), UInt64(0))
    while true {
      guard place < end else {
        throw damaged(at: start, expected: "a whole number", found: "cut off by the end of \(name)")
      }
      let byte = UInt64(try source.byte(at: place))
      place += 1
      // The tenth byte has room for one bit only.
      guard shift < 63 || byte <= 1 else {
        throw damaged(at: start, expected: "a whole number of 64 bits", found: "a longer one")
      }
      value |= (byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  private mutating func fixed(_ count: Int) throws -> UInt64 {
    guard end - place >= count else {
      throw damaged(at: place, expected: "a number of \(count) bytes", found: "cut off by the end of \(name)")
    }
    var value = UInt64(0)
    for index in 0..<count { value |= UInt64(try source.byte(at: place + index)) << UInt64(8 * index) }
    place += count
    return value
  }
}

// MARK: - Values

extension ProtobufMessage {
  private func wrong(_ field: ProtobufField, _ expected: String) -> FileError {
    damaged(at: field.start, expected: "field \(field.number) as \(expected)", found: "of another kind")
  }

  /// A whole number, a truth value, or the number of a case.
  package func integer(_ field: ProtobufField) throws -> Int {
    guard case .varint(let value) = field.value else { throw wrong(field, "a whole number") }
    return Int(truncatingIfNeeded: value)
  }

  /// A number in single precision.
  package func float(_ field: ProtobufField) throws -> Float {
    guard case .fixed32(let value) = field.value else { throw wrong(field, "a number in single precision") }
    return Float(bitPattern: value)
  }

  /// A number in double precision.
  package func double(_ field: ProtobufField) throws -> Double {
    guard case .fixed64(let value) = field.value else { throw wrong(field, "a number in double precision") }
    return Double(bitPattern: value)
  }

  /// A text.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - limit: The most bytes that it may have.
  package func text(_ field: ProtobufField, limit: Int = 1 << 20) throws -> String {
    guard case .bytes(let range) = field.value else { throw wrong(field, "a text") }
    guard range.count <= limit else {
      throw damaged(
        at: field.start, expected: "a text of at most \(limit) bytes", found: "one of \(range.count)")
    }
    let bytes = try source.bytes.bytes(range.count, at: range.lowerBound)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw damaged(at: field.start, expected: "a text in UTF-8", found: "something else")
    }
    return text
  }

  /// A message in this one.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - name: What messages call it within this one.
  package func message(_ field: ProtobufField, name: String) throws -> ProtobufMessage {
    guard case .bytes(let range) = field.value else { throw wrong(field, "a message") }
    guard depth < Self.deepest else {
      throw damaged(
        at: field.start, expected: "in at most \(Self.deepest) messages", found: "in more")
    }
    return ProtobufMessage(source, name: "\(self.name).\(name)", range: range, depth: depth + 1)
  }

  /// Adds the whole numbers of a field, in one piece or one by one, to others.
  ///
  /// - Parameter limit: The most that there may be.
  package func add(_ field: ProtobufField, to integers: inout [Int], limit: Int) throws {
    if case .varint(let value) = field.value {
      integers.append(Int(truncatingIfNeeded: value))
    } else {
      var packed = try message(field, name: "field \(field.number)")
      while packed.place < packed.end {
        try requireRoom(integers.count, limit, field)
        integers.append(Int(truncatingIfNeeded: try packed.varint()))
      }
    }
    try requireRoom(integers.count - 1, limit, field)
  }

  /// Adds the numbers of a field, in one piece or one by one, to others.
  ///
  /// - Parameter limit: The most that there may be.
  package func add(_ field: ProtobufField, to floats: inout [Float], limit: Int) throws {
    if case .bytes(let range) = field.value {
      try requireWhole(field, range, size: 4)
      try requireRoom(floats.count + range.count / 4 - 1, limit, field)
      floats.reserveCapacity(floats.count + range.count / 4)
      try forEachBlock(of: range, UInt32.self) { floats += $0.lazy.map { Float(bitPattern: $0) } }
    } else {
      try requireRoom(floats.count, limit, field)
      floats.append(try float(field))
    }
  }

  /// Adds the numbers of a field, in one piece or one by one, to others.
  ///
  /// - Parameter limit: The most that there may be.
  package func add(_ field: ProtobufField, to doubles: inout [Double], limit: Int) throws {
    if case .bytes(let range) = field.value {
      try requireWhole(field, range, size: 8)
      try requireRoom(doubles.count + range.count / 8 - 1, limit, field)
      doubles.reserveCapacity(doubles.count + range.count / 8)
      try forEachBlock(of: range, UInt64.self) { doubles += $0.lazy.map { Double(bitPattern: $0) } }
    } else {
      try requireRoom(doubles.count, limit, field)
      doubles.append(try double(field))
    }
  }

  private func requireRoom(_ count: Int, _ limit: Int, _ field: ProtobufField) throws {
    guard count < limit else {
      throw damaged(at: field.start, expected: "at most \(limit) values", found: "more")
    }
  }

  private func requireWhole(_ field: ProtobufField, _ range: Range<Int>, size: Int) throws {
    guard range.count.isMultiple(of: size) else {
      throw damaged(
        at: field.start, expected: "numbers of \(size) bytes each", found: "\(range.count) bytes in all")
    }
  }

  /// Lends numbers of the file block by block, so that they are in memory once, where they are put.
  ///
  /// - Parameters:
  ///   - range: Where they are in the file; a multiple of their size.
  ///   - type: Their type.
  ///   - body: Called for each block in turn.
  package func forEachBlock<Value: FixedWidthInteger>(
    of range: Range<Int>, _ type: Value.Type, _ body: ([Value]) throws -> Void
  ) throws {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockByteCount) {
      try body(values(in: start..<min(start + Self.blockByteCount, range.upperBound), of: type))
    }
  }

  /// The bytes of a block, a multiple of every size.
  private static let blockByteCount = 1 << 18

  /// Numbers of the file, which are written with the lowest byte first.
  ///
  /// - Parameters:
  ///   - range: Where they are in the file; a multiple of their size.
  ///   - type: Their type.
  package func values<Value: FixedWidthInteger>(in range: Range<Int>, of type: Value.Type) throws -> [Value] {
    let count = range.count / MemoryLayout<Value>.size
    guard count > 0 else { return [] }
    let values = try [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      try source.bytes.read(
        into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<(count * MemoryLayout<Value>.size)]),
        at: range.lowerBound)
      filled = count
    }
    return Value(littleEndian: 1) == 1 ? values : values.map { Value(littleEndian: $0) }
  }
}

/// Gives the bytes of a file one by one without asking the system for each.
private final class ByteWindow {
  private static let length = 1 << 14

  let bytes: StoredBytes
  private var window: [UInt8] = []
  private var start = 0

  init(_ bytes: StoredBytes) { self.bytes = bytes }

  func byte(at place: Int) throws -> UInt8 {
    if place < start || place >= start + window.count {
      start = place
      window = try bytes.bytes(min(Self.length, bytes.size - place), at: place)
    }
    guard place - start < window.count else {
      throw FileError.notRead(path: bytes.name, reason: "it ends at byte \(bytes.size)")
    }
    return window[place - start]
  }
}
