#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The temporary files of this process, so that none is left behind when a signal ends it.
///
/// They are made, renamed and removed under one lock. Whoever ends the process holds it, too: it ends before
/// the first of several files has got its name, or after the last.
enum UnfinishedFiles {
  private static let paths = Locked<Set<String>>([])
  /// Directories of such files alone.
  private static let directories = Locked<Set<String>>([])

  /// Makes a file for writing, under a name that nobody can guess and that nothing has yet.
  ///
  /// - Parameters:
  ///   - path: The path it will have, beside which it is made.
  ///   - isPrivate: Whether nobody but its owner may open it.
  /// - Returns: The open file and its temporary path.
  static func create(beside path: String, isPrivate: Bool) throws(SystemError) -> (Descriptor, String) {
    try paths.withLock { (paths) throws(SystemError) in
      while true {
        let temporary = temporaryPath(beside: path)
        do throws(SystemError) {
          let descriptor = try Descriptor(opening: temporary, for: .creating(isPrivate: isPrivate))
          paths.insert(temporary)
          return (descriptor, temporary)
        } catch  where error == .alreadyExists {
          // Another name is drawn.
        }
      }
    }
  }

  /// Removes a file that is given up.
  static func remove(_ temporary: String) {
    paths.withLock { paths in
      FileSystem.removeFile(temporary)
      paths.remove(temporary)
    }
  }

  /// Lets a directory go with the process, and all files in it.
  static func removeAtEnd(directory: String) { directories.withLock { _ = $0.insert(directory) } }

  /// Removes a directory, and all files in it.
  static func remove(directory: String) {
    directories.withLock { directories in
      for name in FileSystem.names(in: directory) { FileSystem.removeFile("\(directory)/\(name)") }
      FileSystem.removeDirectoryIfEmpty(directory)
      directories.remove(directory)
    }
  }

  /// Gives several files their names, all or none.
  ///
  /// - Parameter files: The paths they have and will have.
  /// - Throws: The path that could not be taken, and why; all paths then hold what they held before, as far
  ///   as the system lets them be given back.
  static func rename(_ files: [(temporary: String, path: String)]) throws(RenamingFailure) {
    try paths.withLock { (paths) throws(RenamingFailure) in
      var renamed: [RenamedFile] = []
      for (temporary, path) in files {
        do throws(SystemError) {
          renamed.append(try RenamedFile(temporary, to: path, canBeUndone: files.count > 1))
        } catch {
          for file in renamed.reversed() { file.undo() }
          throw RenamingFailure(path: path, error: error)
        }
      }
      for file in renamed { file.removeOld() }
      paths.subtract(files.map(\.temporary))
    }
  }

  /// Removes all of them and ends the process, without anything that is done at an orderly end.
  static func removeAllAndExit(status: Int32) -> Never {
    ChildProcess.endAll {
      for directory in directories.withLock(\.self) { remove(directory: directory) }
      paths.withLock { (paths) -> Never in
        for path in paths { FileSystem.removeFile(path) }
        _exit(status)
      }
    }
  }

  /// A name in the same directory that ends in ``StagedFile/temporarySuffix``. Its random part comes from the
  /// system's generator; with names of the length that file systems allow, the beginning is shortened.
  private static func temporaryPath(beside path: String) -> String {
    let random = String(UInt64.random(in: 0 ... .max), radix: 36)
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    var name = path[start...]
    while name.utf8.count > 220 { name.removeLast() }
    return "\(path[..<start])\(name).\(random)\(StagedFile.temporarySuffix)"
  }
}

/// Which file could not get its name, and why.
struct RenamingFailure: Error {
  let path: String
  let error: SystemError
}

/// A file that has just got its name, while the one that had it before is still there under another.
private struct RenamedFile {
  private let path: String
  private let old: String?

  init(_ temporary: String, to path: String, canBeUndone: Bool) throws(SystemError) {
    self.path = path
    // Where the file system has no hard links, the old file cannot be given back.
    let second = temporary + StagedFile.temporarySuffix
    old = canBeUndone && FileSystem.link(path, to: second) ? second : nil
    do throws(SystemError) {
      try FileSystem.rename(temporary, to: path)
    } catch {
      removeOld()
      throw error
    }
  }

  /// Puts back what was there before. The new contents are lost.
  func undo() {
    if let old { try? FileSystem.rename(old, to: path) } else { FileSystem.removeFile(path) }
  }

  /// Takes away the second name of what was there before.
  func removeOld() {
    if let old { FileSystem.removeFile(old) }
  }
}
