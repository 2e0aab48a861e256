/// Takes bytes one after the other: standard output, or a file that is not yet under its name.
package protocol ByteSink {
  /// Takes all of the bytes.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``, ``FileError/outputFailed(name:reason:)`` or
  ///   ``FileError/readerGone(name:)``.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError)
}

extension ByteSink {
  /// Takes all of the bytes.
  ///
  /// - Throws: As ``write(_:)-(UnsafeRawBufferPointer)``.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    // `withUnsafeBytes` would forget what kind of error it is.
    try bytes.span.withUnsafeBytes { (buffer) throws(FileError) in try write(buffer) }
  }

  /// Takes a text in UTF-8.
  ///
  /// - Throws: As ``write(_:)-(UnsafeRawBufferPointer)``.
  package func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }
}

/// An open file that bytes are written to at once.
///
/// A terminal is given control characters as escapes (see ``ControlCharacters``): the bytes may come from a
/// file that somebody else made.
package struct OutputDescriptor: ByteSink, Sendable {
  /// Standard output.
  package static let standardOutput = OutputDescriptor(
    descriptor: Descriptor.standardOutput.number, name: "standard output")

  private let descriptor: Descriptor
  /// What messages call it.
  package let name: String
  /// For a terminal: the bytes of a character that is not complete yet.
  private let beginning: Locked<[UInt8]>?

  /// A file that is open already, and that somebody else closes.
  ///
  /// - Parameters:
  ///   - descriptor: The system's number for it, such as 1 for standard output.
  ///   - name: What messages call it.
  package init(descriptor: Int32, name: String) {
    self.descriptor = Descriptor(descriptor)
    self.name = name
    beginning = self.descriptor.isTerminal ? Locked([]) : nil
  }

  /// Writes all bytes; to a terminal, with control characters as escapes.
  ///
  /// - Throws: ``FileError/outputFailed(name:reason:)``, or ``FileError/readerGone(name:)`` where the signal
  ///   for it is ignored.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard let beginning else { return try writeUnchanged(bytes) }
    let shown = beginning.withLock { beginning in
      let (shown, rest) = ControlCharacters.escaped(beginning + bytes)
      beginning = rest
      return shown
    }
    try shown.span.withUnsafeBytes { (buffer) throws(FileError) in try writeUnchanged(buffer) }
  }

  /// Writes a text of the program's own, whose control characters mean something.
  ///
  /// - Throws: As ``write(_:)-(UnsafeRawBufferPointer)``.
  package func writeUnchanged(_ text: String) throws(FileError) {
    try Array(text.utf8).span.withUnsafeBytes { (buffer) throws(FileError) in try writeUnchanged(buffer) }
  }

  private func writeUnchanged(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do {
      try descriptor.write(bytes)
    } catch {
      throw self.error(error)
    }
  }

  /// The error of a call that failed.
  func error(_ error: SystemError) -> FileError {
    error == .brokenPipe ? .readerGone(name: name) : .outputFailed(name: name, reason: error.reason)
  }
}
