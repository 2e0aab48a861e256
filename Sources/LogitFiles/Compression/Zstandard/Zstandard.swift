/// A decoder of Zstandard, the usual compression of Polars's Parquet files.
///
/// Dictionaries are not supported; Parquet and Arrow have none. Source: RFC 8878.
enum Zstandard {
  /// Decompresses frames, one after the other.
  ///
  /// - Returns: How many bytes they have; the front of the output is filled with them.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, also if there is more than fits.
  static func decompress(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, name: String
  ) throws -> Int {
    var (place, size) = (0, 0)
    while place < bytes.count {
      guard bytes.count - place >= 8 else { throw CompressedBlock.truncated(name, bytes.count) }
      let magic = number(bytes, place)
      if magic & 0xFFFF_FFF0 == 0x184D_2A50 {
        // A frame to be passed over.
        let length = Int(number(bytes, place + 4))
        guard length <= bytes.count - place - 8 else { throw CompressedBlock.truncated(name, bytes.count) }
        place += 8 + length
        continue
      }
      guard magic == ZstandardFormat.magic else {
        throw CompressedBlock.damaged(name, expected: "a frame of Zstandard", found: "other bytes")
      }
      place += 4
      size = try frame(bytes, &place, into: output, at: size, name)
    }
    return size
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// Reads a frame behind its magic number.
  private static func frame(
    _ bytes: UnsafeRawBufferPointer, _ place: inout Int, into output: UnsafeMutableRawBufferPointer,
    at start: Int, _ name: String
  ) throws -> Int {
    let flags = Int(bytes[place])
    let isSingle = flags & 32 != 0
    let dictionary = [0, 1, 2, 4][flags & 3]
    let content = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6]
    guard flags & 8 == 0 else {
      throw CompressedBlock.damaged(name, expected: "a known kind of frame", found: "another")
    }
    let header = 1 + (isSingle ? 0 : 1) + dictionary + content
    guard header <= bytes.count - place else { throw CompressedBlock.truncated(name, bytes.count) }
    let identifier = bytes[(place + header - content - dictionary)..<(place + header - content)]
    guard identifier.allSatisfy({ $0 == 0 }) else {
      throw CompressedBlock.damaged(name, expected: "without a dictionary", found: "with one")
    }
    place += header
    var decoder = ZstandardBlocks(output: output, frameStart: start, name: name)
    var isLast = false
    while !isLast {
      guard bytes.count - place >= 3 else { throw CompressedBlock.truncated(name, bytes.count) }
      let header = Int(bytes[place]) | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2]) << 16
      place += 3
      isLast = header & 1 == 1
      let (kind, length) = (header >> 1 & 3, header >> 3)
      let stored = kind == 1 ? 1 : length
      guard length <= ZstandardFormat.largestBlock else {
        throw CompressedBlock.damaged(
          name, expected: "a block of at most \(ZstandardFormat.largestBlock) bytes", found: "of \(length)")
      }
      guard stored <= bytes.count - place else { throw CompressedBlock.truncated(name, bytes.count) }
      try decoder.add(kind, UnsafeRawBufferPointer(rebasing: bytes[place..<place + stored]), length)
      place += stored
    }
    if flags & 4 != 0 {
      guard bytes.count - place >= 4 else { throw CompressedBlock.truncated(name, bytes.count) }
      let written = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[start..<decoder.size])
      let (found, expected) = (UInt32(truncatingIfNeeded: XXH64.hash(written)), number(bytes, place))
      guard found == expected else {
        throw CompressedBlock.damaged(name, expected: "of the checksum \(expected)", found: "\(found)")
      }
      place += 4
    }
    return decoder.size
  }
}
