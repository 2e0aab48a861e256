#if Command
import Logit
import LogitClassifier

/// What the files of a split are called, and their format, which is the input's.
struct SplitNames {
  let format: TableFormat
  private let prefix: String
  private let isFolded: Bool

  init(argument: String, isBundled: Bool, prefix: String?, isFolded: Bool) throws {
    if let prefix { try InputFiles.requireName(prefix) }
    let isFile = argument != "-" && !isBundled
    let known = isFile ? try? TableFormat(path: argument) : nil
    format = known ?? .csv
    self.isFolded = isFolded
    if let prefix {
      self.prefix = prefix
    } else if known != nil {
      self.prefix = String(argument.dropLast(format.fileExtension.count + 1))
    } else {
      self.prefix = argument == "-" ? "split" : argument
    }
  }

  /// The path of a file.
  ///
  /// - Parameter fold: Counted from 1.
  func path(role: String, fold: Int) -> String {
    "\(prefix)\(isFolded ? "-fold\(fold)" : "")-\(role).\(format.fileExtension)"
  }

  /// What the parts are for, as their names say.
  static let (training, validation) = ("train", "validation")
  private static let roles = [training, validation]

  /// Makes sure that no file of these names would be lost.
  ///
  /// - Parameters:
  ///   - folds: How often the rows are divided.
  ///   - overwrites: Whether files that are there may be replaced.
  ///   - inputs: The files that are read, which may never.
  /// - Throws: ``FileError/inputNotReplaced(path:input:)`` or ``ShellError``.
  func requireFree(folds: Int, overwrites: Bool, inputs: InputFiles) throws {
    for path in (1...folds).flatMap({ fold in Self.roles.map { self.path(role: $0, fold: fold) } }) {
      try inputs.requireOther(than: path)
      guard overwrites || !FileSystem.exists(path) else {
        throw ShellError(
          oneLine: "\(path) is there already, perhaps from an earlier split; begin the files' names in "
            + "another way with --output, or replace such files with --overwrite.")
      }
    }
  }
}
#endif
