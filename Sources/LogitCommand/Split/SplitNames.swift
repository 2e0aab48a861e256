#if Command
import LogitClassifier

/// What the files of a split are called, and their format, which is the input's.
struct SplitNames {
  let format: TableFormat
  private let prefix: String
  private let isFolded: Bool

  init(argument: String, isBundled: Bool, prefix: String?, isFolded: Bool) {
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
}
#endif
