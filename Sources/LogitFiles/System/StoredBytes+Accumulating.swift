extension StoredBytes {
  /// The bytes of a block of those that pile up.
  private static let blockByteCount = 1 << 22

  /// Keeps all bytes that a source gives, as far as there is memory for them.
  ///
  /// This is the one place where bytes of inputs whose size nobody knows pile up. They are kept in blocks,
  /// which are never copied, so that no more memory is taken than there are bytes.
  ///
  /// - Parameters:
  ///   - name: What messages call them.
  ///   - memory: How much memory the process may take up.
  ///   - examine: Called with the first block, so that a wrong input is refused before all of it is read.
  ///   - read: Fills the front of a buffer with the bytes that follow, and returns how many they are; 0 at
  ///     the end.
  /// - Throws: ``FileError/outOfMemory(source:limit:)``, or as the closures.
  package init(
    name: String, within memory: MemoryLimit, examining examine: ([UInt8]) throws -> Void = { _ in },
    from read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    var blocks: [[UInt8]] = []
    while true {
      try memory.require(Self.blockByteCount, for: name)
      let block = try [UInt8](unsafeUninitializedCapacity: Self.blockByteCount) { buffer, filled in
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        while filled < bytes.count {
          let count = try read(UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
          if count == 0 { return }
          filled += count
        }
      }
      if blocks.isEmpty { try examine(block) }
      if !block.isEmpty { blocks.append(block) }
      guard block.count == Self.blockByteCount else { break }
    }
    self.init(blocks: blocks, blockByteCount: Self.blockByteCount, name: name)
  }
}
