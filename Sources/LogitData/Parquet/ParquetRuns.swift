import LogitFiles

/// Decodes runs: of one number that is repeated, and of numbers of a few bits each, in turn.
///
/// Levels, the positions in a dictionary, and truth values are stored so. Source:
/// https://parquet.apache.org/docs/file-format/data-pages/encodings/.
enum ParquetRuns {
  /// Decodes numbers.
  ///
  /// - Parameters:
  ///   - bytes: The runs; what follows the last number is not looked at.
  ///   - width: The bits of a number, at most 32.
  ///   - count: How many there are.
  /// - Throws: ``ColumnarFault``.
  static func numbers(_ bytes: UnsafeRawBufferPointer, width: Int, count: Int) throws -> [Int32] {
    guard (0...32).contains(width) else {
      throw ColumnarFault.damaged(expected: "numbers of at most 32 bits", found: "of \(width)")
    }
    return try [Int32](unsafeUninitializedCapacity: count) { output, filled in
      var place = 0
      let byteWidth = (width + 7) / 8
      while filled < count {
        let header = try header(bytes, &place)
        if header & 1 == 0 {
          guard byteWidth <= bytes.count - place else { throw ColumnarFault.truncated }
          var value: UInt32 = 0
          for index in 0..<byteWidth { value |= UInt32(bytes[place + index]) << UInt32(8 * index) }
          place += byteWidth
          let length = min(header >> 1, count - filled)
          output[filled..<filled + length].initialize(repeating: Int32(bitPattern: value))
          filled += length
        } else {
          let length = min(header >> 1 * 8, count - filled)
          // The last group may be cut off where its numbers end.
          guard (length * width + 7) / 8 <= bytes.count - place else { throw ColumnarFault.truncated }
          unpack(bytes, place, width, length, UnsafeMutableBufferPointer(rebasing: output[filled...]))
          filled += length
          place = min(place + header >> 1 * width, bytes.count)
        }
      }
    }
  }

  /// A run's length and kind: a number of at most 32 bits, seven in each byte.
  private static func header(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws -> Int {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard place < bytes.count else { throw ColumnarFault.truncated }
      let byte = bytes[place]
      place += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw ColumnarFault.damaged(expected: "a run of a length of 32 bits", found: "a longer one")
  }

  /// Unpacks numbers of which all bytes are there.
  private static func unpack(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ width: Int, _ count: Int,
    _ output: UnsafeMutableBufferPointer<Int32>
  ) {
    let mask = UInt64(1) << UInt64(width) - 1
    var (word, available, place): (UInt64, Int, Int) = (0, 0, start)
    for index in 0..<count {
      while available < width {
        word |= UInt64(bytes[place]) << UInt64(available)
        place += 1
        available += 8
      }
      output.initializeElement(at: index, to: Int32(truncatingIfNeeded: word & mask))
      word >>= UInt64(width)
      available -= width
    }
  }

  /// Decodes the levels of values that may be missing: 1 for a value, 0 for none.
  ///
  /// - Returns: The levels; `nil` if there is a value in each row.
  /// - Throws: ``ColumnarFault``.
  static func levels(_ bytes: UnsafeRawBufferPointer, count: Int) throws -> [UInt8]? {
    let numbers = try numbers(bytes, width: 1, count: count)
    return numbers.contains(0) ? numbers.map { $0 == 0 ? 0 : 1 } : nil
  }
}
