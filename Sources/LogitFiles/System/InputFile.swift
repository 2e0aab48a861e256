#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file open for reading at any place, whose size is known before anything is read.
package final class InputFile: Sendable {
  package let path: String
  /// The number of bytes.
  package let size: Int
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is no plain file.
  package init(path: String) throws {
    self.path = path
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      size = 0
      throw Self.failure(path)
    }
    size = Int(status.st_size)
    guard (status.st_mode & S_IFMT) == S_IFREG else {
      throw FileError.notRead(path: path, reason: "it is not a plain file")
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether there is a file, a folder or anything else at a path.
  package static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Fills a buffer with the bytes from a place on.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, also if the file ends before the buffer is full.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path) }
      guard count > 0 else {
        throw FileError.notRead(
          path: path, reason: "it ends at byte \(offset + done), sooner than when opened")
      }
      done += count
    }
  }

  /// Some bytes from a place on.
  package func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      written = count
    }
  }

  private static func failure(_ path: String) -> FileError {
    .notRead(path: path, reason: String(cString: strerror(errno)))
  }
}
