/// Bytes that can be read at any place, by several threads at once: those of a plain file, or of memory.
///
/// A file is read with `pread` into small buffers rather than mapped: a block that is copied into the
/// second-level cache and parsed from there costs no more than page faults do, the file never counts as the
/// process's memory, and a file that somebody cuts off meanwhile ends early where a mapped one would kill the
/// process (SIGBUS).
package struct StoredBytes: Sendable {
  private enum Store: Sendable {
    case file(InputFile)
    case memory([UInt8])
  }

  /// What they are, for messages: a path.
  package let name: String
  /// How many there are.
  package let size: Int
  private let store: Store

  /// Bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: What messages call them.
  package init(_ bytes: [UInt8], name: String) {
    (self.name, size, store) = (name, bytes.count, .memory(bytes))
  }

  /// Opens a plain file.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is no plain
  ///   file.
  package init(path: String) throws {
    let file = try InputFile(path: path, plainOnly: true)
    (name, size, store) = (path, file.size, .file(file))
  }

  /// Opens a plain file, and reads a pipe or a device to its end.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is a directory.
  package init(contentsOf path: String) throws {
    let file = try InputFile(path: path)
    name = path
    if file.isPlain && file.size > 0 {
      (size, store) = (file.size, .file(file))
    } else {
      // Plain files of size 0, too: those in /proc have contents nevertheless.
      let bytes = try file.readToEnd()
      (size, store) = (bytes.count, .memory(bytes))
    }
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
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    switch store {
    case .file(let file): try file.read(into: buffer, at: offset)
    case .memory(let bytes):
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + buffer.count]))
      }
    }
  }

  /// Some of the bytes, which must lie within.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
    switch store {
    case .file(let file):
      try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        filled = count
      }
    case .memory(let bytes): Array(bytes[offset..<offset + count])
    }
  }

  /// The first bytes, at most so many.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func prefix(_ count: Int) throws -> [UInt8] { try bytes(min(count, size), at: 0) }

  /// Lends bytes that must lie within.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, or as the closure.
  package func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    switch store {
    case .file: try bytes(range.count, at: range.lowerBound).withUnsafeBytes(body)
    case .memory(let bytes):
      try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
  }
}
