import Logit
import LogitData

/// A column of numbers that are no predictor, such as weights, in the rows that are used.
struct RegressionNumbers {
  let name: String
  let values: [Double]
  /// The rows in the table, counted from 0; `nil` if all are used.
  private let rows: [Int]?

  /// What numbers may be.
  enum Range {
    case any, notNegative, wholeNotNegative

    func contains(_ number: Double) -> Bool {
      switch self {
      case .any: number.isFinite
      case .notNegative: number.isFinite && number >= 0
      case .wholeNotNegative: number.isFinite && number >= 0 && number == number.rounded()
      }
    }

    var words: String {
      switch self {
      case .any: "a finite number"
      case .notNegative: "a number of at least 0"
      case .wholeNotNegative: "a whole number of at least 0"
      }
    }
  }

  /// Takes numbers of a column.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - table: The rows that are used, of which none misses a value of the column.
  ///   - rows: Where they are in the whole table; `nil` for the same.
  ///   - range: What the numbers may be.
  /// - Throws: `DataError.wrongKind(column:expected:found:remedy:)` for texts, or
  ///   `DataError.unreadableValue(column:row:value:expected:count:remedies:)` for a number out of the range.
  init(_ name: String, of table: Table, rows: [Int]?, _ range: Range) throws {
    let column = try table.column(name)
    (self.name, self.rows, values) = (name, rows, try column.numbers())
    guard let row = values.firstIndex(where: { !range.contains($0) }) else { return }
    throw error(row, expected: range.words, count: values.count { !range.contains($0) })
  }

  /// Where a row is in the whole table, counted from 0.
  ///
  /// - Parameter row: Counted from 0 among the rows that are used.
  func place(_ row: Int) -> Int { rows?[row] ?? row }

  /// The error that names a value.
  ///
  /// - Parameter row: Counted from 0 among the rows that are used.
  func error(_ row: Int, expected: String, count: Int = 1) -> DataError {
    .unreadableValue(
      column: name, row: place(row), value: values[row].shortText, expected: expected, count: count)
  }
}
