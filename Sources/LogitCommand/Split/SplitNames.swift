#if Command
import LogitClassifier

/// What the files of a split are called, and how they are written, which is as the input is.
struct SplitNames {
  let format: TableFormat
  /// What writes them.
  let writer: any TableWriter
  private let prefix: String
  private let isFolded: Bool

  init(argument: String, isBundled: Bool, prefix: String?, isFolded: Bool, options: CSVOptions) {
    let isFile = argument != "-" && !isBundled
    let known = isFile ? try? TableFormat(path: argument) : nil
    format = known ?? .csv
    writer = known == .csv ? Self.writer(of: argument, options) : format.writer
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

  /// Writes what stands between values in the input.
  private static func writer(of path: String, _ options: CSVOptions) -> CSVWriter {
    guard let separator = (try? CSVReader(path: path, options: options))?.format.separator,
      ";|".contains(separator), let scalar = separator.unicodeScalars.first
    else { return CSVWriter() }
    return CSVWriter(separator: scalar)
  }
}
#endif
