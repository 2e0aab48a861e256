#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A name for a file that is taken away with its owner.
final class TemporaryFile: Sendable {
  let path: String

  /// - Parameter suffix: How the name ends.
  init(_ suffix: String) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    path = "\(folder)/logit-\(getpid())-\(UInt64.random(in: 0 ... .max))\(suffix)"
  }

  deinit { unlink(path) }
}
