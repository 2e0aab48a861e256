import LogitFiles

/// A name for a file that is taken away with its owner.
final class TemporaryFile: Sendable {
  let path: String

  /// - Parameter suffix: How the name ends.
  init(_ suffix: String) { path = FileSystem.temporaryPath(suffix) }

  deinit { FileSystem.removeFile(path) }
}
