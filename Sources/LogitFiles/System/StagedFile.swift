/// A file that is written bit by bit and appears under its name whole, when it is committed, or not at all.
///
///     let file = try StagedFile("model.safetensors")
///     try file.write(bytes)
///     try file.commit()
///
/// The bytes go to a temporary file in the same directory, which is flushed to the disk and then renamed; a
/// crash or a full disk at any moment leaves either the old file or the new one. Several files can be written
/// first and committed together, so that a mistake in the last leaves none behind.
package final class StagedFile: ByteSink {
  /// How the names of unfinished files end. A process that is killed leaves one behind.
  package static let temporarySuffix = ".tmp"

  /// The name that it will have.
  package let path: String
  private let temporary: String
  private let descriptor: Descriptor
  private let systemWrite: Descriptor.SystemWrite
  private var isOpen = true
  private var isCommitted = false

  /// Begins a file beside the place it will have.
  ///
  /// - Parameters:
  ///   - path: The name that it will have.
  ///   - write: The system call; another one in tests, such as that of a disk that is full.
  /// - Throws: ``FileError/notWritten(path:reason:)``, also when a directory or a device has this name.
  package init(
    _ path: String, using write: @escaping Descriptor.SystemWrite = Descriptor.writeSome
  ) throws(FileError) {
    try Self.requirePlain(path)
    self.path = path
    systemWrite = write
    temporary = Self.temporaryPath(path)
    descriptor = try Self.translated(path) { () throws(SystemError) in
      try Descriptor(opening: Self.temporaryPath(path), for: .replacing)
    }
  }

  deinit {
    if isOpen { try? descriptor.close() }
    if !isCommitted { FileSystem.removeFile(temporary) }
  }

  /// Writes bytes behind those written before.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try Self.translated(path) { () throws(SystemError) in try descriptor.write(bytes, using: systemWrite) }
  }

  /// Makes sure that all that was written is on the disk, and gives the file its name.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``; what stood at the path before is then unchanged.
  package func commit() throws(FileError) { try Self.commit([self]) }

  /// Makes sure that all files are on the disk, and only then gives them their names.
  ///
  /// - Parameter files: The files, written to their ends.
  /// - Throws: ``FileError/notWritten(path:reason:)``. If a file cannot be flushed, none has got its name; if
  ///   one cannot be renamed, those before it have.
  package static func commit(_ files: [StagedFile]) throws(FileError) {
    for file in files {
      try translated(file.path) { () throws(SystemError) in
        try file.descriptor.synchronize()
        file.isOpen = false
        try file.descriptor.close()
      }
    }
    for file in files {
      try translated(file.path) { () throws(SystemError) in
        try FileSystem.rename(file.temporary, to: file.path)
      }
      file.isCommitted = true
    }
    for directory in Set(files.map { FileSystem.directory(of: $0.path) ?? "." }) { flush(directory) }
  }

  /// Replaces the file at a path.
  ///
  /// - Parameters:
  ///   - bytes: The whole contents.
  ///   - path: The file.
  ///   - write: The system call; another one in tests.
  /// - Throws: ``FileError/notWritten(path:reason:)``; what stood at the path before is then unchanged.
  package static func write(
    _ bytes: [UInt8], to path: String, using write: @escaping Descriptor.SystemWrite = Descriptor.writeSome
  ) throws(FileError) {
    let file = try StagedFile(path, using: write)
    try file.write(bytes)
    try file.commit()
  }

  /// Finds out, before long work, whether a file can be written; whatever stands there is untouched.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package static func requireWritable(_ path: String) throws(FileError) {
    try requirePlain(path)
    try translated(path) { () throws(SystemError) in
      try Descriptor(opening: temporaryPath(path), for: .keeping).close()
    }
    FileSystem.removeFile(temporaryPath(path))
  }

  private static func temporaryPath(_ path: String) -> String {
    "\(path).\(FileSystem.processNumber)\(temporarySuffix)"
  }

  private static func requirePlain(_ path: String) throws(FileError) {
    switch FileSystem.kind(of: path) {
    case nil, .plain?: return
    case .directory?, .other?:
      // Renaming over a device or a directory would put a file in its place.
      throw .notWritten(path: path, reason: "there is something of this name that is no file")
    }
  }

  /// Makes the renaming itself durable. Some file systems refuse to flush a directory; the file is whole
  /// either way, so that is no error.
  private static func flush(_ directory: String) {
    guard let descriptor = try? Descriptor(opening: directory, for: .reading(waitsForWriter: false)) else {
      return
    }
    try? descriptor.synchronize()
    try? descriptor.close()
  }

  private static func translated<Result>(
    _ path: String, _ call: () throws(SystemError) -> Result
  ) throws(FileError) -> Result {
    do {
      return try call()
    } catch {
      throw .notWritten(path: path, reason: error.reason)
    }
  }
}
