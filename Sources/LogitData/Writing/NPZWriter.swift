public import Logit

/// Writes tables and tensors as a file of named NumPy arrays, which `numpy.load` reads.
///
/// A table becomes an array for each column: numbers as they are, whole numbers and Boolean values in double
/// precision if some are missing (NaN), strings as `U`, empty where missing. The same arrays always make the
/// same bytes.
public struct NPZWriter: TableWriter {
  /// Whether arrays are compressed.
  public let isCompressed: Bool

  /// Makes a writer.
  ///
  /// - Parameter isCompressed: Whether to compress the arrays, as `savez_compressed` does; `false` by
  ///   default.
  public init(isCompressed: Bool = false) { self.isCompressed = isCompressed }

  /// Writes a table's bytes.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the bytes.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for a column that does not fit a NumPy
  ///   type, or `FileError.notWritten(path:reason:)`.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    var zip = ZipEncoder()
    for column in table.columns {
      let values = try NumPyColumn(column)
      var contents = ByteOutput()
      contents.append(
        contentsOf: NPYEncoding.header(type: NPYEncoding.quoted(values.type.name), shape: [table.rowCount]))
      try NPYWriter.eachRow(of: table, &contents) { values.append(chunk: $0, row: $1, to: &$2) }
      zip.append(
        name: "\(column.name).npy", contents: contents.bytes, isCompressed: isCompressed, to: &output)
      try output.flushIfFull()
    }
    zip.finish(to: &output)
  }

  /// Writes tensors to a file, which appears whole or not at all, in the order of their names.
  ///
  /// - Parameters:
  ///   - tensors: The tensors by name.
  ///   - path: The file.
  /// - Throws: `FileError.notWritten(path:reason:)`.
  public func write<Scalar: NumPyScalar>(_ tensors: [String: Tensor<Scalar>], to path: String) throws {
    try StagedFile.write(bytes(of: tensors), to: path)
  }

  /// The bytes of a file of tensors, in the order of their names.
  ///
  /// - Parameter tensors: The tensors by name.
  /// - Returns: The contents of an NPZ file.
  public func bytes<Scalar: NumPyScalar>(of tensors: [String: Tensor<Scalar>]) -> [UInt8] {
    var output = ByteOutput()
    var zip = ZipEncoder()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      zip.append(name: "\(name).npy", contents: tensor.npyBytes, isCompressed: isCompressed, to: &output)
    }
    zip.finish(to: &output)
    return output.bytes
  }
}
