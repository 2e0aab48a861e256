/// Decodes a buffer of values that all have the same number of bits.
struct ArrowValues {
  let type: ArrowType
  let count: Int
  /// For each row, 1 for a value and 0 for none; `nil` if there is one in each.
  let levels: [UInt8]?

  /// The values that are not missing.
  ///
  /// - Throws: ``ColumnarFault``.
  func decoded(_ bytes: UnsafeRawBufferPointer) throws -> ColumnarValues {
    switch type {
    case .boolean:
      guard (count + 7) / 8 <= bytes.count else { throw ColumnarFault.truncated }
      return .booleans(present((0..<count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 }))
    case .integer(let bits, let isSigned):
      return .integers(present(try integers(bytes, bits: bits, isSigned: isSigned)))
    case .float(bits: 16):
      try require(2, bytes)
      return .singles(
        present(
          (0..<count).map {
            LittleEndian.single(
              UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)))
          }))
    case .float(bits: 32):
      try require(4, bytes)
      return .singles(present(LittleEndian.singles(bytes, count)))
    case .float:
      try require(8, bytes)
      return .doubles(present(LittleEndian.doubles(bytes, count)))
    case .date(isInDays: true): return .integers(present(try integers(bytes, bits: 32, isSigned: true)))
    case .date:
      let day: Int64 = 86_400_000
      return .integers(
        present(try integers(bytes, bits: 64, isSigned: true).map { $0 / day - ($0 % day < 0 ? 1 : 0) }))
    case .time(_, let bits): return .integers(present(try integers(bytes, bits: bits, isSigned: true)))
    case .timestamp: return .integers(present(try integers(bytes, bits: 64, isSigned: true)))
    case .fixed(let length):
      try require(length, bytes)
      var strings = ByteStrings(Array(bytes.prefix(count * length)), length: length, count: count)
      strings.ranges = present(strings.ranges)
      return .bytes(strings)
    case .decimal(_, let width): return try decimals(bytes, width)
    case .empty, .bytes, .view, .other:
      throw ColumnarFault.damaged(expected: "values of a fixed size", found: "others")
    }
  }

  private func require(_ width: Int, _ bytes: UnsafeRawBufferPointer) throws {
    guard width == 0 || count <= bytes.count / width else { throw ColumnarFault.truncated }
  }

  private func present<Value>(_ values: [Value]) -> [Value] {
    guard let levels else { return values }
    return zip(values, levels).compactMap { $1 == 0 ? nil : $0 }
  }

  private func integers(_ bytes: UnsafeRawBufferPointer, bits: Int, isSigned: Bool) throws -> [Int64] {
    try require(bits / 8, bytes)
    func all<Value: FixedWidthInteger>(_ type: Value.Type) -> [Int64] {
      (0..<count).map {
        Int64(
          truncatingIfNeeded: Value(
            littleEndian: bytes.loadUnaligned(fromByteOffset: MemoryLayout<Value>.size * $0, as: Value.self)))
      }
    }
    switch (bits, isSigned) {
    case (8, true): return all(Int8.self)
    case (8, false): return all(UInt8.self)
    case (16, true): return all(Int16.self)
    case (16, false): return all(UInt16.self)
    case (32, true): return all(Int32.self)
    case (32, false): return all(UInt32.self)
    default: return LittleEndian.integers(bytes, count)
    }
  }

  /// Whole numbers in two's complement, the lowest byte first.
  private func decimals(_ bytes: UnsafeRawBufferPointer, _ width: Int) throws -> ColumnarValues {
    try require(width, bytes)
    if width <= 8 { return .integers(present(try integers(bytes, bits: 8 * width, isSigned: true))) }
    var turned: [UInt8] = []
    turned.reserveCapacity(count * width)
    for index in 0..<count { turned += bytes[index * width..<(index + 1) * width].reversed() }
    var strings = ByteStrings(turned, length: width, count: count)
    strings.ranges = present(strings.ranges)
    return .bytes(strings)
  }
}
