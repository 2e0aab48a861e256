#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension FileSystem {
  /// Whether there is a file at a path that this process may run.
  package static func isProgram(_ path: String) -> Bool {
    access(path, X_OK) == 0 && isFile(path)
  }

  private static func isFile(_ path: String) -> Bool {
    if case .plain? = status(of: path)?.kind { true } else { false }
  }
}
