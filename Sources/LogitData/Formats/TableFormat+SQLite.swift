import LogitFiles

extension TableFormat {
  /// A table of an SQLite database. It is read, not written.
  public static let sqlite = TableFormat(
    fileExtension: "sqlite", signature: SQLiteFile.magic, recognizes: { $0.starts(with: SQLiteFile.magic) },
    // What a write-ahead log beside the file has committed counts, so the file is opened by its name.
    reader: { try CSVReader(sqlite: $0.name, options: $1).read() })
}
