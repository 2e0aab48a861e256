import Logit
import LogitData
import LogitFiles

/// The rows of a table that can be divided by their classes.
///
///     let rows = try TargetRows(of: table, target: "outcome", missingTarget: .drop)
///     for split in try StratifiedKFold(5, by: "outcome").splits(of: rows.table) {
///       let training = try table.rows(at: rows.original(split.training))
///     }
public struct TargetRows: Sendable {
  /// A table of the classes, with the rows that can be divided.
  public let table: Table
  /// The number of rows left out because they have no class.
  public let missingCount: Int
  /// The number of rows left out because no other has their class.
  public let rareCount: Int

  /// The rows in the original table; `nil` if all are there.
  private let rows: [Int]?

  /// Selects rows.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - target: The column that names each row's class.
  ///   - missingTarget: What happens to rows whose target is missing; an error by default.
  ///   - rareClass: What happens to a class with a single row. Only those that are dropped matter here; a
  ///     splitter refuses or keeps others.
  ///   - columns: How columns are read, the target among them; by what they hold by default.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` if there is no such column,
  ///   `DataError.missingTarget(column:count:firstRow:)` unless such rows are dropped,
  ///   `DataError.quantityTarget(column:valueCount:)` for a quantity, or
  ///   `LogitError.invalidOption(name:value:expected:)` for a target that is to be used as numbers or dates.
  public init(
    of table: Table, target: String, missingTarget: ClassifierOptions.MissingTarget = .refuse,
    rareClass: ClassifierOptions.RareClass = .refuse, columns: ColumnOptions = ColumnOptions()
  ) throws {
    let column = table.columns[try table.index(of: target, role: "column of classes")]
    let read = try TargetValues(column, options: columns, rareClass: rareClass)
    let numbers = read.values.indices
    if missingTarget == .refuse { try numbers.requireClasses(target: target) }
    missingCount = numbers.count { $0 == ClassLabels.missing }
    rareCount = numbers.count { $0 == ClassLabels.dropped }
    let classes = try Table([read.column])
    guard missingCount + rareCount > 0 else {
      (self.table, rows) = (classes, nil)
      return
    }
    let kept = numbers.indices.filter { numbers[$0] >= 0 }
    (self.table, rows) = (try classes.rows(at: kept), kept)
  }

  /// The rows of the original table.
  ///
  /// - Parameter indices: Rows of ``table``, counted from 0; one that does not exist is a programming error.
  /// - Returns: The same rows, counted in the original table.
  public func original(_ indices: [Int]) -> [Int] {
    guard let rows else { return indices }
    return indices.map { index in
      guard index >= 0, index < rows.count else {
        programmingError("Row \(index) is outside 0..<\(rows.count)")
      }
      return rows[index]
    }
  }
}
