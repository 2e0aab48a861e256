import LogitFiles

extension CSVReader {
  /// Reads a table of an SQLite database.
  ///
  /// Values have the type that they have in their row, whatever that of the column: a column of texts only is
  /// one of texts, though they may look like numbers, and where numbers are among them, such texts count as
  /// numbers. An INTEGER PRIMARY KEY is a column like others.
  ///
  /// - Parameters:
  ///   - path: The database.
  ///   - options: Which table and columns, and which texts stand for missing values.
  /// - Throws: `FileError.notRead(path:reason:)`; `FileError.damaged(source:item:expected:found:remedy:)` for a
  ///   database that is damaged, has an open transaction, or holds what is no table; a ``DataError`` if the
  ///   table has to be chosen, or has no rows.
  init(sqlite path: String, options: CSVOptions) throws {
    try self.init(SQLiteFile(path: path), options)
  }

  /// Reads a table of a database; see ``init(sqlite:options:)``.
  init(_ file: SQLiteFile, _ options: CSVOptions) throws {
    let options = try options.validated()
    try self.init(records: file.rows(of: options.table, options.ofRecords), options)
  }
}
