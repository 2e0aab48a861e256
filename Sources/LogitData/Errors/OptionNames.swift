/// How messages call the options that answer a problem: by the library's own names, unless a program has other words for
/// its users.
package struct OptionNames: Sendable {
  /// The first row names the columns.
  package var headerInFirstRow = "CSVOptions.header = .firstRow"
  /// No row names the columns.
  package var noHeader = "CSVOptions.header = .none"
  /// The encoding of a text.
  package var encoding: @Sendable (TextEncoding) -> String = { "CSVOptions.encoding = .\($0.rawValue)" }
  /// Rows without a target are left out.
  package var dropMissingTargets = "ClassifierOptions.missingTarget = .drop"
  /// The table's own columns do not stand beside the predictions.
  package var leaveColumnsOut = "RowPredictor.passesColumns = false"

  /// The library's own names.
  package init() {}
}
