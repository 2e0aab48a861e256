/// Rows of a stream that came together.
public struct CSVBatch: Sendable {
  /// The values of the rows that can be read, in order.
  public let table: Table
  /// The number of rows, with those that cannot be read.
  public let rowCount: Int
  /// The rows that cannot be read, in order.
  public let faults: [RowFault]

  /// The rows of ``table``, counted from 0 among all rows of the batch; `nil` if they are all.
  package let readable: [Int]?
}

/// A row that cannot be used, and why.
public struct RowFault: Sendable, Equatable {
  /// The row, counted from 0.
  public let row: Int
  /// What is wrong with it.
  public let error: DataError
  /// Whether its fields are not those of the columns, so that they cannot be passed through.
  package let isBroken: Bool

  /// Makes a fault.
  package init(row: Int, error: DataError, isBroken: Bool = false) {
    (self.row, self.error, self.isBroken) = (row, error, isBroken)
  }
}
