#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A text file that grows line by line; each line is with the system as soon as it is written.
package final class LogFile {
  private let path: String
  private let descriptor: Int32
  /// Whether the file was empty when it was opened.
  package let wasEmpty: Bool

  /// Opens or makes a file.
  ///
  /// - Parameter append: Whether to keep what is there already.
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package init(path: String, append: Bool) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (append ? 0 : O_TRUNC), 0o644)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      wasEmpty = true
      throw Self.failure(path)
    }
    wasEmpty = status.st_size == 0
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds text at the end.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package func write(_ text: String) throws {
    try Array(text.utf8).withUnsafeBytes { buffer in
      guard AtomicFile.writeAll(buffer, to: descriptor, using: AtomicFile.systemWrite) else {
        throw Self.failure(path)
      }
    }
  }

  private static func failure(_ path: String) -> FileError {
    .notWritten(path: path, reason: String(cString: strerror(errno)))
  }
}
