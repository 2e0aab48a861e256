import Logit
package import LogitFiles

extension Table {
  /// Reads a Parquet file.
  ///
  /// Every column becomes one of the table: whole numbers of at most 64 bits, numbers, truth values or texts.
  /// Dates and times are texts in ISO 8601, as pandas writes them to a CSV file; those that Spark stores in
  /// 96 bits, too. Decimal numbers are numbers, and whole ones stay whole; those beyond 64 bits are their
  /// digits. Missing values, empty texts and NaN are missing. Compressed with Snappy, gzip, LZ4 or
  /// Zstandard. The rows' names of pandas that have no name themselves, `__index_level_0__`, are left out.
  ///
  ///     let table = try Table(parquet: "patients.parquet")
  ///
  /// - Parameters:
  ///   - path: The file, which may be a pipe.
  ///   - options: The ``CSVOptions/columns`` to read, the ``CSVOptions/memory`` to take, and of
  ///     ``CSVOptions/kinds`` those of whole numbers that are to be texts; the rest is not used.
  /// - Throws: `FileError.notRead(path:reason:)`, `FileError.damaged(source:item:expected:found:remedy:)`
  ///   with the row group, the column and the page, `FileError.outOfMemory(source:limit:)`,
  ///   ``DataError/unreadableColumn(path:column:found:canLeaveOut:)`` for lists, maps and structures,
  ///   ``DataError/duplicateColumn(name:first:second:source:)``, or
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` if a requested column is not there.
  public init(parquet path: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(parquet: StoredBytes(contentsOf: path, within: options.memory), options: options)
  }

  /// Reads a Parquet file in memory.
  ///
  /// - Parameters:
  ///   - bytes: The contents of the file.
  ///   - name: What messages call them; `"the Parquet data"` by default.
  ///   - options: As for ``init(parquet:options:)``.
  /// - Throws: As ``init(parquet:options:)``.
  public init(
    parquetBytes bytes: [UInt8], name: String = "the Parquet data", options: CSVOptions = CSVOptions()
  ) throws {
    try self.init(parquet: StoredBytes(bytes, name: name), options: options)
  }

  /// Reads a Parquet file.
  package init(parquet source: StoredBytes, options: CSVOptions) throws {
    let file = try ParquetFile(source, options: options)
    let chosen = try ColumnChoice(options, among: file.columns.map(\.name), of: source.name)
    let columns = try ThreadPool.shared().values(chosen.indices.count) { place in
      let column = file.columns[chosen.indices[place]]
      guard let type = column.type else {
        guard chosen.canLackValues(column.name) else {
          throw chosen.unreadable(column.name, column.unreadable ?? "values of an unknown kind")
        }
        return try file.emptyColumn(column.name)
      }
      return try file.column(column, type)
    }
    try self.init(columns)
  }
}
