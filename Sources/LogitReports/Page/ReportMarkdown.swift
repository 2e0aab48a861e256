import Logit
import LogitClassifier
import LogitStatistics

extension ClassifierReport {
  /// The report as a model card in Markdown, for a repository: what a page has but figures and what moves.
  ///
  /// - Returns: The text; the same report gives the same bytes.
  public func markdown() -> String { ReportMarkdown(report: self).text }
}

/// A report as Markdown.
private struct ReportMarkdown {
  let report: ClassifierReport

  private static let mostLines = 20

  var text: String {
    [
      "# \(report.verdict.question.markdown)\n\n\(report.verdict.sentence.markdown)\n", measures, findings,
      confusion, calibration, comparison,
      coefficients, importance, columns, ship, card,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    let lines = [head, head.map { _ in "---" }] + rows
    return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private func section(_ title: String, _ content: String) -> String { "## \(title)\n\n\(content)" }

  private var measures: String {
    guard let rows = report.rows, let origin = report.origin else { return "" }
    let source = report.options.source.map { " of \($0.nameMarkdown)" } ?? ""
    let how =
      switch origin {
      case .heldOut: ", held out in training"
      case .outOfFold: ", each predicted by a model trained without it, in \(rows.foldCount ?? 0) folds"
      case .other, .training: ", \(report.otherRows)"
      }
    let lines = report.verdict.measures.map { measure in
      [
        measure.title, measure.estimate.value.score, measure.estimate.rangeText,
        "\(measure.baseline.score) (\(measure.baselineTitle.markdown))",
      ]
    }
    let reservations = report.reservations.map { " \($0.markdown)" }.joined()
    return "Measured on \(rows.rowCount.counted("row"))\(source)\(how).\(reservations)\n\n"
      + table(["Measure", "Value", "95 % interval", "Without a model"], lines)
  }

  private var findings: String {
    let lines = report.findings.map {
      "- **\($0.severity.rawValue)**: \($0.message.shortened(to: 1_000).markdown)\n"
    }
    return section(
      "What to know before relying on it",
      lines.isEmpty ? "Nothing was found that would mislead.\n" : lines.joined())
  }

  private var confusion: String {
    guard let matrix = report.scores?.confusionMatrix else { return "" }
    let names = report.classifier.classes.names
    guard names.count <= Self.mostLines else { return "" }
    let rows = names.indices.map { actual in
      [names[actual].nameMarkdown] + names.indices.map { Int(matrix[actual: actual, predicted: $0]).grouped }
    }
    return section("Confusion", table(["Is"] + names.map { "called \($0.nameMarkdown)" }, rows))
  }

  private var calibration: String {
    guard let test = report.calibration, test.pValue != nil else { return "" }
    func line(_ title: String, _ estimate: Estimate?, _ ideal: String) -> [[String]] {
      estimate.map { [[title, $0.value.score, $0.rangeText, ideal]] } ?? []
    }
    func line(_ title: String, _ value: Double?) -> [[String]] {
      value.map { [[title, $0.score, "", ""]] } ?? []
    }
    let lines =
      line("Calibration slope", test.slope, "1") + line("Calibration intercept", test.intercept, "0")
      + line("Probability of such slope and intercept", test.likelihoodRatio == nil ? nil : test.pValue)
      + line("Spiegelhalter's z", test.spiegelhalterZ)
      + line("Probability of such a z", test.spiegelhalterPValue)
    return section(
      "Whether probabilities come true", table(["Measure", "Value", "95 % interval", "If they do"], lines))
  }

  private var comparison: String {
    guard !report.comparison.isEmpty else { return "" }
    func measured(_ item: ReportComparison, _ place: Int) -> String {
      "\(item.values[place].score) (\(item.rowCounts[place].counted("row")), \(item.seen[place]))"
    }
    let rows = report.comparison.map { item in
      [
        item.models[1].nameMarkdown, item.measure == "accuracy" ? "Accuracy" : "Log loss", measured(item, 0),
        measured(item, 1), item.difference.map { $0.value.score } ?? "",
        item.difference?.interval?.score ?? item.reason ?? "",
      ]
    }
    let first = report.models[0].nameMarkdown
    return section(
      "Beside other models",
      table(["Model", "Measure", "Of \(first)", "Of this", "Difference", "95 % interval"], rows))
  }

  private var coefficients: String {
    guard !report.coefficients.isEmpty else { return "" }
    let rows = report.coefficients.prefix(Self.mostLines).map { line in
      [
        line.coefficient.feature.nameMarkdown, line.coefficient.className.nameMarkdown,
        line.coefficient.weight.signedOdds,
        line.weightInterval.map { "\($0.lower.signedOdds) to \($0.upper.signedOdds)" } ?? "",
        line.coefficient.estimate.figureText(digits: 4), line.twin?.column.nameMarkdown ?? "",
      ]
    }
    let command = report.options.inferenceCommand.map { " \($0.codeMarkdown) gives that." } ?? ""
    let note =
      report.intervals == .penalized
      ? "\nThe intervals are those of the penalized fit, and no classical inference.\(command)\n" : ""
    return section(
      "What it learned",
      table(
        ["Feature", "Class", "Per deviation", report.intervalTitle, "Per unit", "Nearly the same as"], rows)
        + note)
  }

  private var importance: String {
    guard !report.importance.isEmpty else { return "" }
    let rows = report.importance.prefix(Self.mostLines).map {
      [$0.column.nameMarkdown, $0.estimate.value.score, $0.estimate.rangeText]
    }
    return section("What it learned", table(["Column", "Log loss grows by", "95 % interval"], rows))
  }

  private var columns: String {
    let hasRows = report.rows != nil
    let hasUnknown = report.columns.contains { ($0.unknownCount ?? 0) > 0 }
    let rows = report.columns.filter { !$0.decision.isTarget }.prefix(Self.mostLines * 10).map {
      [
        $0.decision.column.nameMarkdown, $0.decision.kindText,
        $0.decision.actionText.shortened(to: 160).markdown,
      ] + (hasRows ? [($0.missingCount ?? 0).grouped] : [])
        + (hasUnknown ? [($0.unknownCount ?? 0).grouped] : [])
    }
    let head =
      ["Column", "Kind", "What is done"] + (hasRows ? ["Missing"] : []) + (hasUnknown ? ["Not known"] : [])
    return section("Columns it takes", table(head, Array(rows)))
  }

  private var ship: String {
    let provenance = report.classifier.provenance
    let commands = report.options.commands.map { "    \($0.onOneLine)\n" }.joined()
    let hash = report.hash.map { "- hash of the model's file (sha256): \($0)\n" } ?? ""
    return section(
      "Reproduce",
      commands + (commands.isEmpty ? "" : "\n")
        + "- data: \(provenance.source.nameMarkdown), \(provenance.rowCount.counted("row")), xxh64 "
        + "\(provenance.fingerprintText)\n\(hash)- seed: \(provenance.seed)\n- trained by Logit \(provenance.version)\n"
    )
  }

  private var card: String {
    report.options.card.map { section("In the author's words", $0.hasSuffix("\n") ? $0 : $0 + "\n") } ?? ""
  }
}

extension String {
  /// The text in Markdown: what would be markup there or in HTML is escaped.
  fileprivate var markdown: String {
    var result = ""
    for scalar in withoutTurns.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\" + String(scalar)
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text as code, between more backticks than stand anywhere in it.
  fileprivate var codeMarkdown: String {
    let text = withoutTurns
    let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "\(fence)\(text)\(fence)" : "\(fence) \(text) \(fence)"
  }

  fileprivate var nameMarkdown: String { shortened(to: 80).markdown }
}
