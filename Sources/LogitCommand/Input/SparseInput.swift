#if Command
import ArgumentParser
import Logit
import LogitClassifier

/// Rows that are sparse: those of svmlight and LIBSVM files, and those of tables whose features are too many
/// to be written out.
enum SparseInput {
  /// The bins of texts from which on a table's features are kept sparse.
  static let leastBins = 4096

  /// Whether a model file is one of sparse rows.
  static func isModel(_ path: String) -> Bool { SparseClassifier.isModelFile(path) }

  /// Reads an svmlight or LIBSVM file.
  ///
  /// - Parameters:
  ///   - path: The file, or `-` for standard input.
  ///   - firstIndex: The number of its first column; found from the file if it is `nil`.
  static func read(_ path: String, firstIndex: Int?, _ format: CSVFormatOptions) throws -> SparseDataset {
    try requireNoTableOptions(format)
    let data = try SparseDataset(svmlight: path, firstIndex: firstIndex, memory: format.memory ?? .standard)
    noteQueries(data.queriedRowCount, path)
    return data
  }

  /// Says how many rows belong to a query.
  static func noteQueries(_ count: Int, _ path: String) {
    guard count > 0 else { return }
    Shell.note(
      "Note: \(count.counted("row")) of \(path) \(count == 1 ? "belongs" : "belong") to a query (qid), which is not "
        + "used.\n")
  }

  /// Says how many entries count for nothing because their columns come after those that a model knows.
  static func noteUnknownColumns(of data: SparseDataset, _ path: String, to classifier: SparseClassifier) {
    let count = classifier.unknownEntryCount(of: data)
    guard count > 0 else { return }
    let last = classifier.columnCount + classifier.firstIndex - 1
    let entries = count.counted("entry", plural: "entries")
    let (stand, weigh) = count == 1 ? ("stands", "counts") : ("stand", "count")
    Shell.note(
      "Note: \(entries) of \(path) \(stand) in columns after \(last), the last that the model knows, and "
        + "\(weigh) for nothing.\n")
  }

  /// Refuses what says how a table is written, for rows that are no table's.
  static func requireNoTableOptions(_ format: CSVFormatOptions) throws {
    let given = [
      ("--separator", format.separator != nil), ("--header", format.header == true),
      ("--no-header", format.header == false), ("--decimal-comma", format.decimalComma),
      ("--comment", format.comment != nil), ("--escape", format.escape != nil),
      ("--skip-lines", format.skipLines != 0), ("--thousands", format.thousands != nil),
      ("--strip", !format.strip.isEmpty), ("--below-limit", format.belowLimit != nil),
      ("--missing", !format.missing.isEmpty), ("--not-missing", !format.notMissing.isEmpty),
      ("--date-order", format.dateOrder != nil), ("--as", !format.uses.isEmpty),
      ("--merge-spellings", !format.mergeSpellings.isEmpty), ("--encoding", format.encoding != nil),
      ("--arrays", format.arrays != nil), ("--table", format.table != nil),
    ]
    try refuse(given, for: "an svmlight or LIBSVM file")
  }

  /// Refuses options that change nothing or are not offered for sparse rows.
  static func refuse(_ given: [(String, Bool)], for rows: String) throws {
    guard let (option, _) = given.first(where: { $0.1 }) else { return }
    throw ValidationError("\(option) is not for \(rows); leave it out.")
  }
}

/// Which number the first column of an svmlight file has.
struct FirstIndexOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of the first column in an svmlight or LIBSVM file, 0 or 1; by default 0 if any row has a column 0.",
      valueName: "0|1"))
  var firstIndex: Int?

  func validate() throws {
    guard let firstIndex, !(0...1).contains(firstIndex) else { return }
    throw OptionValueError("--first-index is \(firstIndex), but must be 0 or 1.")
  }
}
#endif
