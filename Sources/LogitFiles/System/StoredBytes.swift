/// Bytes that can be read at any place, in a file or in memory.
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

  /// Opens a file.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package init(path: String) throws {
    let file = try InputFile(path: path)
    (name, size, store) = (path, file.size, .file(file))
  }

  package init(_ bytes: [UInt8], name: String) {
    (self.name, size, store) = (name, bytes.count, .memory(bytes))
  }

  /// Some of the bytes, which must lie within.
  package func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
    switch store {
    case .file(let file): try file.bytes(count, at: offset)
    case .memory(let bytes): Array(bytes[offset..<offset + count])
    }
  }

  /// Fills a buffer with bytes that must lie within.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    switch store {
    case .file(let file): try file.read(into: buffer, at: offset)
    case .memory(let bytes): buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
    }
  }

  /// Lends bytes that must lie within.
  package func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    switch store {
    case .file(let file): try file.bytes(range.count, at: range.lowerBound).withUnsafeBytes(body)
    case .memory(let bytes):
      try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
  }
}
