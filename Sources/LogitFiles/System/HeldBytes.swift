/// Bytes that are held back until it is known that none are missing: in memory, and in a temporary file when
/// they are many.
package final class HeldBytes: ByteSink {
  private let mostInMemory: Int
  private var bytes: [UInt8] = []
  private var file: StagedFile?

  /// - Parameter mostInMemory: The number of bytes from which on they go to a file; 64 MB by default.
  package init(mostInMemory: Int = 64 << 20) { self.mostInMemory = mostInMemory }

  /// Holds bytes behind those that came before.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)`` if there is no room for the temporary file.
  package func write(_ more: UnsafeRawBufferPointer) throws(FileError) {
    bytes.append(contentsOf: more)
    guard bytes.count >= mostInMemory else { return }
    if file == nil { file = try StagedFile(FileSystem.temporaryPath(".held")) }
    try file?.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Passes all of them on, once.
  ///
  /// - Throws: As the sink, or ``FileError/notRead(path:reason:)``.
  package func pass(to sink: some ByteSink) throws {
    if let file {
      try file.commit()
      let stored: StoredBytes
      do {
        // What is open can be read without a name, and leaves nothing behind.
        defer { FileSystem.removeFile(file.path) }
        stored = try StoredBytes(path: file.path)
      }
      for start in stride(from: 0, to: stored.size, by: 1 << 20) {
        try sink.write(stored.bytes(min(1 << 20, stored.size - start), at: start))
      }
    }
    try sink.write(bytes)
  }
}
