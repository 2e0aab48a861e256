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
  ///   - keepsRows: Whether rows are needed in memory afterwards, too.
  /// - Returns: `nil` where rows are read into memory: there is room, or the file or an option needs it.
  /// - Throws: `ValidationError` where rows are needed that have no room in the memory that was asked for; what
  ///   looking at the file throws.
  init?(
    _ input: TableOptions, target: String?, _ options: ClassifierOptions, keepsRows: Bool
  ) throws {
    let limit = input.format.memory ?? .standard
    guard limit.byteCount < .max, let target,
      case .plain(let size)? = FileSystem.status(of: input.file)?.kind,
      size > (limit.byteCount - Self.besides) / Self.timesSize
    else { return nil }
    guard try TableFormat(contentsOf: input.file).separator != nil,
      try StoredBytes(path: input.file).prefix(2) != [0x1F, 0x8B], (try? options.requireStreamable()) != nil
    else { return nil }
    guard !keepsRows else {
      // What was not asked for is only a guess: reading may succeed, and says so if it does not.
      guard input.format.memory != nil else { return nil }
      throw ValidationError("--report needs all rows in memory; allow more with --memory, or leave it out.")
    }
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
