public import Logit
public import LogitFiles

/// Sparse rows with a label each, as svmlight and LIBSVM files have them.
///
///     let data = try SparseDataset(svmlight: "train.svm")
///     let model = try LogisticRegression().fit(data.matrix, data.labels.map { $0 > 0 ? 1 : 0 })
///
/// A line is a row: its label, then its entries, the number of a column and a value each, with the numbers
/// ascending:
///
///     +1 3:0.5 17:1 9241:2.25   # a comment
///
/// Columns are numbered from 1 or from 0. Where it is not said, a file counts from 0 if any of its rows has a
/// column 0, and from 1 otherwise, which is how scikit-learn's `load_svmlight_file` reads it.
public struct SparseDataset: Sendable {
  /// The features, `[rows, columns]`. Single precision if that holds every value of the file as it stands.
  public let matrix: SparseMatrix
  /// The label of each row.
  public let labels: [Double]
  /// The number that the file gives the first column: 0 or 1.
  public let firstIndex: Int
  /// The number of rows that belong to a query (`qid:`), of which nothing else is kept.
  public let queriedRowCount: Int

  /// Takes rows and labels.
  ///
  /// - Parameters:
  ///   - matrix: The features.
  ///   - labels: One a row.
  ///   - firstIndex: The number of the first column in files, 0 or 1; 1 by default.
  /// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` for another number of labels,
  ///   `LogitError.invalidOption(name:value:expected:)` for another first number.
  public init(_ matrix: SparseMatrix, labels: [Double], firstIndex: Int = 1) throws(LogitError) {
    guard labels.count == matrix.rowCount else {
      throw .rowCountMismatch(name: "labels", expected: matrix.rowCount, found: labels.count)
    }
    try LogitError.require((0...1).contains(firstIndex), "first index", firstIndex, "0 or 1")
    self.init(matrix: matrix, labels: labels, firstIndex: firstIndex, queriedRowCount: 0)
  }

  init(matrix: SparseMatrix, labels: [Double], firstIndex: Int, queriedRowCount: Int) {
    (self.matrix, self.labels) = (matrix, labels)
    (self.firstIndex, self.queriedRowCount) = (firstIndex, queriedRowCount)
  }

  /// The ends of the names of such files.
  public static var fileExtensions: [String] { ForeignFormat.sparseExtensions }

  /// Whether a file is one of sparse rows, by its name, compressed or not, or by its first line where the
  /// name says nothing else and it is not compressed.
  ///
  /// - Parameter path: The file.
  /// - Returns: `false` for a file that cannot be read.
  public static func isSparse(_ path: String) -> Bool {
    if isNamed(path) { return true }
    guard path != "-", (try? TableFormat(path: path)) == nil, let source = try? StoredBytes(path: path),
      let start = try? source.prefix(1 << 12)
    else { return false }
    return SparseLine.looksSparse(start)
  }

  /// Whether a name is that of such a file.
  package static func isNamed(_ path: String) -> Bool { TableFormat.isNamedSparse(path) }
}

extension SparseDataset {
  /// Reads an svmlight or LIBSVM file, which may be compressed with gzip.
  ///
  /// - Parameters:
  ///   - path: The file; `-` for standard input.
  ///   - firstIndex: The number of the first column, 0 or 1; from the file itself by default.
  ///   - columnCount: The number of columns; as many as the file has by default. More are allowed, fewer are
  ///     not.
  ///   - memory: What reading may take up; `MemoryLimit.standard` by default.
  /// - Throws: `DataError.wrongEntry(path:line:place:expected:found:remedy:)` for the first label or entry
  ///   that is wrong: texts, several labels, numbers of columns that do not ascend or come twice, values that
  ///   are not finite; `DataError.emptyFile(path:)` for a file without rows; `FileError` for one that cannot
  ///   be read or takes too much memory.
  public init(
    svmlight path: String, firstIndex: Int? = nil, columnCount: Int? = nil, memory: MemoryLimit = .standard
  ) throws {
    let stored = try StoredBytes(contentsOf: path == "-" ? "/dev/stdin" : path, within: memory)
    try self.init(
      stored.decompressed(within: memory), name: path == "-" ? "standard input" : path,
      firstIndex: firstIndex,
      columnCount: columnCount, memory: memory)
  }

  /// Reads the bytes of an svmlight or LIBSVM file.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - name: What messages call it; `"the sparse data"` by default.
  ///   - firstIndex: The number of the first column, 0 or 1; from the text itself by default.
  ///   - columnCount: The number of columns; as many as the text has by default.
  /// - Throws: As for a file.
  public init(
    svmlight bytes: [UInt8], name: String = "the sparse data", firstIndex: Int? = nil, columnCount: Int? = nil
  ) throws {
    try self.init(
      StoredBytes(bytes, name: name), name: name, firstIndex: firstIndex, columnCount: columnCount,
      memory: .standard)
  }

  private init(
    _ stored: StoredBytes, name: String, firstIndex: Int?, columnCount: Int?, memory: MemoryLimit
  ) throws {
    if let firstIndex {
      try LogitError.require((0...1).contains(firstIndex), "first index", firstIndex, "0 or 1")
    }
    // An entry of four bytes becomes twelve, which are held twice while arrays grow.
    try memory.require(8 * stored.size, for: name)
    var reader = SparseReader(name: name, firstIndex: firstIndex)
    try stored.withBytes(0..<stored.size) { try reader.read($0) }
    self = try reader.dataset(columnCount: columnCount)
  }
}
