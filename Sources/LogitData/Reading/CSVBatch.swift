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
  package var isBroken: Bool { text != nil }
  /// The row as it stands, if its fields cannot be passed through.
  private let text: String?

  /// Makes a fault.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 0.
  ///   - error: What is wrong with it.
  ///   - text: The row as it stands, if its fields are not those of the columns.
  package init(row: Int, error: DataError, text: String? = nil) {
    (self.row, self.error, self.text) = (row, error, text)
  }

  /// What is wrong, for a column beside the row.
  package var finding: String { error.finding + (text.map { ": \($0)" } ?? "") }
}
