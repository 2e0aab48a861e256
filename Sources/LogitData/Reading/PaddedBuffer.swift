import CLogitData

/// Memory for text, padded so that the loops in C may read a little before its beginning and after its end,
/// and with room for one more end of line.
final class PaddedBuffer {
  /// The bytes to fill, and one more.
  let bytes: UnsafeMutableRawBufferPointer
  private let memory: UnsafeMutableRawBufferPointer

  init(byteCount: Int) {
    let padding = Int(LOGIT_DATA_PADDING)
    memory = .allocate(byteCount: byteCount + 1 + 2 * padding, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    bytes = UnsafeMutableRawBufferPointer(rebasing: memory[padding..<padding + byteCount + 1])
  }

  /// A buffer that begins with a copy of some bytes.
  convenience init(byteCount: Int, copying part: Slice<UnsafeMutableRawBufferPointer>) {
    self.init(byteCount: byteCount)
    bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
  }

  deinit { memory.deallocate() }

  /// The bytes that may be filled.
  var capacity: Int { bytes.count - 1 }

  var pointer: UnsafePointer<UInt8>? { UnsafePointer(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)) }

  func moveToFront(_ part: Range<Int>) {
    bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[part]))
  }
}
