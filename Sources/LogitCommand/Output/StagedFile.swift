import Logit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file that is written bit by bit and appears under its name whole, when ``commit()`` is called, or not at all.
///
/// Several of them can be written first and committed together, so that a mistake in the last leaves none behind.
final class StagedFile {
  let path: String
  /// Where to write.
  let descriptor: Int32
  private let temporary: String
  private var isCommitted = false

  /// Begins a file beside the place it will have.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  init(_ path: String) throws {
    try AtomicFile.requireWritable(path)
    self.path = path
    temporary = "\(path).\(getpid())\(AtomicFile.temporarySuffix)"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporary) }
  }

  /// Makes sure that all that was written is on the disk, and gives it its name.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``; what stood at the path before is then unchanged.
  func commit() throws {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw Self.failure(path) }
    isCommitted = true
  }

  private static func failure(_ path: String) -> FileError {
    .notWritten(path: path, reason: String(cString: strerror(errno)))
  }
}
