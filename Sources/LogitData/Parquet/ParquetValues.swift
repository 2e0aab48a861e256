import LogitFiles

/// Decodes the values of a page.
///
/// Source: https://parquet.apache.org/docs/file-format/data-pages/encodings/.
struct ParquetValues {
  /// The ways in which values are stored.
  enum Encoding: Int {
    case plain = 0
    case plainDictionary = 2
    case runs = 3
    case deltaNumbers = 5
    case deltaLengths = 6
    case deltaStrings = 7
    case dictionary = 8
    case splitBytes = 9
  }

  let storage: ParquetColumn.Storage
  let count: Int
  let memory: MemoryLimit
  let name: String

  /// The values.
  ///
  /// - Throws: ``ColumnarFault``, or `FileError.outOfMemory(source:limit:)`.
  func decoded(_ bytes: UnsafeRawBufferPointer, _ encoding: Encoding) throws -> ColumnarValues {
    if count > 1 << 12 { try memory.require(count * 24, for: name) }
    switch encoding {
    case .plain: return try plain(bytes)
    case .runs:
      guard storage == .boolean, bytes.count >= 4 else { break }
      let runs = UnsafeRawBufferPointer(rebasing: bytes[4...])
      return .booleans(
        try ParquetRuns.numbers(runs, width: 1, count: count).map { UInt8(truncatingIfNeeded: $0) })
    case .deltaNumbers:
      guard storage == .int32 || storage == .uint32 || storage == .int64 else { break }
      var place = 0
      return .integers(narrowed(try ParquetDelta.numbers(bytes, at: &place, count: count)))
    case .deltaLengths: if storage == .bytes { return .bytes(try afterLengths(bytes)) }
    case .deltaStrings:
      if case .fixed(let length) = storage {
        let strings = try afterPrefixes(bytes)
        guard strings.ranges.allSatisfy({ $0.count == length }) else { throw unequal(length) }
        return .bytes(strings)
      }
      if storage == .bytes { return .bytes(try afterPrefixes(bytes)) }
    case .splitBytes: if let width { return try joined(bytes, width) }
    case .dictionary, .plainDictionary: break
    }
    throw ColumnarFault.damaged(expected: "values stored as their type can be", found: "\(encoding)")
  }

  private func unequal(_ length: Int) -> ColumnarFault {
    .damaged(expected: "values of \(length) bytes", found: "others")
  }

  /// The bytes of a value, if all have as many.
  private var width: Int? {
    switch storage {
    case .int32, .uint32, .float: 4
    case .int64, .double: 8
    case .int96: 12
    case .fixed(let length): length
    case .boolean, .bytes: nil
    }
  }

  /// Numbers of 32 bits from those of 64, which wrap around.
  private func narrowed(_ values: [Int64]) -> [Int64] {
    switch storage {
    case .int32: values.map { Int64(Int32(truncatingIfNeeded: $0)) }
    case .uint32: values.map { $0 & 0xFFFF_FFFF }
    default: values
    }
  }

  // MARK: As they are

