import LogitData

/// What becomes of a row that cannot be predicted: a value is not of the kind that was learned, a field is
/// missing or too many, or a value is one that the features refuse.
public enum RowErrorPolicy: String, Sendable, Equatable, CaseIterable {
  /// It ends the prediction with an error, after the rows before it.
  case fail
  /// It is left out.
  case skip
  /// Its prediction is left empty, and a last column `error` says what is wrong.
  case mark
}

/// The rows that could not be predicted.
public struct RowErrors: Sendable, Equatable {
  /// What became of them.
  public let policy: RowErrorPolicy
  /// The number of rows.
  public private(set) var count = 0
  /// What is wrong with the first; `nil` if there is none.
  public private(set) var first: String?
  private let limit: Int?

  /// Begins with none.
  ///
  /// - Parameters:
  ///   - policy: What becomes of rows; ``RowErrorPolicy/fail`` by default.
  ///   - limit: The most rows that there may be; any number by default.
  init(_ policy: RowErrorPolicy = .fail, limit: Int? = nil) { (self.policy, self.limit) = (policy, limit) }

  /// Counts rows.
  ///
  /// - Returns: The row that is one too many, and the error that says so; `nil` if more rows may come.
  mutating func add(_ faults: [RowFault]) -> (row: Int, error: DataError)? {
    first = first ?? faults.first?.reason
    if let limit, let first, count + faults.count > limit {
      return (faults[limit - count].row, .tooManyErrors(limit: limit, first: first))
    }
    count += faults.count
    return nil
  }

  /// The line about them; empty if there are none.
  ///
  /// - Parameter rowCount: The number of all rows.
  func text(of rowCount: Int) -> String {
    guard let first else { return "" }
    let one = count == 1
    let fate = policy == .skip ? "left out" : "marked in the column \"\(RowPredictor.errorColumn)\""
    return
      "Note: \(count.counted("row")) of \(rowCount.grouped) could not be predicted and \(one ? "was" : "were") "
      + "\(fate)\(one ? "" : ", the first"): \(first).\n"
  }
}
