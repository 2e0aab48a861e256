package import LogitFiles

extension Table {
  /// Reads an Arrow file, which is what Feather writes, or a stream of Arrow's.
  ///
  /// Values become the same as those of ``init(parquet:options:)``. Texts may be in a dictionary, which may
  /// grow or be replaced in a stream; buffers may be compressed with LZ4 or Zstandard.
  ///
  ///     let table = try Table(arrow: "patients.feather")
  ///
  /// - Parameters:
  ///   - path: The file, which may be a pipe.
  ///   - options: The ``CSVOptions/columns`` to read, the ``CSVOptions/memory`` to take, and of
  ///     ``CSVOptions/kinds`` those of whole numbers that are to be texts; the rest is not used.
  /// - Throws: `FileError.notRead(path:reason:)`, `FileError.damaged(source:item:expected:found:remedy:)`
  ///   with the record batch and the column, `FileError.outOfMemory(source:limit:)`,
  ///   ``DataError/unreadableColumn(path:column:found:canLeaveOut:)`` for lists, maps and structures,
  ///   ``DataError/duplicateColumn(name:first:second:source:)``, or
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` if a requested column is not there.
  public init(arrow path: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(arrow: StoredBytes(contentsOf: path, within: options.memory), options: options)
  }

  /// Reads an Arrow file or stream in memory.
  ///
  /// - Parameters:
  ///   - bytes: The contents of the file.
  ///   - name: What messages call them; `"the Arrow data"` by default.
  ///   - options: As for ``init(arrow:options:)``.
  /// - Throws: As ``init(arrow:options:)``.
  public init(
    arrowBytes bytes: [UInt8], name: String = "the Arrow data", options: CSVOptions = CSVOptions()
  ) throws {
    try self.init(arrow: StoredBytes(bytes, name: name), options: options)
  }

  /// Reads an Arrow file or stream.
  package init(arrow source: StoredBytes, options: CSVOptions) throws {
    var reader = try ArrowTableReader(ArrowFile(source, memory: options.memory), options: options)
    self = try reader.table()
  }
}
