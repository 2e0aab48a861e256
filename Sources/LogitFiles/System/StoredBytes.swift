/// Bytes that can be read at any place, by several threads at once: those of a plain file, or of memory.
///
/// A file is read with `pread` into small buffers rather than mapped: a block that is copied into the
/// second-level cache and parsed from there costs no more than page faults do, the file never counts as the
/// process's memory, and a file that somebody cuts off meanwhile ends early where a mapped one would kill the
/// process (SIGBUS).
package struct StoredBytes: Sendable {
  private enum Store: Sendable {
    case file(InputFile)
    /// In blocks of one size, but for the last, which may be shorter.
    case memory([[UInt8]], blockByteCount: Int)
  }

  /// What they are, for messages: a path.
  package let name: String
  /// How many there are.
  package let size: Int
  private let store: Store
  /// Where they begin in the store.
  private var start = 0

  /// Bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: What messages call them.
  package init(_ bytes: [UInt8], name: String) {
    self.init(blocks: bytes.isEmpty ? [] : [bytes], blockByteCount: max(bytes.count, 1), name: name)
  }

  /// Bytes in memory, in blocks.
  ///
  /// - Parameters:
  ///   - blocks: The blocks, all of the size given but the last, which may be shorter.
  ///   - blockByteCount: Their size, at least 1.
  ///   - name: What messages call them.
  init(blocks: [[UInt8]], blockByteCount: Int, name: String) {
    self.name = name
    size = blocks.reduce(0) { $0 + $1.count }
    store = .memory(blocks, blockByteCount: blockByteCount)
  }

  /// Opens a plain file.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is no plain
  ///   file.
  package init(path: String) throws {
    self.init(try InputFile(path: path, plainOnly: true))
  }

  private init(_ file: InputFile) { (name, size, store) = (file.name, file.size, .file(file)) }

  /// Opens a plain file, and reads a pipe or a device to its end.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - memory: How much memory the process may take up.
  ///   - examine: Called with the first bytes of a pipe or a device; see
  ///     ``init(name:within:examining:from:)``.
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is a directory,
  ///   ``FileError/outOfMemory(source:limit:)``, ``FileError/endlessInput(source:reason:)``, or as the
  ///   closure.
  package init(
    contentsOf path: String, within memory: MemoryLimit = .standard,
    examining examine: ([UInt8]) throws -> Void = { _ in }
  ) throws {
    let file = try InputFile(path: path)
    if file.isPlain && file.size > 0 {
      self.init(file)
    } else {
      // Plain files of size 0, too: those in /proc have contents nevertheless.
      self = try file.readToEnd(within: memory, examining: examine)
    }
  }

  /// Some of the bytes by themselves, which are not copied.
  ///
  /// - Parameters:
  ///   - range: Where they are; outside these bytes is a programming error.
  ///   - name: What messages call them.
  package func part(_ range: Range<Int>, name: String) -> StoredBytes {
    guard range.lowerBound >= 0, range.upperBound <= size else {
      programmingError("The bytes \(range) are not within \(size)")
    }
    return StoredBytes(name: name, size: range.count, store: store, start: start + range.lowerBound)
  }

  private init(name: String, size: Int, store: Store, start: Int) {
    (self.name, self.size, self.store, self.start) = (name, size, store, start)
  }

  /// Fills a buffer as far as there are bytes from a place on, and returns how many.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func readSome(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = max(0, min(buffer.count, size - offset))
    if count > 0 { try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: offset) }
    return count
  }

  /// Fills a buffer with bytes that must lie within.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, also if they do not.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try require(buffer.count, at: offset)
    switch store {
    case .file(let file): try file.read(into: buffer, at: start + offset)
    case .memory(let blocks, let blockByteCount):
      var done = 0
      while done < buffer.count {
        let (block, place) = (start + offset + done).quotientAndRemainder(dividingBy: blockByteCount)
        let count = min(buffer.count - done, blockByteCount - place)
        blocks[block].withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: buffer[done...]).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: $0[place..<place + count]))
        }
        done += count
      }
    }
  }

  /// Some of the bytes, which must lie within.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, also if they do not.
  package func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
    try require(count, at: offset)
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), at: offset)
      filled = count
    }
  }

  /// The first bytes, at most so many.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func prefix(_ count: Int) throws -> [UInt8] { try bytes(min(count, size), at: 0) }

  /// Lends bytes that must lie within.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, also if they do not, or as the closure.
  package func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try require(range.count, at: range.lowerBound)
    if case .memory(let blocks, let blockByteCount) = store, !range.isEmpty {
      let (block, place) = (start + range.lowerBound).quotientAndRemainder(dividingBy: blockByteCount)
      if place + range.count <= blockByteCount {
        return try blocks[block].withUnsafeBytes {
          try body(UnsafeRawBufferPointer(rebasing: $0[place..<place + range.count]))
        }
      }
    }
    return try bytes(range.count, at: range.lowerBound).withUnsafeBytes(body)
  }

  /// Lends the bytes of a range piece by piece, as far as they can be read.
  ///
  /// For counting what stands before a place that a message tells of: what it tells matters more than that its
  /// file is gone.
  package func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
    let pieceByteCount = 1 << 16
    for start in stride(from: range.lowerBound, to: min(range.upperBound, size), by: pieceByteCount) {
      let piece = start..<min(start + pieceByteCount, range.upperBound, size)
      guard (try? withBytes(piece, body)) != nil else { return }
    }
  }

  /// Whoever asks has checked it against what the file says of itself, which may be wrong.
  private func require(_ count: Int, at offset: Int) throws(FileError) {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
      throw .notRead(path: name, reason: "it ends at byte \(size), sooner than it says")
    }
  }
}
