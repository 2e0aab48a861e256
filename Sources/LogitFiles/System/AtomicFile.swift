#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writing a file whole or not at all.
package enum AtomicFile {
  /// Writes some of a buffer's bytes; returns how many, or -1 with the reason in `errno`.
  package typealias SystemWrite = (_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int

  /// How the names of unfinished files end. A process that is killed leaves one behind.
  package static let temporarySuffix = ".tmp"

  /// Replaces the file at `path` with `bytes`.
  ///
  /// The bytes go to a temporary file in the same directory, which is flushed to the disk and then renamed
  /// over `path`; a crash or a full disk at any moment leaves either the old file or the new one.
  ///
  /// - Parameter write: The system call; another one in tests, such as that of a disk that is full.
  /// - Throws: ``FileError/notWritten(path:reason:)``, also when a directory or a device has this name.
  package static func write(
    _ bytes: some Collection<UInt8>, to path: String, using write: SystemWrite = Self.systemWrite
  ) throws {
    try requirePlain(path)
    let temporary = "\(path).\(getpid())\(temporarySuffix)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    do {
      try ContiguousArray(bytes).withUnsafeBytes { buffer in
        guard writeAll(buffer, to: descriptor, using: write) else { throw failure(path) }
      }
      guard fsync(descriptor) == 0 else { throw failure(path) }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
    flushDirectory(of: path)
  }

  /// Finds out, before long work, whether a file can be written.
  ///
  /// - Throws: As ``write(_:to:using:)``; whatever stands at `path` is untouched.
  package static func requireWritable(_ path: String) throws {
    try requirePlain(path)
    let temporary = "\(path).\(getpid())\(temporarySuffix)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    close(descriptor)
    unlink(temporary)
  }

  private static func requirePlain(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0 && (status.st_mode & S_IFMT) != S_IFREG {
      // Renaming over a device or a directory would put a file in its place.
      throw FileError.notWritten(path: path, reason: "there is something of this name that is no file")
    }
  }

  /// Creates a directory and those above it that are missing.
  ///
  /// - Throws: ``FileError/directoryNotMade(path:reason:)`` if one of them cannot be made or is a file.
  package static func createDirectory(_ path: String) throws {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix.hasSuffix("/") ? "\(component)" : "/\(component)"
      guard mkdir(prefix, 0o755) == 0 || errno == EEXIST else {
        throw FileError.directoryNotMade(path: path, reason: String(cString: strerror(errno)))
      }
    }
    guard isDirectory(path) else {
      throw FileError.directoryNotMade(path: path, reason: "there is a file of this name")
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == S_IFDIR
  }

  /// - Returns: Whether all bytes were written; if not, `errno` tells why.
  static func writeAll(
    _ buffer: UnsafeRawBufferPointer, to descriptor: Int32, using write: SystemWrite
  ) -> Bool {
    var written = 0
    while written < buffer.count {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  /// The system call, which the method of the same name would otherwise hide.
  package static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// Makes the rename itself durable. Some file systems refuse to flush a directory; the file is whole
  /// either way, so that is no error.
  private static func flushDirectory(of path: String) {
    let descriptor = open(Directory.containing(path) ?? ".", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func failure(_ path: String) -> FileError {
    .notWritten(path: path, reason: String(cString: strerror(errno)))
  }
}
