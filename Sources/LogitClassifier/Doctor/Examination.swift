import Logit
public import LogitData

/// What a table shows before anything is fitted to it, and how another one differs from it.
///
///     let examination = try Examination(table, target: "outcome", against: newRows)
///     print(examination)
///     for finding in examination.findings where finding.severity == .error { ... }
///
/// The columns are read and chosen as ``Classifier/fit(_:target:options:callbacks:)`` does, from the same
/// options, and what is found has the same form as what that finds. A finding of severity
/// ``/LogitData/Finding/Severity/error`` says that a classifier cannot be fitted, or would mean nothing:
///
/// - rows without a target or a class of a single row unless they are dropped, a target with a single class
///   or that is a quantity, no column to learn from;
/// - a column that tells all classes apart without error in at least 50 rows (`leakage`);
/// - a column that the other table lacks, or that holds something else in most of its rows.
///
/// <doc:LookingBeforeFitting> says what else is looked for, and from where on it is reported.
public struct Examination: Sendable {
  /// Where the rows came from.
  public let source: String
  /// The column of classes.
  public let target: String
  /// The number of rows.
  public let rowCount: Int
  /// Where the rows that they were compared with came from; `nil` if there are none.
  public let comparedSource: String?
  /// The classes in ascending order; empty if the target holds none.
  public let classNames: [String]
  /// The number of rows of each class.
  public let classCounts: [Int]
  /// What was found, the most serious first.
  public let findings: [Finding]
  /// What was not looked for, and why, a sentence each.
  public let notLookedFor: [String]

  /// Looks at a table.
  ///
  /// - Parameters:
  ///   - table: The rows that a classifier is to be fitted to.
  ///   - target: The column that names each row's class.
  ///   - source: Where the rows came from, such as a file name; `"a table"` by default.
  ///   - other: Rows that a classifier is to be used for, which are compared with the table; none by default.
  ///     They need not have the target.
  ///   - otherSource: Where those came from; `"another table"` by default.
  ///   - options: How a classifier is to be fitted, where it differs from the default. Only the choice and
  ///     reading of columns and rows and the strength of the penalty matter.
  /// - Throws: `DataError.unknownColumn(name:role:nearest:known:)` for a target, feature or excluded column
  ///   that does not exist; `DataError.unreadableValue(column:row:value:expected:count:remedies:)` or
  ///   `DataError.ambiguousDates(column:row:value:)` for a column that is not what it is to be used as; or
  ///   `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  /// - Complexity: O(n·p + min(n, 5,000)·p²) for n rows of p columns; where columns may separate the classes
  ///   together, some passes over at most 20 million encoded numbers; with another table O(m log m) for each
  ///   column and m = min(n, 100,000) besides.
  public init(
    _ table: Table, target: String, source: String = "a table", against other: Table? = nil,
    named otherSource: String = "another table", options: ClassifierOptions = ClassifierOptions()
  ) throws {
    try options.validate()
    let examined = try ExaminedTable(table, target: target, options: options)
    var findings = examined.targetFindings + examined.columnFindings
    let ofColumns = examined.findingsOfColumns()
    // Where single columns separate classes, all columns do, and the finding would say less.
    let joint =
      ofColumns.contains { $0.kind == .separation }
      ? ExaminedTable.JointSeparation() : try examined.jointSeparation(table)
    findings += ofColumns + joint.findings
    findings += try examined.collinear() + examined.repeatedRows()
    if let other {
      findings += Drift(from: examined, to: other, named: otherSource, options: options).findings()
    }
    // Sorted by severity; those alike stay in the order in which they were found.
    self.findings = Finding.Severity.allCases.reversed().flatMap { severity in
      findings.filter { $0.severity == severity }
    }
    notLookedFor =
      joint.unsettled.map { ["Whether several columns separate the classes together is not known: \($0)."] }
      ?? []
    (self.source, self.target, rowCount) = (source, target, table.rowCount)
    comparedSource = other.map { _ in otherSource }
    (classNames, classCounts) = (examined.classNames, examined.classCounts)
  }

  /// Whether nothing was found that makes fitting impossible or meaningless.
  public var isSound: Bool { !findings.contains { $0.severity == .error } }
}
