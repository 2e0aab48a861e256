import Logit
import LogitClassifier
import LogitStatistics

extension ClassifierReport {
  /// What is known of rows that are not the table a model says it was trained on.
  var otherRows: String {
    isForeign
      ? "of which nobody says whether the model was trained on them"
      : "which are not the table the model was trained on; if rows of that are among them, the measures flatter it"
  }

  /// Sentences on what the measures leave out, and on models of folds that ended early.
  var reservations: [String] {
    [leftOut, rows?.convergenceNote?.split(separator: "\n").joined(separator: " ")].compactMap(\.self)
  }

  /// The rows that are not measured, by what they lack, as a sentence; `nil` if all are.
  var leftOut: String? {
    guard let rows else { return nil }
    let counts = [
      (rows.droppedRowCount, "without a class"),
      (rows.incompleteRowCount, "without a value or weight that is needed"),
      (rows.uncountedRowCount, "of weight 0"),
    ].filter { $0.0 > 0 }
    guard !counts.isEmpty else { return nil }
    let isOne = counts.reduce(0) { $0 + $1.0 } == 1
    return
      "\(counts.map { "\($0.0.counted("row")) \($0.1)" }.joined(separator: ", ")) \(isOne ? "is" : "are") left out."
  }
}

extension ReportPage {
  /// The question, how often the answer is wrong, and four measures.
  var verdict: String {
    let cards = report.verdict.measures.map { measure in
      let range = measure.estimate.interval.map { "<span>95 % interval \($0.score)</span>" } ?? ""
      return "<li>\(measure.title.html)<b>\(measure.estimate.value.score)</b>\(range)"
        + "<span>\(measure.baselineTitle.html): \(measure.baseline.score)</span></li>\n"
    }
    return """
      <h1>\(report.verdict.question.html)</h1>
      <p class="lead">\(report.verdict.sentence.html)</p>
      \(cards.isEmpty ? "" : "<ul class=\"cards\">\n\(cards.joined())</ul>\n")<p class="note">\(measuredOn)</p>

      """
  }

  /// Which rows the measures are of.
  private var measuredOn: String {
    let model = report.models[0].nameHTML
    guard let rows = report.rows, let origin = report.origin else {
      return "Model \(model). No measure is shown, since no rows whose classes are known were given."
    }
    let count = rows.rowCount.counted("row")
    let source = report.options.source.map { " of \($0.nameHTML)" } ?? ""
    let how =
      switch origin {
      case .heldOut: "\(count)\(source) that were held out in training"
      case .outOfFold:
        "\(count)\(source), each predicted by a model that was trained without it, in \(rows.foldCount ?? 0) folds"
      case .other: "\(count)\(source), \(report.otherRows)"
      case .training: "\(count)\(source) that the model was trained on, which flatters it"
      }
    let reservations = report.reservations.map { " \($0.html)" }.joined()
    return "Model \(model), measured on \(how).\(reservations)"
  }

  /// What to know before relying on the model.
  var relying: String {
    let findings = report.findings
    let shown = findings.prefix(Self.mostFindings).map(Self.item)
    let rest = findings.dropFirst(Self.mostFindings).map(Self.item)
    let more =
      rest.isEmpty
      ? ""
      : "<details><summary>\(rest.count) more</summary>\n<ul class=\"findings\">\n\(rest.joined())</ul></details>\n"
    let list =
      shown.isEmpty
      ? "<p>Nothing was found among the columns, the classes and the fit that would mislead.</p>\n"
      : "<ul class=\"findings\">\n\(shown.joined())</ul>\n"
    return section(
      "relying", "What to know before relying on it", list + more + "<p class=\"note\">\(Self.unseen)</p>\n")
  }

  private static let mostFindings = 5
  private static let unseen =
    "What no data shows: whether rows to come are like these, and whether every column is known when the question is "
    + "asked."

  private static func item(_ finding: Finding) -> String {
    // A mere count is that of what the message lists.
    let shown = (finding.evidence.object ?? []).filter { $0.value.double != nil && $0.name != "count" }
    let evidence = shown.prefix(4).map { member in
      "\(member.name.split(separator: "_").joined(separator: " ")) \(text(member.value))"
    }
    let numbers =
      evidence.isEmpty ? "" : " <span class=\"note\">(\(evidence.joined(separator: "; ").html))</span>"
    return "<li class=\"\(finding.severity.rawValue)\"><b>\(finding.severity.rawValue.html):</b> "
      + "\(finding.message.shortened(to: longestMessage).html)\(numbers)</li>\n"
  }

  /// Messages may hold names of any length.
  private static let longestMessage = 1_000

  /// A number with few digits.
  private static func text(_ value: JSON) -> String {
    if case .integer(let number) = value { return number.grouped }
    return (value.double ?? .nan).figureText(digits: 4)
  }
}
