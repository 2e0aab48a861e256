/// Decodes whole numbers that are stored as differences, in blocks of numbers of few bits.
///
/// Source: https://parquet.apache.org/docs/file-format/data-pages/encodings/, DELTA_BINARY_PACKED.
enum ParquetDelta {
  /// Decodes numbers.
  ///
  /// - Parameters:
  ///   - bytes: What begins with the numbers.
  ///   - place: Where they begin, and then end.
  ///   - count: How many there are.
  /// - Throws: ``ColumnarFault``.
  static func numbers(_ bytes: UnsafeRawBufferPointer, at place: inout Int, count: Int) throws -> [Int64] {
    let blockSize = try variable(bytes, &place)
    let miniCount = try variable(bytes, &place)
    let total = try variable(bytes, &place)
    var value = try zigzag(bytes, &place)
    guard total == UInt64(count) else {
      throw ColumnarFault.damaged(expected: "\(count) numbers", found: "\(total)")
    }
    guard (1...1 << 16).contains(miniCount), (1...1 << 24).contains(blockSize),
      blockSize % miniCount == 0, blockSize / miniCount % 8 == 0
    else {
      throw ColumnarFault.damaged(
        expected: "blocks of parts of a multiple of 8 numbers", found: "\(blockSize) in \(miniCount) parts")
    }
    var values: [Int64] = []
    values.reserveCapacity(count)
    if count > 0 { values.append(value) }
    let length = Int(blockSize / miniCount)
    while values.count < count {
      let least = try zigzag(bytes, &place)
      guard Int(miniCount) <= bytes.count - place else { throw ColumnarFault.truncated }
      let widths = place..<place + Int(miniCount)
      place = widths.upperBound
      for index in widths where values.count < count {
        let width = Int(bytes[index])
        guard width <= 64 else {
          throw ColumnarFault.damaged(expected: "numbers of at most 64 bits", found: "of \(width)")
        }
        guard length / 8 * width <= bytes.count - place else { throw ColumnarFault.truncated }
        var bits = 8 * place
        for _ in 0..<min(length, count - values.count) {
          value = value &+ least &+ Self.bits(bytes, bits, width)
          values.append(value)
          bits += width
        }
        place += length / 8 * width
      }
    }
    return values
  }

  /// A number of some bits, the lowest first, all of which are there.
  private static func bits(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ width: Int) -> Int64 {
    var (value, done): (UInt64, Int) = (0, 0)
    while done < width {
      let (byte, shift) = (start + done).quotientAndRemainder(dividingBy: 8)
      let count = min(8 - shift, width - done)
      let part = UInt64(bytes[byte] >> UInt8(shift)) & (1 << UInt64(count) - 1)
      value |= part << UInt64(done)
      done += count
    }
    return Int64(bitPattern: value)
  }

  private static func variable(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard place < bytes.count else { throw ColumnarFault.truncated }
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw ColumnarFault.damaged(expected: "a number of at most 64 bits", found: "a longer one")
  }

  private static func zigzag(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws -> Int64 {
    let value = try variable(bytes, &place)
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
