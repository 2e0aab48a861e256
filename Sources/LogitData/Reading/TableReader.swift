/// A source of a table: a file of any format, or a stream.
///
/// A reader returns its rows all at once or in batches. Both give the same values; only the division into
/// chunks and each batch's ``Column/dictionary`` may differ.
///
///     var reader: any TableReader = try CSVReader(path: "patients.csv")
///     while let batch = try reader.next() { print(batch.rowCount) }
public protocol TableReader {
  /// Reads all rows.
  ///
  /// - Returns: The rows as one table, from the first or, for a stream, from the first that is left.
  /// - Throws: A ``DataError`` with the line of the first row that cannot be read, or
  ///   `FileError.notRead(path:reason:)`.
  mutating func read() throws -> Table

  /// Reads the next rows.
  ///
  /// All batches have the same columns of the same kinds, and some ten thousand rows at most.
  ///
  /// - Returns: The next rows, or `nil` after the last one.
  /// - Throws: As ``read()``.
  mutating func next() throws -> Table?
}
