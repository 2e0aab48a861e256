import LogitData
import LogitFiles

/// Blocks of numbers on disk, which are read again in any order, for as long as the process runs.
///
/// The file loses its name once it is written, so nothing is left of it when the process ends in any way.
struct BlockFile: Sendable {
  /// Where a block is.
  struct Place: Sendable {
    fileprivate let start: Int
    fileprivate let byteCount: Int
    fileprivate let hash: UInt64
  }

  fileprivate let source: StoredBytes

  /// The numbers of a block.
  ///
  /// - Parameter place: The block, which must have been written of such numbers.
  /// - Throws: `FileError.notRead(path:reason:)`, or `FileError.damaged(source:item:expected:found:remedy:)` if
  ///   they are not those that were written.
  func values<Value: BitwiseCopyable>(at place: Place) throws -> [Value] {
    let count = place.byteCount / MemoryLayout<Value>.stride
    return try [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      let bytes = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: place.byteCount)
      try source.read(into: bytes, at: place.start)
      guard XXH64.hash(UnsafeRawBufferPointer(bytes)) == place.hash else {
        throw FileError.damaged(
          source: source.name, item: "what was kept there", expected: "as it was written",
          found: "changed: the check sum differs", remedy: "check the disk, or let files be kept on another")
      }
      filled = count
    }
  }

  /// Writes blocks one after the other.
  final class Writer {
    private let file: StagedFile
    private var byteCount = 0

    /// - Parameter path: A name for the file while it is written.
    /// - Throws: `FileError.notWritten(path:reason:)`.
    init(_ path: String) throws {
      // What is kept can be made again, so the disk may take its time.
      file = try StagedFile(path, using: Descriptor.WritingCalls(synchronize: { (_) throws(SystemError) in }))
    }

    /// Adds a block.
    ///
    /// - Throws: `FileError.notWritten(path:reason:)`.
    func append(_ bytes: UnsafeRawBufferPointer) throws -> Place {
      defer { byteCount += bytes.count }
      try file.write(bytes)
      return Place(start: byteCount, byteCount: bytes.count, hash: XXH64.hash(bytes))
    }

    /// Adds a block of numbers.
    ///
    /// - Throws: `FileError.notWritten(path:reason:)`.
    func append<Value: BitwiseCopyable>(_ values: [Value]) throws -> Place {
      try values.withUnsafeBytes { try append($0) }
    }

    /// Ends the writing.
    ///
    /// - Returns: What was written, to be read.
    /// - Throws: `FileError.notWritten(path:reason:)`.
    func finish() throws -> BlockFile {
      try file.commit()
      defer { FileSystem.removeFile(file.path) }
      return BlockFile(source: try StoredBytes(path: file.path))
    }
  }
}
