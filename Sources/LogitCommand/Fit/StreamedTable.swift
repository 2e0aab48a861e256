#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// A file of separated values that is fitted block by block from the disk, since its rows would take more
/// memory than they may.
struct StreamedTable {
  /// How many times its size a table takes while a model is fitted to it, at least, and what the process takes
  /// besides.
  private static let (timesSize, besides) = (4, 48 << 20)

  private let path: String
  private let target: String
  private let csv: CSVOptions
  private let options: ClassifierOptions

  /// - Parameters:
  ///   - input: What was typed.
  ///   - target: The column that names each row's class, if it was given.
  ///   - options: How to train.
  /// - Returns: `nil` where rows are read into memory: there is room, or the file or an option needs it.
  init?(_ input: TableOptions, target: String?, _ options: ClassifierOptions) throws {
    guard let limit = input.format.memory, limit.byteCount < .max, let target,
      case .plain(let size)? = FileSystem.status(of: input.file)?.kind,
      size > (limit.byteCount - Self.besides) / Self.timesSize
    else { return nil }
    guard try TableFormat(contentsOf: input.file).separator != nil,
      try StoredBytes(path: input.file).prefix(2) != [0x1F, 0x8B], (try? options.requireStreamable()) != nil
    else { return nil }
    (path, self.target, self.options) = (input.file, target, options)
    csv = try input.format.options()
  }

  /// Reads the table through, and keeps its rows on disk.
  func training() throws -> ClassifierTraining {
    try DescribedTable(
      CSVFiles([path], options: csv), target: target, source: path.lastComponent, options: options
    ).training()
  }
}
#endif
