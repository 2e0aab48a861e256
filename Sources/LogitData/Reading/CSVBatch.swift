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
  /// The row, counted from 0 in its batch.
  public let row: Int
  /// What is wrong with it.
  public let error: DataError
  /// The row, counted from 0 in the whole input.
  private let inputRow: Int
  /// Whether its fields are not those of the columns, so that they cannot be passed through.
  package var isBroken: Bool { text != nil }
  /// The row as it stands, if its fields cannot be passed through.
  private let text: String?

  /// Makes a fault.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 0 in its batch.
  ///   - rowsBefore: The number of rows before the batch.
  ///   - error: What is wrong with it.
  ///   - text: The row as it stands, if its fields are not those of the columns.
  package init(row: Int, rowsBefore: Int, error: DataError, text: String? = nil) {
    (self.row, inputRow, self.error, self.text) = (row, rowsBefore + row, error, text)
  }

  /// Whether bytes of its fields are no text. Where the row is passed through, U+FFFD stands for them, so that
  /// what is written is text.
  package var isNoText: Bool {
    switch error {
    case .notUTF8, .notText: !isBroken
    default: false
    }
  }

  /// What is wrong, in few words.
  package var reason: String { error.finding(row: inputRow) }

  /// What is wrong, for a column beside the row.
  package var finding: String { reason + (text.map { ": \($0)" } ?? "") }
}
