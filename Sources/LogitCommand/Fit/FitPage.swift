#if Command
import Logit
import LogitReports

/// The page about a model that `fit` writes at once.
struct FitPage {
  private let destination: ReportDestination
  private let model: String
  private let input: String

  /// Finds out, before training, whether the page can be written.
  ///
  /// - Parameters:
  ///   - path: The page.
  ///   - model: The file that the model goes to.
  ///   - input: What the rows come from.
  init(_ path: String, model: String, input: String) throws {
    destination = try ReportDestination(path, option: "--report", isMarkdown: false, inputs: [input])
    (self.model, self.input) = (model, input)
    guard path != model else {
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
    options.commands = [
      "logit fit"
        + CarriedArguments.text(
          without: ["--report", "--output", "-o", "--tensorboard"], adding: "",
          showing: [input: input.lastComponent]),
      "logit evaluate \(model.lastComponent.shellQuoted) \(source.shellQuoted)",
    ]
    var subject = ReportSubject(
      name: model.lastComponent, classifier: classifier, table: isMeasured ? table : nil,
      hash: try ReportDestination.hash(of: model))
    subject.findings = fit.findings
    let report = try ClassifierReport([subject], options: options)
    try destination.write(report)
    return destination.text(report)
  }
}
#endif
