#if Command
import Logit
import LogitReports

/// The file that a report goes to.
struct ReportDestination {
  let path: String
  private let isMarkdown: Bool

  /// Finds out, before long work, whether the report can be written.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - option: The option that names it.
  ///   - isMarkdown: Whether a model card is written rather than a page.
  ///   - inputs: The files that are read.
  /// - Throws: `OptionValueError` for a name that is empty; `FileError` if it cannot be written.
  init(_ path: String, option: String, isMarkdown: Bool, inputs: [String]) throws {
    guard !path.isEmpty else { throw OptionValueError("\(option) is empty, but must name a file.") }
    for input in inputs { try InputFiles(input).requireOther(than: path) }
    try StagedFile.requireWritable(path)
    (self.path, self.isMarkdown) = (path, isMarkdown)
  }

  /// Writes the report, whole or not at all.
  func write(_ report: ClassifierReport) throws {
    let text = isMarkdown ? report.markdown() : report.html()
    try StagedFile.write(Array(text.utf8), to: path)
  }

  /// What was written, and whether any row of the data is in it.
  func text(_ report: ClassifierReport) -> String {
    "\(path): \(report.closingText)"
  }
}
#endif
