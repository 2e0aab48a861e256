import LogitData

/// A batch of rows of a stream: their values, and if they are passed through, the bytes they were read from.
struct RowBatch: Sendable {
  /// The values of the rows that can be read.
  let table: Table
  /// The number of rows, with those that cannot be read.
  let rowCount: Int
  /// The rows of the table among all; `nil` if they are all.
  let readable: [Int]?
  /// The rows that cannot be read.
  let faults: [RowFault]
  /// The rows' text; `nil` if it is not needed.
  let rows: PassedRows?

  init(_ batch: CSVBatch, of stream: CSVStream, passing translation: RowTranslation?) {
    (table, rowCount) = (batch.table, batch.rowCount)
    (readable, faults) = (batch.readable, batch.faults)
    rows = translation.map { translation in
      stream.withRows { PassedRows($0, translation, faults: batch.faults) }
    }
  }

  /// A table whose rows have no text.
  init(_ table: Table) {
    (self.table, rowCount, readable, faults, rows) = (table, table.rowCount, nil, [], nil)
  }
}
