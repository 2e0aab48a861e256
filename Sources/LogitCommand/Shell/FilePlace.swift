#if Command
import Logit

/// Where a file is or will be, whatever it is called.
struct FilePlace {
  private let identity: FileIdentity?
  private let folder: FileIdentity?
  private let name: String

  /// - Parameter path: The file, which need not exist.
  init(_ path: String) {
    identity = FileSystem.status(of: path)?.identity
    name = path.lastComponent
    let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    folder =
      FileSystem.status(of: end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")?.identity
  }

  /// Whether both are the same file: one that exists under both names, or the same name in the same folder.
  func isSame(as other: FilePlace) -> Bool {
    if let identity, let theirs = other.identity { return identity == theirs }
    guard let folder, let theirs = other.folder else { return false }
    return folder == theirs && name == other.name
  }
}
#endif
