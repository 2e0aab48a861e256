/// A file that grows line by line or record by record; each is with the system as soon as it is written.
package final class LogFile {
  private let path: String
  private let descriptor: Descriptor
  /// Whether the file was empty when it was opened.
  package let wasEmpty: Bool

  /// Opens or makes a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - append: Whether to keep what is there already.
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package init(path: String, append: Bool) throws(FileError) {
    self.path = path
    do throws(SystemError) {
      descriptor = try Descriptor(opening: path, for: .appending(emptied: !append))
    } catch {
      throw .notWritten(path: path, reason: error.reason)
    }
    // Pipes and devices hold nothing that was written before.
    wasEmpty = if case .plain(let byteCount)? = try? descriptor.kind() { byteCount == 0 } else { true }
  }

  deinit { try? descriptor.close() }

  /// Adds text at the end.
  ///
  /// - Parameter text: The text, with its ends of line.
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package func write(_ text: String) throws(FileError) {
    var bytes = Array(text.utf8)
    try write(taking: &bytes)
  }

  /// Adds bytes at the end.
  ///
  /// - Parameters:
  ///   - bytes: The bytes. Those that are with the system are taken away, also where an error is thrown, so
  ///     that none is written twice by whoever tries again.
  ///   - write: The system call; another one in tests, such as that of a disk that is full.
  /// - Throws: ``FileError/notWritten(path:reason:)``.
  package func write(
    taking bytes: inout [UInt8], using write: Descriptor.SystemWrite = Descriptor.writeSome
  ) throws(FileError) {
    var written = 0
    defer { bytes.removeFirst(written) }
    do {
      try bytes.span.withUnsafeBytes { (buffer) throws(SystemError) in
        try descriptor.write(buffer) { (file, rest) throws(SystemError) in
          let count = try write(file, rest)
          written += count
          return count
        }
      }
    } catch {
      throw .notWritten(path: path, reason: error.reason)
    }
  }
}
