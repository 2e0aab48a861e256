#if Command
import Logit
import LogitReports

/// The page about a model that `fit` writes at once.
struct FitPage {
  private let destination: ReportDestination
  private let model: String
  private let input: TableOptions

  /// Finds out, before training, whether the page can be written.
  ///
  /// - Parameters:
  ///   - path: The page.
  ///   - model: The file that the model goes to.
  ///   - input: What the rows come from, and how they are read.
  init(_ path: String, model: String, input: TableOptions) throws {
    destination = try ReportDestination(path, option: "--report", isMarkdown: false, inputs: [input.file])
    (self.model, self.input) = (model, input)
    guard !FilePlace(path).isSame(as: FilePlace(model)) else {
      throw OptionValueError("--report \(path.shellQuoted) is the file that the model goes to; name another.")
    }
  }

  /// Writes the page.
  ///
  /// - Parameters:
  ///   - classifier: The model, already in its file.
  ///   - fit: What training found.
  ///   - table: The rows that were read.
  ///   - source: What they are called.
  /// - Returns: A line that says what was written.
  func write(_ classifier: Classifier, _ fit: FitReport, _ table: Table?, source: String) throws -> String {
    var options = ReportOptions()
    // Rows that were all trained on say nothing of others.
    let isMeasured = fit.scores != nil
    options.source = isMeasured ? source : nil
    let file = input.file == "-" ? "-" : input.file.shownPath
    options.commands = [
      "logit fit"
        + CarriedArguments.text(
          without: ["--report", "--output", "-o", "--tensorboard", "--resume", "--memory"],
          flags: ["--quiet", "--json", "--overwrite"], adding: "", showing: [input.file: file]),
      (["logit", "evaluate", model.shownPath, file] + input.format.givenForModel).shellLine,
    ]
    options.inferenceCommand = classifier.regressCommand(file: file, input.format)
    var subject = ReportSubject(
      name: model.lastComponent, classifier: classifier, table: isMeasured ? table : nil,
      hash: try ReportSubject.hash(of: model))
    subject.findings = fit.findings
    let report = try ClassifierReport([subject], options: options)
    try destination.write(report)
    return destination.text(report)
  }
}
#endif
