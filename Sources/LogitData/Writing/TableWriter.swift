import Logit

/// A format that tables are written in.
///
///     try table.write(to: "clean.csv.gz")                        // by the name's extension
///     try CSVWriter(separator: ";").write(table, to: "clean.csv")
///
/// Readers of formats are ``TableReader``s; this is their counterpart, so that a new format needs one type and no change
/// to its callers.
public protocol TableWriter: Sendable {
  /// Writes a table's bytes, from the first to the last.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if the format cannot hold the table.
  func write(_ table: Table, to output: inout ByteOutput) throws
}

extension TableWriter {
  /// Writes a table to a file, whole or not at all.
  ///
  /// - Throws: `FileError.notWritten`, or as ``write(_:to:)-(_,ByteOutput)``.
  public func write(_ table: Table, to path: String) throws {
    try AtomicFile.write(bytes(of: table), to: path)
  }

  /// Writes a table to an open file, such as 1 for standard output, as its bytes come about.
  ///
  /// - Throws: `FileError.notWritten`, or as ``write(_:to:)-(_,ByteOutput)``.
  public func write(_ table: Table, toDescriptor descriptor: Int32, name: String = "standard output") throws {
    var output = ByteOutput(descriptor: descriptor, name: name)
    try write(table, to: &output)
    try output.flush()
  }

  /// The bytes of a table.
  ///
  /// - Throws: As ``write(_:to:)-(_,ByteOutput)``.
  public func bytes(of table: Table) throws -> [UInt8] {
    var output = ByteOutput()
    try write(table, to: &output)
    return output.bytes
  }
}

/// The formats of tables that are known by the end of a file's name.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Values separated by commas.
  case csv
  /// Values separated by tabs.
  case tsv
  /// Values separated by commas, compressed with gzip.
  case compressedCSV = "csv.gz"
  /// Values separated by tabs, compressed with gzip.
  case compressedTSV = "tsv.gz"
  /// One NumPy array.
  case npy
  /// A NumPy array for each column.
  case npz

  /// The format that a file of this name has, without regard to case.
  ///
  /// - Throws: ``DataError/unknownFormat(path:known:)``.
  public init(path: String) throws {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
      throw DataError.unknownFormat(path: path, known: Self.allCases.map { ".\($0.rawValue)" })
    }
    self = format
  }

  /// What writes it, with its usual settings.
  public var writer: any TableWriter {
    switch self {
    case .csv: CSVWriter()
    case .tsv: CSVWriter(separator: "\t")
    case .compressedCSV: GzipWriter(CSVWriter())
    case .compressedTSV: GzipWriter(CSVWriter(separator: "\t"))
    case .npy: NPYWriter()
    case .npz: NPZWriter()
    }
  }
}

extension Table {
  /// Writes the table to a file, whole or not at all, in the format that its name says: `.csv`, `.tsv`, `.csv.gz`,
  /// `.tsv.gz`, `.npy` or `.npz`.
  ///
  /// - Throws: ``DataError/unknownFormat(path:known:)``, `FileError.notWritten`, or
  ///   ``DataError/wrongKind(column:expected:found:remedy:)`` if the format cannot hold the table.
  public func write(to path: String) throws { try TableFormat(path: path).writer.write(self, to: path) }
}
