/// A decoder of Snappy, the usual compression of Parquet's pages.
///
/// A block is its decompressed size, and then literals and copies of what lies up to 4 GiB before. Source:
/// https://github.com/google/snappy/blob/main/format_description.txt.
enum Snappy {
  /// Decompresses a block.
  ///
  /// - Returns: How many bytes it has; the front of the output is filled with them.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, also if there is more than fits.
  static func decompress(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, name: String
  ) throws -> Int {
    var (place, size) = try preamble(bytes, name)
    guard size == output.count else {
      throw CompressedBlock.damaged(name, expected: "of \(output.count) bytes", found: "said to be \(size)")
    }
    guard size > 0, let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let source = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    else { return 0 }
    let count = bytes.count
    size = 0
    while place < count {
      let tag = Int(source[place])
      place += 1
      if tag & 3 == 0 {
        var length = tag >> 2 + 1
        if length > 60 {
          let extra = length - 60
          guard extra <= count - place else { throw CompressedBlock.truncated(name, count) }
          length = (0..<extra).reduce(1) { $0 + Int(source[place + $1]) << (8 * $1) }
          place += extra
        }
        guard length <= count - place else { throw CompressedBlock.truncated(name, count) }
        guard length <= output.count - size else { throw excess(name, output) }
        (target + size).update(from: source + place, count: length)
        (place, size) = (place + length, size + length)
        continue
      }
      let extra = tag & 3 == 3 ? 4 : tag & 3
      guard extra <= count - place else { throw CompressedBlock.truncated(name, count) }
      var distance = (0..<extra).reduce(0) { $0 + Int(source[place + $1]) << (8 * $1) }
      place += extra
      var length = tag >> 2 + 1
      if tag & 3 == 1 { (length, distance) = (4 + tag >> 2 & 7, distance + (tag >> 5) << 8) }
      guard distance >= 1, distance <= size else {
        throw CompressedBlock.damaged(
          name, expected: "a copy from at most \(size) bytes before", found: "one from \(distance) before")
      }
      guard length <= output.count - size else { throw excess(name, output) }
      CompressedBlock.copy(within: target, to: size, distance: distance, count: length)
      size += length
    }
    return size
  }

  /// The decompressed size, and where the data begin.
  private static func preamble(_ bytes: UnsafeRawBufferPointer, _ name: String) throws -> (Int, Int) {
    var size = 0
    for (index, byte) in bytes.prefix(5).enumerated() {
      size |= Int(byte & 0x7F) << (7 * index)
      if byte < 0x80 { return (index + 1, size) }
    }
    throw CompressedBlock.truncated(name, bytes.count)
  }

  private static func excess(_ name: String, _ output: UnsafeMutableRawBufferPointer) -> FileError {
    CompressedBlock.damaged(name, expected: "\(output.count) bytes when decompressed", found: "more")
  }
}
