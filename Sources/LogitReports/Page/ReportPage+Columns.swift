import Logit
import LogitClassifier

extension ReportPage {
  private static let mostShown = 100

  /// The columns it takes, with small histograms by class.
  var columns: String {
    let used = report.columns.filter { !$0.decision.isLeftOut }
    let left = report.columns.filter { $0.decision.isLeftOut && !$0.decision.isTarget }
    let hasRows = report.rows != nil
    let hasUnknown = used.contains { ($0.unknownCount ?? 0) > 0 }
    let rows = used.prefix(Self.mostShown).map { column -> [String] in
      var cells = [
        column.decision.column.nameHTML, column.decision.kindText,
        column.decision.actionText.shortened(to: 160).html,
      ]
      if hasRows {
        cells.append((column.missingCount ?? 0).grouped)
        if hasUnknown { cells.append((column.unknownCount ?? 0).grouped) }
        cells += [range(column), drawing(column)]
      }
      return cells
    }
    let sides =
      isBinary
      ? " Above the line are rows of \(names[1].nameHTML), below it of \(names[0].nameHTML), each side to its own scale."
      : ""
    let caption =
      used.count > Self.mostShown ? "The first \(Self.mostShown) of \(used.count.grouped) columns." : nil
    var content = hasRows ? "<p>Values as in the rows that were measured.\(sides) \(lacking(used))</p>\n" : ""
    content += HTMLTable.html(
      "Columns",
      head: ["Column", "kind", "what is done"]
        + (hasRows ? ["missing"] + (hasUnknown ? ["not known"] : []) + ["values", "drawn"] : []),
      numeric: hasUnknown ? [3, 4] : [3], rows: Array(rows), caption: caption)
    if !left.isEmpty {
      let lines = left.prefix(Self.mostShown).map {
        "<li>\($0.decision.column.nameHTML): \($0.decision.reason.shortened(to: 160).html)</li>\n"
      }
      content +=
        "<details><summary>\(left.count.counted("column")) left out</summary>\n<ul>\n\(lines.joined())</ul></details>\n"
    }
    return section("columns", "Columns it takes", content)
  }

  /// The values that are missing or not known, and the rows that are not counted here, in sentences.
  private func lacking(_ used: [ReportColumn]) -> String {
    let missing = used.reduce(0) { $0 + ($1.missingCount ?? 0) }
    let unknown = used.reduce(0) { $0 + ($1.unknownCount ?? 0) }
    let values =
      missing == 0 ? "None is missing" : "\(missing.counted("value")) \(missing == 1 ? "is" : "are") missing"
    let categories =
      unknown == 0
      ? "no category is unknown to the model"
      : "\(unknown.counted("value")) \(unknown == 1 ? "is a category" : "are categories") that did not occur in training"
    return ["\(values), and \(categories).", report.leftOut?.html].compactMap(\.self).joined(separator: " ")
  }

  private func range(_ column: ReportColumn) -> String {
    switch column.values {
    case .numbers(let range, _):
      "\(range.lowerBound.figureText(digits: 4)) to \(range.upperBound.figureText(digits: 4))"
    case .categories(let names, _, let total):
      names.map { $0.shortened(to: 24).html }.joined(separator: ", ")
        + (total > names.count ? " and \((total - names.count).grouped) more" : "")
    case nil: "–"
    }
  }

  private func drawing(_ column: ReportColumn) -> String {
    let counts: [[Int]]
    switch column.values {
    case .numbers(_, let found): counts = found
    // By class, as those of numbers are.
    case .categories(let names, let found, _):
      counts = self.names.indices.map { label in names.indices.map { found[$0][label] } }
    case nil: return ""
    }
    guard !isBinary else { return CellDrawing.histogram(up: counts[1], down: counts[0]) }
    let sums = (counts.first ?? []).indices.map { place in counts.reduce(0) { $0 + $1[place] } }
    return CellDrawing.histogram(up: sums, down: nil)
  }
}
