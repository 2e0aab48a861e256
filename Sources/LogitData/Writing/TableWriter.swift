public import Logit

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
    try StagedFile.write(bytes(of: table), to: path)
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
