/// What messages call the options that solve a problem: the library's own names, unless a program uses other
/// words.
package struct OptionNames: Sendable {
  /// For a file whose first row names the columns.
  package var headerInFirstRow = "CSVOptions.header = .firstRow"
  /// For a file without a header.
  package var noHeader = "CSVOptions.header = .none"
  /// For the encoding of a text file.
  package var encoding: @Sendable (TextEncoding) -> String = { "CSVOptions.encoding = .\($0.rawValue)" }
  /// For so many lines above the header.
  package var skippedLines: @Sendable (Int) -> String = { "CSVOptions.skippedLines = \($0)" }
  /// For quotes with a backslash before them.
  package var escape = "CSVOptions.escape = \"\\\\\""
  /// For the arrays of an archive.
  package var arrays = "CSVOptions.arrays = ArrayChoice(features:labels:)"
  /// For not reading a column of a file that stores columns apart.
  package var unreadColumn: @Sendable (String) -> String = { "CSVOptions.columns without \"\($0)\"" }
  /// For a table of a database.
  package var table: @Sendable (String) -> String = { "CSVOptions.table, such as \"\($0)\"" }
  /// For leaving out rows without a target.
  package var dropMissingTargets = "ClassifierOptions.missingTarget = .drop"
  /// For leaving the table's own columns out of the predictions.
  package var leaveColumnsOut = "RowPredictor.passesColumns = false"
  /// For the number of rows that may be wrong.
  package var maximumErrors = "RowPredictor.maximumErrorCount"

  /// For what a finding advises.
  package var advised: @Sendable (OptionAdvice) -> String = { $0.description }

  /// For a word that stands for a missing value.
  package var missingWord: @Sendable (String) -> String = { "CSVOptions.missingWords, \"\($0)\" among them" }
  /// For a word that stands for itself.
  package var notMissing = "CSVOptions.missingWords without the word"
  /// For numbers with a decimal comma.
  package var decimalComma = "CSVOptions.usesDecimalComma = true"
  /// For numbers with a mark between thousands.
  package var thousands: @Sendable (Character) -> String = { "NumberSpelling.thousands = \"\($0)\"" }
  /// For numbers with a text before or after them.
  package var strip: @Sendable (String) -> String = { "NumberSpelling.stripped = [\"\($0)\"]" }
  /// For measurements below a limit.
  package var belowLimit: @Sendable (BelowLimit) -> String = { "NumberSpelling.belowLimit = .\($0)" }
  /// For the order of day and month.
  package var dateOrder: @Sendable (DateOrder) -> String = { "ColumnOptions.dateOrder = .\($0)" }
  /// For joining spellings.
  package var mergeSpellings: @Sendable (String) -> String = {
    "\"\($0)\" among ColumnOptions.mergedSpellings"
  }
  /// For using a column as something.
  package var use: @Sendable (String, ColumnUse) -> String = { "ColumnOptions.uses[\"\($0)\"] = .\($1)" }
  /// For the most categories of a column.
  package var categoryLimit: @Sendable (Int) -> String = { "ColumnOptions.categoryLimit = \($0)" }
  /// For leaving out classes with a single row, and for keeping them.
  package var dropRareClasses = "ClassifierOptions.rareClass = .drop"
  package var keepRareClasses = "ClassifierOptions.rareClass = .keep"
  /// For a column of a regression that is no predictor; the column is not always known.
  package var regressionColumn: @Sendable (RegressionColumnUse, String?) -> String = { use, column in
    let value = column.map { "\"\($0)\"" } ?? "the column"
    return use == .cluster
      ? "TableRegressionOptions.errors = .cluster(column: \(value))"
      : "TableRegressionOptions.\(use.rawValue) = \(value)"
  }
  /// What stands between options that are given together.
  package var separator = ", "

  /// The library's own names.
  package init() {}

  /// A sentence on names that were made up where there is no header; empty for other columns.
  func headerAdvice(for columns: [String]) -> String {
    let start = "column_"
    let areMadeUp =
      !columns.isEmpty && columns.allSatisfy { $0.hasPrefix(start) && Int($0.dropFirst(start.count)) != nil }
    return areMadeUp
      ? " If the first row of the file has the names, say so with \(headerInFirstRow)." : ""
  }
}
