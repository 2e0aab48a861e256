/// A file that is written bit by bit and appears under its name whole, when it is committed, or not at all.
///
///     let file = try StagedFile("model.safetensors")
///     try file.write(bytes)
///     try file.commit()
///
/// The bytes go to a temporary file in the same directory, which is flushed to the disk and then renamed; a
/// crash or a full disk at any moment leaves either the old file or the new one. Several files can be written
/// first and committed together, so that a mistake in the last leaves none behind. After a fault the file has
/// a hole: whatever is asked of it throws the same error again, and it never gets its name.
///
/// A file that is replaced keeps its permissions and, as far as the process may give it, its owner. A
/// symbolic link stays one: the file it leads to is replaced.
package final class StagedFile: ByteSink {
  /// How the names of unfinished files end. A process that is killed leaves one behind.
  package static let temporarySuffix = ".tmp"

  /// The name that it will have.
  package let path: String
  private let place: OutputPlace
  private let temporary: String
  private let descriptor: Descriptor
  private let calls: Descriptor.WritingCalls
  private var isOpen = true
  private var isCommitted = false
  /// The first fault.
  private var fault: FileError?

  /// Begins a file beside the place it will have.
  ///
  /// - Parameters:
  ///   - path: The name that it will have.
  ///   - calls: The system's calls; others in tests.
  /// - Throws: ``FileError/notWritten(path:reason:)``, also when a directory or a device has this name, or a
  ///   file that must not be written.
  package init(
    _ path: String, using calls: Descriptor.WritingCalls = Descriptor.WritingCalls()
  ) throws(FileError) {
    self.path = path
    self.calls = calls
    let place = try OutputPlace(path)
    self.place = place
    do throws(SystemError) {
      (descriptor, temporary) = try UnfinishedFiles.create(
        beside: place.path, isPrivate: place.replaced != nil)
    } catch {
      throw .notWritten(path: path, reason: error.reason)
    }
  }

  deinit {
    if isOpen { try? calls.close(descriptor) }
    if !isCommitted { UnfinishedFiles.remove(temporary) }
  }

  /// Writes bytes behind those written before.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try attempt { () throws(SystemError) in
      guard isOpen else {
        programmingError("\(path) is finished")
      }
      try descriptor.write(bytes, using: calls.write)
    }
  }

  /// Makes sure that all that was written is on the disk, and gives the file its name.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``; what stood at the path before is then unchanged.
  package func commit() throws(FileError) { try Self.commit([self]) }

  /// Makes sure that all files are on the disk, and only then gives them their names.
  ///
  /// - Parameter files: The files, written to their ends.
  /// - Throws: ``FileError/notWritten(path:reason:)``; none has got its name then.
  package static func commit(_ files: [StagedFile]) throws(FileError) {
    for (index, file) in files.enumerated() {
      if let same = files[..<index].first(where: { $0.place.path == file.place.path }) {
        throw .notWritten(path: file.path, reason: "it is the same file as \(same.path)")
      }
    }
    for file in files { try file.finish() }
    do throws(RenamingFailure) {
      try UnfinishedFiles.rename(files.map { ($0.temporary, $0.place.path) })
    } catch {
      let name = files.first { $0.place.path == error.path }?.path ?? error.path
      throw .notWritten(path: name, reason: error.error.reason)
    }
    for file in files { file.isCommitted = true }
    for directory in Set(files.map { FileSystem.directory(of: $0.place.path) ?? "." }) { flush(directory) }
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
    let file = try StagedFile(path, using: Descriptor.WritingCalls(write: write))
    try file.write(bytes)
    try file.commit()
  }

  /// Finds out, before long work, whether a file can be written; whatever stands there is untouched.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package static func requireWritable(_ path: String) throws(FileError) { _ = try StagedFile(path) }

  /// Brings the file, written to its end, to the disk and closes it, so that many can wait for their names.
  ///
  /// ``commit()`` does so, too, with a file that has not been finished.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package func finish() throws(FileError) {
    try attempt { () throws(SystemError) in
      guard isOpen else { return }
      if let replaced = place.replaced { descriptor.take(ownerAndPermissionsOf: replaced) }
      try calls.synchronize(descriptor)
      // Whether or not it can be closed, its number is no longer this file's.
      isOpen = false
      try calls.close(descriptor)
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

  /// Makes a call, unless one has failed before, and remembers why it failed.
  private func attempt(_ call: () throws(SystemError) -> Void) throws(FileError) {
    if let fault { throw fault }
    do throws(SystemError) {
      try call()
    } catch {
      let fault = FileError.notWritten(path: path, reason: error.reason)
      self.fault = fault
      throw fault
    }
  }
}

/// Where a file is written, and what stands there now.
private struct OutputPlace {
  /// The path, with symbolic links followed.
  let path: String
  /// The file that is replaced; `nil` if there is none.
  let replaced: FileStatus?

  init(_ name: String) throws(FileError) {
    do throws(SystemError) {
      path = try FileSystem.followingLinks(name)
    } catch {
      throw .notWritten(path: name, reason: error.reason)
    }
    replaced = FileSystem.status(of: path)
    switch replaced?.kind {
    case nil:
      guard !name.isEmpty, !name.hasSuffix("/") else {
        throw .notWritten(path: name.isEmpty ? "''" : name, reason: "it names no file")
      }
    case .plain?:
      // Renaming would replace a file that was protected from being written.
      guard FileSystem.isWritable(path) else {
        throw .notWritten(path: name, reason: "the file there must not be written")
      }
    case .directory?, .device?, .other?:
      // Renaming over a device or a directory would put a file in its place.
      throw .notWritten(path: name, reason: "there is something of this name that is no file")
    }
  }
}
