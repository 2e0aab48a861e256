import ArgumentParser
import Logit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file that bytes are written to at once.
struct OutputDescriptor {
  let descriptor: Int32
  /// What it is called in messages.
  let name: String

  static let standardOutput = OutputDescriptor(descriptor: STDOUT_FILENO, name: "standard output")

  /// Writes all bytes.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)``. A reader that went away, as `head` does, is no mistake of the
  ///   user's: where the signal for it is ignored, the command ends without a word.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = AtomicFile.systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes[done...]))
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EPIPE { throw ExitCode.failure }
      guard count > 0 else {
        throw FileError.notWritten(path: name, reason: String(cString: strerror(errno)))
      }
      done += count
    }
  }

  /// Writes a text.
  func write(_ text: String) throws {
    try Array(text.utf8).withUnsafeBytes { try write($0) }
  }
}
