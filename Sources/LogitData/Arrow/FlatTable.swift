/// A table of FlatBuffers, the form in which Arrow says what is where.
///
/// Every access is checked against the bytes. Source: https://flatbuffers.dev/internals/.
struct FlatTable {
  private let bytes: UnsafeRawBufferPointer
  private let position: Int
  /// Where it says which fields it has, and how long that is.
  private let (layout, layoutSize): (Int, Int)

  /// The outermost table.
  ///
  /// - Throws: ``ColumnarFault``.
  init(root bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count >= 4 else { throw ColumnarFault.truncated }
    try self.init(bytes, at: Int(bytes.loadUnaligned(as: UInt32.self).littleEndian))
  }

  private init(_ bytes: UnsafeRawBufferPointer, at position: Int) throws {
    guard position >= 0, position <= bytes.count - 4 else { throw ColumnarFault.truncated }
    let layout =
      position - Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self)))
    guard layout >= 0, layout <= bytes.count - 4 else { throw ColumnarFault.truncated }
    let size = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: layout, as: UInt16.self)))
    guard size <= bytes.count - layout else { throw ColumnarFault.truncated }
    (self.bytes, self.position, self.layout, layoutSize) = (bytes, position, layout, size)
  }

  /// Where a field of so many bytes is; `nil` if it is not there.
  private func place(of field: Int, _ count: Int) throws -> Int? {
    let entry = 4 + 2 * field
    guard entry + 2 <= layoutSize else { return nil }
    let offset = Int(
      UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: layout + entry, as: UInt16.self)))
    if offset == 0 { return nil }
    guard position + offset <= bytes.count - count else { throw ColumnarFault.truncated }
    return position + offset
  }

  /// A whole number.
  func integer<Value: FixedWidthInteger>(_ field: Int, as type: Value.Type, default usual: Value) throws
    -> Int
  {
    guard let place = try place(of: field, MemoryLayout<Value>.size) else { return Int(usual) }
    return Int(
      truncatingIfNeeded: Value(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Value.self)))
  }

  /// A truth value, false by default.
  func boolean(_ field: Int) throws -> Bool { try integer(field, as: UInt8.self, default: 0) != 0 }

  /// Where what a field points to begins.
  private func target(of field: Int) throws -> Int? {
    guard let place = try place(of: field, 4) else { return nil }
    return place + Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
  }

  /// Another table.
  func table(_ field: Int) throws -> FlatTable? {
    guard let target = try target(of: field) else { return nil }
    return try FlatTable(bytes, at: target)
  }

  /// A text.
  func text(_ field: Int) throws -> String? {
    guard let (start, count) = try items(field, size: 1) else { return nil }
    let content = UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
    guard let text = String(validating: content, as: UTF8.self) else {
      throw ColumnarFault.damaged(expected: "a text in UTF-8", found: "other bytes")
    }
    return text
  }

  /// Whether there is a text that is not empty.
  func isPresent(textOf field: Int) throws -> Bool { try items(field, size: 1).map { $0.count > 0 } ?? false }

  /// Where items of so many bytes are, and how many.
  private func items(_ field: Int, size: Int) throws -> (start: Int, count: Int)? {
    guard let target = try target(of: field) else { return nil }
    guard target <= bytes.count - 4 else { throw ColumnarFault.truncated }
    let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: target, as: UInt32.self)))
    guard count <= (bytes.count - target - 4) / size else { throw ColumnarFault.truncated }
    return (target + 4, count)
  }

  /// Tables in a list.
  func tables(_ field: Int) throws -> [FlatTable] {
    guard let (start, count) = try items(field, size: 4) else { return [] }
    return try (0..<count).map { index in
      let place = start + 4 * index
      return try FlatTable(
        bytes,
        at: place + Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))))
    }
  }

  /// Groups of whole numbers of 64 bits, so many in each.
  func integers(_ field: Int, inEach groupSize: Int) throws -> [[Int]] {
    guard let (start, count) = try items(field, size: 8 * groupSize) else { return [] }
    return (0..<count).map { index in
      (0..<groupSize).map { part in
        let place = start + 8 * (index * groupSize + part)
        return Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int64.self)))
      }
    }
  }
}
