#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What went wrong with a file, or with a text that came from one, with the facts needed to put it right.
///
/// Lines, columns and bytes are counted from 1. ``description`` says it in one sentence, ending with what to
/// do. Catch a particular case to react to it:
///
///     do {
///       try model.save(to: path)
///     } catch FileError.notWritten(let path, let reason) {
///       print("no checkpoint at \(path): \(reason)")
///     }
public enum FileError: Error, Equatable, Sendable {
  /// A file is not there, may not be read, or is no file.
  case notRead(path: String, reason: String)

  /// A file could not be written; whatever stood at `path` before is untouched.
  case notWritten(path: String, reason: String)

  /// What was to be written to an open file, such as standard output, did not get there.
  case outputFailed(name: String, reason: String)

  /// A file that was to be written is one that is read, under this name or another.
  case inputNotReplaced(path: String, input: String)

  /// Nobody reads a pipe any more that is written to; `name` says which.
  case readerGone(name: String)

  /// A directory could not be made.
  case directoryNotMade(path: String, reason: String)

  /// A text is not strictly JSON.
  case invalidJSON(source: String, line: Int, column: Int, reason: String)

  /// A file is damaged or of another kind; `item` says what part of it.
  case damaged(source: String, item: String, expected: String, found: String, remedy: String)

  /// Reading on would take more memory than the process may have, in bytes; see ``MemoryLimit``.
  case outOfMemory(source: String, limit: Int)

  /// An input may have no end, or be made to fill the memory, and nothing says that it is meant; see
  /// ``MemoryLimit``.
  case endlessInput(source: String, reason: String)

  /// A file holds more than was allowed, in bytes; `item` says what part of it.
  case overLimit(source: String, item: String, limit: Int, remedy: String)
}

extension FileError {
  /// One sentence: what was expected, what was found, where, and what to do.
  public var description: String { description(memoryOption: "MemoryLimit") }

  /// One sentence: what was expected, what was found, where, and what to do.
  ///
  /// - Parameter memoryOption: What a limit of memory is called in the sentence.
  /// - Returns: The sentence.
  package func description(memoryOption: String) -> String {
    switch self {
    case .notRead(let path, let reason):
      "Cannot read \(path): \(reason); check the path."
    case .notWritten(let path, let reason):
      "Cannot write \(path): \(reason); \(Self.remedy(reason) ?? "choose a directory that exists and that you may write to"). "
        + "The file that was there before, if any, is unchanged."
    case .outputFailed(let name, let reason):
      "Cannot write \(name): \(reason); \(Self.remedy(reason) ?? "make room there, or send the output elsewhere")."
    case .inputNotReplaced(let path, let input):
      "Cannot write \(path): it is the same file as the input \(input), which would be lost; choose another "
        + "name."
    case .readerGone(let name):
      "Cannot write \(name): the program that reads it has ended; let it read to the end."
    case .directoryNotMade(let path, let reason):
      "Cannot make the directory \(path): \(reason); choose a place that you may write to."
    case .invalidJSON(let source, let line, let column, let reason):
      "\(source) is not valid JSON: line \(line), column \(column): \(reason); correct it there."
    case .damaged(let source, let item, let expected, let found, let remedy):
      "Cannot read \(source): \(item) should be \(expected), but is \(found); \(remedy)."
    case .outOfMemory(let source, let limit):
      "\(source) takes more memory than the limit of \(Self.size(limit)); read fewer rows, or raise the limit "
        + "(\(memoryOption)) if the machine has more."
    case .endlessInput(let source, let reason):
      "\(source) is not read: \(reason); if it is meant, say how much memory it may take (\(memoryOption))."
    case .overLimit(let source, let item, let limit, let remedy):
      "\(source): \(item) would take more than the limit of \(limit) bytes; \(remedy)."
    }
  }

  /// What to do about a reason for which another place would not help; `nil` for others.
  private static func remedy(_ reason: String) -> String? {
    switch reason {
    case String(cString: strerror(EFBIG)):
      "the process may not write so large a file: raise its limit (ulimit -f), or write less"
    case String(cString: strerror(ENOSPC)): "make room on the device, or choose another"
    default: nil
    }
  }

  /// A number of bytes in the unit that makes it readable.
  private static func size(_ byteCount: Int) -> String {
    for (unit, name) in [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")] where byteCount >= unit {
      let tenths = byteCount / (unit / 10)
      return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(name)" : "\(tenths / 10) \(name)"
    }
    return "\(byteCount) bytes"
  }
}
