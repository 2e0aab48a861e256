public import Logit

/// A writer of tables in some format.
///
///     try table.write(to: "clean.csv.gz")                        // by the name's extension
///     try CSVWriter(separator: ";").write(table, to: "clean.csv")
///
/// It is the counterpart of ``TableReader``: a new format is a new type, and its callers stay as they are.
public protocol TableWriter: Sendable {
  /// Writes a table's bytes, from the first to the last.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the bytes.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if the format cannot hold the table, or
  ///   `FileError.notWritten(path:reason:)` if the output is a file that cannot be written.
  func write(_ table: Table, to output: inout ByteOutput) throws
}

extension TableWriter {
  /// Writes a table to a file, which appears whole or not at all.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - path: The file.
  /// - Throws: `FileError.notWritten(path:reason:)`, or as ``write(_:to:)-(_,ByteOutput)``.
  public func write(_ table: Table, to path: String) throws {
    try StagedFile.write(bytes(of: table), to: path)
  }

  /// Writes a table to an open file, such as standard output, as its bytes are made.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - descriptor: The file descriptor, such as 1 for standard output.
  ///   - name: What messages call the file; `"standard output"` by default.
  /// - Throws: `FileError.notWritten(path:reason:)`, or as ``write(_:to:)-(_,ByteOutput)``.
  public func write(_ table: Table, toDescriptor descriptor: Int32, name: String = "standard output") throws {
    var output = ByteOutput(descriptor: descriptor, name: name)
    try write(table, to: &output)
    try output.flush()
  }

  /// Writes a table to standard output, or to a staged file that does not have its name yet.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - sink: Receives the bytes as they are made.
  /// - Throws: `FileError.notWritten(path:reason:)`, or as ``write(_:to:)-(_,ByteOutput)``.
  package func write(_ table: Table, to sink: some ByteSink) throws {
    var output = ByteOutput(to: sink)
    try write(table, to: &output)
    try output.flush()
  }

  /// The bytes of a table.
  ///
  /// - Parameter table: The table.
  /// - Returns: The contents of a file of this format.
  /// - Throws: As ``write(_:to:)-(_,ByteOutput)``.
  public func bytes(of table: Table) throws -> [UInt8] {
    var output = ByteOutput()
    try write(table, to: &output)
    return output.bytes
  }
}
