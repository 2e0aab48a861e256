#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What lies in a directory, and taking it away.
package enum Directory {
  /// The names of a directory's files and folders; none if it cannot be read.
  package static func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The directory a file lies in; `nil` for the current one.
  package static func containing(_ path: String) -> String? {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  }

  /// Removes a file, if it is there and may be removed.
  package static func removeFile(_ path: String) { unlink(path) }

  /// Removes a directory, if it is empty.
  package static func removeIfEmpty(_ path: String) { rmdir(path) }
}
