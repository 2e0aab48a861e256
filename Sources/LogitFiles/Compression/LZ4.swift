/// A decoder of LZ4: of its blocks, of the frames that Arrow writes, and of Hadoop's sizes before blocks.
///
/// Sources: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md and lz4_Frame_format.md.
enum LZ4 {
  private static let magic: UInt32 = 0x184D_2204

  /// Decompresses a block.
  ///
  /// - Parameters:
  ///   - bytes: The block.
  ///   - output: Where it goes. What lies before `start` can be copied from.
  ///   - start: Where it begins in the output.
  ///   - windowStart: The first byte of the output that can be copied from; 0 by default.
  ///   - name: What the block is, for messages.
  /// - Returns: One past the last byte written.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, also if there is more than fits.
  static func decompress(
    block bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, at start: Int,
    windowStart: Int = 0, name: String
  ) throws -> Int {
    guard let source = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      throw CompressedBlock.truncated(name, 0)
    }
    guard let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      // A block of nothing is one token.
      guard bytes.count == 1, source[0] == 0 else { throw excess(name, output) }
      return start
    }
    var (place, size) = (0, start)
    while place < bytes.count {
      let token = Int(source[place])
      place += 1
      let literals = try length(token >> 4, source, bytes.count, &place, name)
      guard literals <= bytes.count - place else { throw CompressedBlock.truncated(name, bytes.count) }
      guard literals <= output.count - size else { throw excess(name, output) }
      (target + size).update(from: source + place, count: literals)
      (place, size) = (place + literals, size + literals)
      // The last sequence has no copy.
      if place == bytes.count { return size }
      guard bytes.count - place >= 2 else { throw CompressedBlock.truncated(name, bytes.count) }
      let distance = Int(source[place]) | Int(source[place + 1]) << 8
      place += 2
      let copied = try length(token & 15, source, bytes.count, &place, name) + 4
      guard distance >= 1, distance <= size - windowStart else {
        throw CompressedBlock.damaged(
          name, expected: "a copy from at most \(size - windowStart) bytes before",
          found: "one from \(distance) before")
      }
      guard copied <= output.count - size else { throw excess(name, output) }
      CompressedBlock.copy(within: target, to: size, distance: distance, count: copied)
      size += copied
    }
    throw CompressedBlock.truncated(name, bytes.count)
  }

  /// A length of which four bits stand in the token, and the rest in bytes up to one below 255.
  @inline(__always)
  private static func length(
    _ start: Int, _ source: UnsafePointer<UInt8>, _ count: Int, _ place: inout Int, _ name: String
  ) throws -> Int {
    guard start == 15 else { return start }
    var length = start
    while true {
      guard place < count else { throw CompressedBlock.truncated(name, count) }
      let byte = Int(source[place])
      place += 1
      length += byte
      if byte < 255 { return length }
    }
  }

  private static func excess(_ name: String, _ output: UnsafeMutableRawBufferPointer) -> FileError {
    CompressedBlock.damaged(name, expected: "\(output.count) bytes when decompressed", found: "more")
  }
}

// MARK: - Frames

extension LZ4 {
  /// Decompresses a frame.
  ///
  /// - Returns: How many bytes it has; the front of the output is filled with them.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, also if there is more than fits.
  static func decompress(
    frame bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, name: String
  ) throws -> Int {
    guard bytes.count >= 7, number(bytes, 0) == magic else {
      throw CompressedBlock.damaged(name, expected: "a frame of LZ4", found: "other bytes")
    }
    let flags = bytes[4]
    guard flags >> 6 == 1 else {
      throw CompressedBlock.damaged(name, expected: "version 1 of LZ4's frames", found: "\(flags >> 6)")
    }
    guard flags & 1 == 0 else {
      throw CompressedBlock.damaged(name, expected: "without a dictionary", found: "with one")
    }
    let (areLinked, hasBlockChecks, hasCheck) = (flags & 32 == 0, flags & 16 != 0, flags & 4 != 0)
    var place = 7 + (flags & 8 != 0 ? 8 : 0)
    var size = 0
    while true {
      guard bytes.count - place >= 4 else { throw CompressedBlock.truncated(name, bytes.count) }
      let word = number(bytes, place)
      place += 4
      if word == 0 { break }
      let length = Int(word & 0x7FFF_FFFF)
      guard length <= bytes.count - place else { throw CompressedBlock.truncated(name, bytes.count) }
      let block = UnsafeRawBufferPointer(rebasing: bytes[place..<place + length])
      if hasBlockChecks { try check(block, bytes, place + length, name) }
      if word >> 31 == 1 {
        guard length <= output.count - size else { throw excess(name, output) }
        UnsafeMutableRawBufferPointer(rebasing: output[size...]).copyMemory(from: block)
        size += length
      } else {
        size = try decompress(
          block: block, into: output, at: size, windowStart: areLinked ? 0 : size, name: name)
      }
      place += length + (hasBlockChecks ? 4 : 0)
    }
    if hasCheck {
      try check(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<size]), bytes, place, name)
    }
    return size
  }

  /// Compares a checksum.
  private static func check(
    _ content: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer, _ place: Int, _ name: String
  ) throws {
    guard bytes.count - place >= 4 else { throw CompressedBlock.truncated(name, bytes.count) }
    let (found, expected) = (XXH32.hash(content), number(bytes, place))
    guard found == expected else {
      throw CompressedBlock.damaged(name, expected: "of the checksum \(expected)", found: "\(found)")
    }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// Decompresses blocks with a decompressed and a compressed size before each, big-endian; or else one block
  /// without.
  ///
  /// - Returns: How many bytes there are; the front of the output is filled with them.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, also if there is more than fits.
  static func decompress(
    hadoop bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, name: String
  ) throws -> Int {
    if let size = try? sizedBlocks(bytes, into: output, name), size == output.count { return size }
    if bytes.count >= 7, number(bytes, 0) == magic {
      return try decompress(frame: bytes, into: output, name: name)
    }
    return try decompress(block: bytes, into: output, at: 0, name: name)
  }

  private static func sizedBlocks(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ name: String
  ) throws -> Int {
    var (place, size) = (0, 0)
    while place < bytes.count {
      guard bytes.count - place >= 8 else { throw CompressedBlock.truncated(name, bytes.count) }
      let end = size + Int(number(bytes, place).byteSwapped)
      let length = Int(number(bytes, place + 4).byteSwapped)
      place += 8
      guard length <= bytes.count - place else { throw CompressedBlock.truncated(name, bytes.count) }
      size = try decompress(
        block: UnsafeRawBufferPointer(rebasing: bytes[place..<place + length]), into: output, at: size,
        windowStart: size, name: name)
      guard size == end else { throw CompressedBlock.damaged(name, expected: "\(end)", found: "\(size)") }
      place += length
    }
    return size
  }
}
