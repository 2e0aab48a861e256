import Logit
import LogitData

/// Which fold each row is held out in.
struct FoldDivision {
  /// The rows that have a class, in ascending order; `nil` if all have.
  private let kept: [Int]?
  private let splits: Splits
  private let rowCount: Int

  /// The number of folds.
  var count: Int { splits.count }

  /// Divides the rows that have a class.
  ///
  /// - Parameters:
  ///   - folds: How.
  ///   - classes: The number of each row's class, negative if it has none.
  ///   - labels: The classes.
  ///   - table: The rows, with the column that decides, if there is one.
  ///   - rareClass: Whether a class of a single row, which is never held out, is refused.
  ///   - seed: The seed of random folds.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for fewer than two folds;
  ///   `DataError.tooFew(things:found:needed:purpose:remedy:)` for more folds than there are rows, or groups;
  ///   `DataError.tooFewRows(className:found:needed:purpose:)` for a class with a single row; or
  ///   `DataError.unknownColumn(name:role:nearest:known:)` and
  ///   `DataError.missingKeys(column:role:count:firstRow:)` for a column that rows cannot be divided by.
  init(
    _ folds: Measuring.Folds, classes: [Int32], labels: ClassLabels, of table: Table,
    rareClass: ClassifierOptions.RareClass, seed: UInt64
  ) throws {
    let kept = classes.contains { $0 < 0 } ? classes.indices.filter { classes[$0] >= 0 } : nil
    (self.kept, rowCount) = (kept, classes.count)
    switch folds {
    case .stratified(let count):
      splits = try StratifiedKFold(
        count, by: "the target", shuffleSeed: seed,
        singleRowClasses: rareClass == .keep ? .keepInTraining : .refuse
      ).splits(kept?.map { classes[$0] } ?? classes, classCount: labels.count) { labels.names[$0] }
    case .groups(let count, let column):
      splits = try Self.splits(of: table, column, "column of groups", kept: kept) {
        try GroupKFold(count, by: column).splits(of: $0)
      }
    case .times(let count, let column, let dateOrder):
      splits = try Self.splits(of: table, column, "column of times", kept: kept) {
        try TimeSeriesSplit(count, by: column, dateOrder: dateOrder).splits(of: $0)
      }
    case .column(let column):
      splits = try Self.splits(of: table, column, "column of folds", kept: kept) {
        try FoldColumn(column).splits(of: $0)
      }
    }
  }

  /// Divides the rows of a single column that are kept.
  private static func splits(
    of table: Table, _ column: String, _ role: String, kept: [Int]?, _ divide: (Table) throws -> Splits
  ) throws -> Splits {
    let whole = try Table([table.columns[try table.index(of: column, role: role)]])
    do {
      return try divide(kept.map { try whole.rows(at: $0) } ?? whole)
    } catch DataError.missingKeys(let column, let role, let count, let firstRow) {
      throw DataError.missingKeys(
        column: column, role: role, count: count, firstRow: kept?[firstRow] ?? firstRow)
    }
  }

  /// The fold that each row is held out in, -1 for one that never is, where all rows have a class and folds
  /// are random; `nil` otherwise.
  var foldOfRow: [Int32]? { kept == nil ? splits.foldOfRow : nil }

  /// The place of each row in a fold.
  func places(inFold fold: Int) -> [UInt8] {
    var places = [UInt8](repeating: RowDivision.Place.dropped, count: rowCount)
    let split = splits[fold]
    for row in split.training { places[kept?[row] ?? row] = RowDivision.Place.training }
    for row in split.validation { places[kept?[row] ?? row] = RowDivision.Place.validation }
    return places
  }
}
