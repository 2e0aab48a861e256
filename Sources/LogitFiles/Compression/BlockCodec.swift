/// A compression of blocks whose decompressed size is stored beside them, as Parquet and Arrow use them.
package enum BlockCodec: Sendable, Equatable {
  case none
  case snappy
  case gzip
  /// A block of LZ4 without a frame.
  case lz4Block
  /// A frame of LZ4, as the program of that name writes it.
  case lz4Frame
  /// Blocks of LZ4 with big-endian sizes before each, as Hadoop writes them; or one block without, as other
  /// writers took the same name for.
  case lz4Hadoop
  case zstandard

  /// By how much a block can shrink at most, so that a size that cannot be true is refused before memory is
  /// taken for it.
  private var largestRatio: Int {
    switch self {
    case .none: 1
    // A copy of 64 bytes takes 3.
    case .snappy: 22
    case .gzip: DeflateFormat.largestRatio
    // A byte of a length stands for 255.
    case .lz4Block, .lz4Frame, .lz4Hadoop: 255
    // A block of 128 KiB of one byte takes 4.
    case .zstandard: ZstandardFormat.largestBlock / 4
    }
  }

  /// Decompresses a block.
  ///
  /// - Parameters:
  ///   - bytes: The compressed block.
  ///   - size: The number of bytes that it is said to hold.
  ///   - name: What the block is, for messages.
  ///   - memory: How much memory the process may take up.
  /// - Returns: Exactly as many bytes as were said.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if the block is damaged or holds
  ///   another number of bytes, or ``FileError/outOfMemory(source:limit:)``.
  package func decompress(
    _ bytes: UnsafeRawBufferPointer, size: Int, name: String, within memory: MemoryLimit
  ) throws -> [UInt8] {
    guard size >= 0, size / largestRatio <= bytes.count + 16 else {
      throw CompressedBlock.damaged(
        name, expected: "of a size that \(bytes.count) compressed bytes can hold", found: "said to be \(size)"
      )
    }
    if size > 1 << 16 { try memory.require(size, for: name) }
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      let output = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<size])
      let count = try fill(output, from: bytes, name)
      guard count == size else {
        throw CompressedBlock.damaged(name, expected: "\(size) bytes when decompressed", found: "\(count)")
      }
      filled = size
    }
  }

  private func fill(
    _ output: UnsafeMutableRawBufferPointer, from bytes: UnsafeRawBufferPointer, _ name: String
  ) throws -> Int {
    switch self {
    case .none:
      guard bytes.count == output.count else { return bytes.count }
      output.copyMemory(from: bytes)
      return bytes.count
    case .snappy: return try Snappy.decompress(bytes, into: output, name: name)
    case .gzip: return try inflate(bytes, into: output, name)
    case .lz4Block: return try LZ4.decompress(block: bytes, into: output, at: 0, name: name)
    case .lz4Frame: return try LZ4.decompress(frame: bytes, into: output, name: name)
    case .lz4Hadoop: return try LZ4.decompress(hadoop: bytes, into: output, name: name)
    case .zstandard: return try Zstandard.decompress(bytes, into: output, name: name)
    }
  }

  private func inflate(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ name: String
  ) throws -> Int {
    let stream = GzipStream(CompressedInput(name: name, memory: bytes), within: .unlimited)
    let count = try stream.read(into: output)
    // The end's checksum is compared only when all has been asked for.
    var more: UInt8 = 0
    return try count + withUnsafeMutableBytes(of: &more) { try stream.read(into: $0) }
  }
}

/// What the decoders of blocks have in common.
enum CompressedBlock {
  static func damaged(_ name: String, expected: String, found: String) -> FileError {
    .damaged(
      source: name, item: "the compressed data", expected: expected, found: found,
      remedy: "the file is damaged, so fetch or make it again")
  }

  static func truncated(_ name: String, _ count: Int) -> FileError {
    damaged(name, expected: "complete", found: "cut off after \(count) bytes")
  }

  /// Copies bytes of the output that lie some distance back, and may overlap with what they become: a
  /// distance of 1 repeats a byte.
  ///
  /// - Parameters:
  ///   - output: The output; the caller has made sure that it holds `place + count` bytes.
  ///   - place: Where the copy goes.
  ///   - distance: How far back it comes from, from 1 to `place`.
  ///   - count: How many bytes.
  @inline(__always)
  static func copy(
    within output: UnsafeMutablePointer<UInt8>, to place: Int, distance: Int, count: Int
  ) {
    let (target, source) = (output + place, output + place - distance)
    if distance >= count {
      target.update(from: source, count: count)
    } else if distance == 1 {
      target.update(repeating: source[0], count: count)
    } else {
      for index in 0..<count { target[index] = source[index] }
    }
  }
}
