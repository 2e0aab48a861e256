/// Something a table is read from: a file of any format, or a stream.
///
/// A reader gives its rows all at once or in batches; what it reads never depends on which of the two is asked for, but
/// for the division into pieces and each batch's own ``Column/dictionary``.
///
///     var reader: any TableReader = try CSVReader(path: "patients.csv")
///     while let batch = try reader.next() { print(batch.rowCount) }
public protocol TableReader {
  /// All rows, from the first on, whatever was read before.
  mutating func read() throws -> Table

  /// The next rows, of which a few ten thousand are in memory at a time, or `nil` behind the last one.
  ///
  /// All batches have the same columns of the same kinds.
  mutating func next() throws -> Table?
}
