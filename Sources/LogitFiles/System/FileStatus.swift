#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What stands under a name.
package enum FileKind: Sendable, Equatable {
  /// A plain file, of so many bytes.
  case plain(byteCount: Int)
  case directory
  /// A device, such as a terminal or `/dev/zero`.
  case device
  /// A pipe or a socket.
  case other

  fileprivate init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .plain(byteCount: Int(status.st_size))
    case S_IFDIR: self = .directory
    case S_IFCHR, S_IFBLK: self = .device
    default: self = .other
    }
  }
}

/// Which file it is, whatever it is called: two names are of one file, through links of either kind, if they
/// have the same identity.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  fileprivate init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// What the system says of a file.
package struct FileStatus: Sendable {
  /// What it is.
  package let kind: FileKind
  /// Which one it is.
  package let identity: FileIdentity
  /// When its contents were last changed, in nanoseconds since 1970.
  package let modified: Int
  let owner: uid_t
  let group: gid_t
  /// Who may read, write and run it.
  let permissions: mode_t

  init(_ status: stat) {
    (kind, identity) = (FileKind(status), FileIdentity(status))
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    modified = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    (owner, group, permissions) = (status.st_uid, status.st_gid, status.st_mode & 0o7777)
  }
}
