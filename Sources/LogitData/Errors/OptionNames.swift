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
  /// For leaving out rows without a target.
  package var dropMissingTargets = "ClassifierOptions.missingTarget = .drop"
  /// For leaving the table's own columns out of the predictions.
  package var leaveColumnsOut = "RowPredictor.passesColumns = false"
  /// For the number of rows that may be wrong.
  package var maximumErrors = "RowPredictor.maximumErrorCount"

  /// For what a finding advises.
  package var advised: @Sendable (OptionAdvice) -> String = { $0.description }

  /// The library's own names.
  package init() {}
}
