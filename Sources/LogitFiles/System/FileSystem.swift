#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What stands under a path, and making and removing it.
package enum FileSystem {
  /// Whether there is a file, a folder or anything else at a path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// What the system says of what stands at a path, links followed; `nil` if there is nothing.
  package static func status(of path: String) -> FileStatus? {
    var status = stat()
    return stat(path, &status) == 0 ? FileStatus(status) : nil
  }

  /// Whether this process may write the file at a path.
  static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// The path that a path leads to when its last component is a symbolic link, which need not lead to
  /// anything that is there.
  static func followingLinks(_ path: String) throws(SystemError) -> String {
    var place = path
    for _ in 0..<40 {
      guard let target = linkTarget(place) else { return place }
      if target.hasPrefix("/") {
        place = target
      } else {
        place = directory(of: place).map { $0 == "/" ? "/\(target)" : "\($0)/\(target)" } ?? target
      }
    }
    throw .tooManyLinks
  }

  /// What a symbolic link holds; `nil` if the path is none.
  private static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Gives a file a second name, if the file system can and the name is free.
  static func link(_ path: String, to newPath: String) -> Bool { systemLink(path, newPath) == 0 }

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
  package static func directory(of path: String) -> String? {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  }

  /// A path in the system's folder for temporary files that no other call returns.
  ///
  /// - Parameter suffix: How the name ends.
  package static func temporaryPath(_ suffix: String) -> String {
    let folder = Terminal.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    return "\(folder)/logit-\(getpid())-\(UInt64.random(in: 0 ... .max))\(suffix)"
  }

  /// Creates a directory and those above it that are missing.
  ///
  /// - Throws: ``FileError/directoryNotMade(path:reason:)`` if one of them cannot be made or is a file.
  package static func createDirectory(_ path: String) throws(FileError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix.hasSuffix("/") ? "\(component)" : "/\(component)"
      guard mkdir(prefix, 0o755) == 0 || SystemError.last == .alreadyExists else {
        throw .directoryNotMade(path: path, reason: SystemError.last.reason)
      }
    }
    guard status(of: path)?.kind == .directory else {
      throw .directoryNotMade(path: path, reason: "there is a file of this name")
    }
  }

  /// Checks that files can be made in a directory that need not be there yet, without making anything.
  ///
  /// - Throws: ``FileError/directoryNotMade(path:reason:)`` or ``FileError/notWritten(path:reason:)``.
  package static func requireWritableDirectory(_ path: String) throws(FileError) {
    if let found = status(of: path) {
      guard found.kind == .directory else {
        throw .directoryNotMade(path: path, reason: "there is a file of this name")
      }
      guard isWritable(path) else { throw .notWritten(path: path, reason: SystemError.last.reason) }
      return
    }
    let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
    guard linkTarget(trimmed) == nil else {
      throw .directoryNotMade(path: path, reason: "there is a link of this name that leads nowhere")
    }
    let parent = directory(of: trimmed) ?? "."
    do {
      try requireWritableDirectory(parent)
    } catch {
      throw .directoryNotMade(path: path, reason: "nothing can be made in \(parent)")
    }
  }

  /// Gives a file another name, in place of whatever has that name.
  static func rename(_ path: String, to newPath: String) throws(SystemError) {
    guard systemRename(path, newPath) == 0 else { throw .last }
  }

  /// Removes a file, if it is there and may be removed.
  package static func removeFile(_ path: String) { unlink(path) }

  /// Removes a directory, if it is empty.
  package static func removeDirectoryIfEmpty(_ path: String) { rmdir(path) }
}

// The calls whose names the methods above use themselves.
private let systemRename = rename
private let systemLink = link
