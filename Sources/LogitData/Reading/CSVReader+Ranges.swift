import LogitFiles

// Rows by the bytes that they stand in, for whoever divides a file.

extension CSVReader {
  /// What messages call the source.
  package var name: String { source.name }

  /// Where the first row of values begins.
  package var dataStart: Int { layout.dataStart }

  /// How many bytes there are, once decompressed.
  package var byteCount: Int { source.size }

  /// The bytes before the first row of values: what is skipped, and the row of names.
  ///
  /// - Throws: `FileError.notRead(path:reason:)`.
  package func head() throws -> [UInt8] { try source.prefix(layout.dataStart) }

  /// The kind of each column, by all rows; `nil` for one without a value.
  ///
  /// - Throws: As ``next()``.
  func foundKinds() throws -> [CSVKind?] {
    try diagnosing { try CSVBatches(source, layout, options).foundKinds() }
  }

  /// The kinds of all columns if all rows are as the first ones; `nil` where these leave one of them open.
  ///
  /// - Throws: As ``next()``.
  func probableKinds() throws -> [ColumnKind]? {
    try diagnosing { try CSVBatches(source, layout, options).probableKinds() }
  }

  /// Reads rows, some ten thousand at a time.
  ///
  /// - Parameters:
  ///   - range: The bytes that the rows stand in, the first of which begins with them; all rows by default.
  ///   - pieceByteCount: The bytes whose rows are given together; 4 MiB by default.
  ///   - kinds: The kinds of all columns, where a value that does not fit is an error; found in all rows, which
  ///     are read once more for that, by default.
  ///   - receive: Takes the next rows and the bytes that each begins at.
  /// - Throws: As ``next()``, and what `receive` throws.
  package func forEachBatch(
    in range: Range<Int>? = nil, pieceByteCount: Int? = nil, kinds: [ColumnKind]? = nil,
    _ receive: (_ rows: Table, _ starts: [Int]) throws -> Void
  ) throws {
    try diagnosing {
      var batches = try CSVBatches(
        source, layout, options, range: range, pieceByteCount: pieceByteCount ?? CSVBatches.usualByteCount,
        kinds: kinds)
      while let (table, starts) = try batches.nextWithStarts() { try receive(table, starts) }
    }
  }
}
