/// A directory for files that are of no use once the process has ended: it is gone then, with all files in it,
/// unless the process is killed without warning.
package final class TemporaryDirectory: Sendable {
  /// Where it is.
  package let path: String

  /// Makes a directory among the system's temporary files.
  ///
  /// - Parameter suffix: What its name ends with.
  /// - Throws: `FileError.notWritten(path:reason:)`.
  package init(_ suffix: String) throws {
    path = FileSystem.temporaryPath(suffix)
    try FileSystem.createDirectory(path)
    UnfinishedFiles.removeAtEnd(directory: path)
  }

  deinit { UnfinishedFiles.remove(directory: path) }
}
