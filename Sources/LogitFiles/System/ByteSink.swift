/// Takes bytes one after the other: standard output, or a file that is not yet under its name.
package protocol ByteSink {
  /// Takes all of the bytes.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)`` or ``FileError/readerGone(name:)``.
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
package struct OutputDescriptor: ByteSink {
  /// Standard output.
  package static let standardOutput = OutputDescriptor(
    descriptor: Descriptor.standardOutput.number, name: "standard output")

  private let descriptor: Descriptor
  /// What messages call it.
  package let name: String

  /// A file that is open already, and that somebody else closes.
  ///
  /// - Parameters:
  ///   - descriptor: The system's number for it, such as 1 for standard output.
  ///   - name: What messages call it.
  package init(descriptor: Int32, name: String) {
    self.descriptor = Descriptor(descriptor)
    self.name = name
  }

  /// Writes all bytes.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``, or ``FileError/readerGone(name:)`` where the signal
  ///   for it is ignored.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do {
      try descriptor.write(bytes)
    } catch {
      throw error == .brokenPipe ? .readerGone(name: name) : .notWritten(path: name, reason: error.reason)
    }
  }
}
