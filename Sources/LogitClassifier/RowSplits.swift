package import LogitData
import LogitFiles

/// The rows of a table divided into some to train on and some to measure on, once or in folds, and every row of
/// the table as it stands.
package struct RowSplits: Sendable {
  /// What says how rows are divided.
  package enum Divider: Sendable, Equatable {
    /// Each part has the same share of each class of a column.
    case classes(String)
    /// The rows of a group of a column stay together.
    case groups(String)
    /// The latest rows by a column are held back.
    case times(String)
    /// They are drawn.
    case chance
  }

  /// How rows are divided.
  package struct Options: Sendable {
    /// How many rows are held back, where they are divided once.
    package var validation: HoldoutSize = 0.2
    /// The number of parts that are held back in turn; `nil` to divide once.
    package var folds: Int?
    /// Where draws come from.
    package var seed: UInt64 = 0
    /// What happens to rows without a class.
    package var missingTarget = ClassifierOptions.MissingTarget.refuse
    /// What happens to a class of a single row.
    package var rareClass = ClassifierOptions.RareClass.refuse
    /// How the column that divides is read.
    package var columns = ColumnOptions()

    /// Makes the usual options.
    package init() {}
  }

  private let splits: Splits
  private let classRows: TargetRows?

  /// Rows of a part, in the table that was given.
  package struct Part: Sendable {
    /// The rows.
    package let rows: [Int]
    /// Their classes, in a table of that column; `nil` unless classes divide.
    package let classes: Table?
  }

  /// How often the rows are divided.
  package var count: Int { splits.count }

  /// How many rows are in no part, since they have no class or one of their own.
  package var droppedRowCount: Int { classRows.map { $0.missingCount + $0.rareCount } ?? 0 }

  /// Divides rows.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - divider: What says how.
  ///   - options: How.
  /// - Throws: As ``TargetRows/init(of:target:missingTarget:rareClass:columns:)`` and `Splitter.splits(of:)`.
  package init(_ table: Table, by divider: Divider, _ options: Options) throws {
    var (divided, classRows): (Table, TargetRows?) = (table, nil)
    switch divider {
    case .classes(let target):
      let rows = try TargetRows(
        of: table, target: target, missingTarget: options.missingTarget, rareClass: options.rareClass,
        columns: options.columns)
      (divided, classRows) = (rows.table, rows)
    case .groups(let column): divided = try Self.groups(column, of: table, options.columns)
    case .times, .chance: break
    }
    splits = try Self.splitter(divider, options).splits(of: divided)
    self.classRows = classRows
  }

  /// The rows to train on and those to measure on.
  ///
  /// - Parameter fold: Which time they are divided, counted from 0.
  /// - Throws: Nothing for a fold that is there.
  package func parts(fold: Int) throws -> (training: Part, validation: Part) {
    func part(_ rows: [Int]) throws -> Part {
      Part(rows: classRows?.original(rows) ?? rows, classes: try classRows?.table.rows(at: rows))
    }
    let split = splits[fold]
    return (try part(split.training), try part(split.validation))
  }

  /// A table of the column of groups, as it is read.
  private static func groups(_ name: String, of table: Table, _ columns: ColumnOptions) throws -> Table {
    try columns.requireNames(in: name, role: "column of groups", things: "groups")
    let column = table.columns[try table.index(of: name, role: "column of groups")]
    return try Table([ColumnReading.target(column, options: columns)?.read(column).column ?? column])
  }

  private static func splitter(_ divider: Divider, _ options: Options) -> any Splitter {
    let (size, folds, seed) = (options.validation, options.folds, options.seed)
    switch divider {
    case .classes(let target):
      let single = options.rareClass == .keep ? SingleRowClasses.keepInTraining : .refuse
      return folds.map { StratifiedKFold($0, by: target, shuffleSeed: seed, singleRowClasses: single) }
        ?? StratifiedShuffleSplit(by: target, validation: size, singleRowClasses: single, seed: seed)
    case .groups(let group):
      return folds.map { GroupKFold($0, by: group, shuffleSeed: seed) }
        ?? GroupShuffleSplit(by: group, validation: size, seed: seed)
    case .times(let time):
      return folds.map { TimeSeriesSplit($0, by: time, dateOrder: options.columns.dateOrder) }
        ?? TimeSplit(by: time, validation: size, dateOrder: options.columns.dateOrder)
    case .chance:
      return folds.map { KFold($0, shuffleSeed: seed) } ?? ShuffleSplit(validation: size, seed: seed)
    }
  }
}