  private func plain(_ bytes: UnsafeRawBufferPointer) throws -> ColumnarValues {
    let (size, overflows) = (width ?? 0).multipliedReportingOverflow(by: count)
    guard !overflows, size <= bytes.count else { throw ColumnarFault.truncated }
    switch storage {
    case .boolean:
      guard (count + 7) / 8 <= bytes.count else { throw ColumnarFault.truncated }
      return .booleans((0..<count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 })
    case .int32:
      return .integers(
        (0..<count).map {
          Int64(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self)))
        })
    case .uint32:
      return .integers(
        (0..<count).map {
          Int64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
        })
    case .int64: return .integers(LittleEndian.integers(bytes, count))
    case .float: return .singles(LittleEndian.singles(bytes, count))
    case .double: return .doubles(LittleEndian.doubles(bytes, count))
    case .int96:
      return .bytes(ByteStrings(Array(bytes.prefix(size)), length: 12, count: count))
    case .fixed(let length):
      return .bytes(ByteStrings(Array(bytes.prefix(size)), length: length, count: count))
    case .bytes: return .bytes(try sizedStrings(bytes))
    }
  }

  /// Strings with a size of four bytes before each.
  private func sizedStrings(_ bytes: UnsafeRawBufferPointer) throws -> ByteStrings {
    // Each takes four bytes at least.
    guard count <= bytes.count / 4 else { throw ColumnarFault.truncated }
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(count)
    var place = 0
    for _ in 0..<count {
      guard bytes.count - place >= 4 else { throw ColumnarFault.truncated }
      let length = Int(
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      place += 4
      guard length <= bytes.count - place else { throw ColumnarFault.truncated }
      ranges.append(place..<place + length)
      place += length
    }
    return ByteStrings(Array(bytes), ranges)
  }

  // MARK: As parts

  private func afterLengths(_ bytes: UnsafeRawBufferPointer) throws -> ByteStrings {
    var place = 0
    let lengths = try ParquetDelta.numbers(bytes, at: &place, count: count)
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(count)
    for length in lengths {
      guard length >= 0, length <= bytes.count - place else { throw ColumnarFault.truncated }
      ranges.append(place..<place + Int(length))
      place += Int(length)
    }
    return ByteStrings(Array(bytes), ranges)
  }

  /// Strings of which each begins with some bytes of the one before.
  private func afterPrefixes(_ bytes: UnsafeRawBufferPointer) throws -> ByteStrings {
    var place = 0
    let prefixes = try ParquetDelta.numbers(bytes, at: &place, count: count)
    let suffixes = try afterLengths(UnsafeRawBufferPointer(rebasing: bytes[place...]))
    var strings = ByteStrings([], [])
    var last = 0..<0
    var allowed = 0
    for (prefix, suffix) in zip(prefixes, suffixes.ranges) {
      guard prefix >= 0, prefix <= last.count else {
        throw ColumnarFault.damaged(
          expected: "at most \(last.count) bytes of the text before", found: "\(prefix)")
      }
      let start = strings.bytes.count
      let length = Int(prefix) + suffix.count
      // A few bytes can make texts that share a long beginning, so that nothing else bounds them.
      if start + length > allowed {
        allowed = start + length + 1 << 22
        try memory.require(2 * allowed, for: name)
      }
      strings.bytes += strings.bytes[last.lowerBound..<last.lowerBound + Int(prefix)]
      strings.bytes += suffixes.bytes[suffix]
      last = start..<start + length
      strings.ranges.append(last)
    }
    return strings
  }

  /// Values of which all first bytes stand before all second ones, and so on.
  private func joined(_ bytes: UnsafeRawBufferPointer, _ width: Int) throws -> ColumnarValues {
    let (size, overflows) = width.multipliedReportingOverflow(by: count)
    guard !overflows, size <= bytes.count else { throw ColumnarFault.truncated }
    var whole = [UInt8](repeating: 0, count: size)
    for part in 0..<width {
      for index in 0..<count { whole[index * width + part] = bytes[part * count + index] }
    }
    return try whole.withUnsafeBytes { try plain($0) }
  }
}

/// Numbers of which all bytes are there.
enum LittleEndian {
  static func integers(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [Int64] {
    (0..<count).map {
      Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self))
    }
  }

  static func singles(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [Float] {
    (0..<count).map {
      Float(
        bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
    }
  }

  static func doubles(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [Double] {
    (0..<count).map {
      Double(
        bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
    }
  }

  /// Numbers in half precision.
  static func halves(_ strings: ByteStrings) -> [Float] {
    strings.ranges.map { range in
      range.count == 2
        ? single(UInt16(strings.bytes[range.lowerBound]) | UInt16(strings.bytes[range.lowerBound + 1]) << 8)
        : .nan
    }
  }

  /// A number in half precision; `Float16` is not there on every processor.
  static func single(_ half: UInt16) -> Float {
    let (exponent, fraction) = (Int(half >> 10 & 31), Float(half & 1023))
    let magnitude: Float =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return half >> 15 == 1 ? -magnitude : magnitude
  }
}
