/// Bytes from the front to the end: of a file or a pipe as they come, or of memory. They are decompressed as
/// they come if they begin like a gzip file.
package final class ByteStream {
  private enum Source {
    case plain
    case gzip(GzipStream)
  }

  /// What messages call them.
  package let name: String
  private let fetch: CompressedInput.Source
  private let isFetchReady: (_ milliseconds: Int32) -> Bool
  private let memory: MemoryLimit
  /// What decompresses them; `nil` before the first bytes have come.
  private var source: Source?
  /// Bytes that were read to see what they are, and not passed on yet.
  private var beginning: [UInt8] = []

  /// Reads a file, a pipe or a device.
  ///
  /// - Parameters:
  ///   - file: Open for reading.
  ///   - memory: Whether it must have an end, and how far it may grow; see ``MemoryLimit``.
  /// - Throws: ``FileError/endlessInput(source:reason:)``.
  package init(_ file: InputFile, within memory: MemoryLimit) throws(FileError) {
    try memory.requireEnd(of: file)
    (name, self.memory) = (file.name, memory)
    fetch = { try file.read(into: $0) }
    isFetchReady = { file.isReady(within: $0) }
  }

  /// Reads a file or memory from its beginning.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - memory: How far they may grow; see ``MemoryLimit``.
  package init(_ bytes: StoredBytes, within memory: MemoryLimit) {
    (name, self.memory) = (bytes.name, memory)
    var place = 0
    fetch = { buffer in
      let count = try bytes.readSome(into: buffer, at: place)
      place += count
      return count
    }
    isFetchReady = { _ in true }
  }

  /// Reads the bytes that come next, as many as are there and fit, waiting for the first.
  ///
  /// - Parameter buffer: Where they go.
  /// - Returns: How many they are; 0 at the end.
  /// - Throws: ``FileError/notRead(path:reason:)``, or
  ///   ``FileError/damaged(source:item:expected:found:remedy:)`` for compressed bytes.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    switch try recognized() {
    case .gzip(let stream): return try stream.read(into: buffer)
    case .plain:
      return beginning.isEmpty ? try fetch(buffer) : takeBeginning(buffer)
    }
  }

  /// Whether the next ``read(into:)`` would return at once.
  package var isReady: Bool {
    guard case .plain? = source else { return false }
    return !beginning.isEmpty || isFetchReady(0)
  }

  /// Waits for bytes, or the end, for some time.
  ///
  /// - Parameter milliseconds: How long at most.
  /// - Returns: Whether ``read(into:)`` is worth calling: it returns at once, or reads compressed bytes, of which
  ///   nobody knows how many more it needs.
  package func awaitBytes(milliseconds: Int32) -> Bool {
    if case .gzip? = source { return true }
    return !beginning.isEmpty || isFetchReady(milliseconds)
  }

  /// What the bytes are, by the first of them.
  private func recognized() throws -> Source {
    if let source { return source }
    while beginning.count < 3 && GzipHeader.magic.starts(with: beginning.prefix(2)) {
      let more = try [UInt8](unsafeUninitializedCapacity: 1 << 12) { buffer, filled in
        filled = try fetch(UnsafeMutableRawBufferPointer(buffer))
      }
      if more.isEmpty { break }
      beginning += more
    }
    let found: Source =
      Gzip.isGzip(beginning)
      ? .gzip(
        GzipStream(
          CompressedInput(name: name) { [unowned self] buffer in
            beginning.isEmpty ? try fetch(buffer) : takeBeginning(buffer)
          }, within: memory))
      : .plain
    source = found
    return found
  }

  private func takeBeginning(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, beginning.count)
    beginning.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    beginning.removeFirst(count)
    return count
  }
}
