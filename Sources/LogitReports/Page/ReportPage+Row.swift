import Logit
import LogitClassifier

extension ReportPage {
  /// Why a row is predicted as it is: the typical row, whose values the script lets one change.
  var row: String {
    guard let example = report.example else {
      return section(
        "row", "Why this row",
        "<p>No row can be shown, since the model does not know what is typical of each column.</p>\n")
    }
    guard let model = report.script else {
      return section(
        "row", "Why this row",
        lead(example)
          + "<p>The page cannot work this model out: it is too large, or has parts that are not written in JavaScript. "
          + "logit why explains rows.</p>\n" + table(example, nil))
    }
    return section("row", "Why this row", lead(example) + controls(model) + table(example, model))
  }

  private func lead(_ example: RowExplanation) -> String {
    let label = names.firstIndex(of: example.className) ?? 0
    let probability = example.probabilities[label]
    let text = probability > 0 && probability < 1e-4 ? probability.scientific(decimals: 2) : probability.score
    let change = example.nearestChange.map { change in
      " With \(change.column.nameHTML) at \(change.to.shownText.nameHTML) instead of "
        + "\(change.from.shownText.nameHTML) the typical row would be \(change.predicted.nameHTML)."
    }
    return """
      <p>A typical row has the usual value of each column: means or medians, and the most frequent categories. From it each value \
      moves the log-odds; the parts add up.\(change ?? "")</p>
      <p>This row is predicted <b><bdi id="predicted">\(example.predicted.nameAttribute)</bdi></b>: the probability of \
      <bdi id="explained">\(example.className.nameAttribute)</bdi> is <b id="probability">\(text)</b>, \
      log-odds <b id="odds">\(example.score.logOdds.signedOdds)</b>; those of the typical row are \
      <span id="start">\(example.typical.logOdds.signedOdds)</span>.</p>

      """
  }

  private func controls(_ model: PageModel) -> String {
    let options = zip(report.includedRows, model.rows).map { row, _ in
      "<option>Row \((row.row + 1).grouped): \(actual(row).nameAttribute), predicted \(measured(row).nameAttribute)</option>"
    }
    // With the typical row alone there is nothing to choose.
    let picker =
      "<span\(options.isEmpty ? " hidden" : " data-script hidden")><label for=\"row-choice\">Row</label> "
      + "<select id=\"row-choice\"><option>The typical row</option>\(options.joined())</select></span> "
    return
      "<div data-script hidden>\n<p>\(picker)<button type=\"button\" id=\"typical\">Back to the typical row</button></p>\n"
      + "<p id=\"refused\" role=\"alert\"></p>\n</div>\n"
      + (options.isEmpty
        ? ""
        : "<p class=\"note\">\(options.count.counted("row")) of the data \(options.count == 1 ? "is" : "are") in this file. "
          + "The model predicts them here itself; where it was measured, models that had not seen them did.</p>\n")
  }

  /// The class that a row of the data has.
  private func actual(_ row: RowExplanation) -> String { report.rows.map { names[$0.labels[row.row]] } ?? "" }

  /// The class that it was predicted as where it was measured.
  private func measured(_ row: RowExplanation) -> String {
    report.rows.map { $0.predictions.className(row: row.row) } ?? row.predicted
  }

  private func table(_ example: RowExplanation, _ model: PageModel?) -> String {
    let parts = Dictionary(example.contributions.map { ($0.column, $0) }) { first, _ in first }
    let columns =
      model.map { model in model.shown.map { (place: $0, name: model.columns[$0]) } }
      ?? example.contributions.prefix(PageModel.mostFields).enumerated().map {
        (place: $0.offset, name: $0.element.column)
      }
    let rows = columns.map { place, name -> [String] in
      let part = parts[name]
      let typical = (part?.typicalValue ?? .missing).shownText.nameHTML
      guard let model else { return [name.nameHTML, typical, (part?.logOdds ?? 0).signedOdds] }
      return [
        name.nameHTML,
        "<span data-script hidden>\(field(place, model))</span>",
        typical, "<span id=\"c\(place)\">\((part?.logOdds ?? 0).signedOdds)</span>",
        CellDrawing.bar(id: "b\(place)"),
      ]
    }
    let hidden = example.contributions.count - columns.count
    let rest =
      hidden > 0
      ? "<p>\(hidden.counted("more column", plural: "more columns")), which keep the values of the row: together "
        + "<span id=\"rest\">+0.00</span>.</p>\n" : ""
    return HTMLTable.html(
      "Values and what they do",
      head: model == nil
        ? ["Column", "typical", "log-odds"]
        : ["Column", "value", "typical", "log-odds", "from left to right"],
      numeric: model == nil ? [2] : [3], rows: rows) + rest
  }

  /// A field for the value of a column.
  private func field(_ place: Int, _ model: PageModel) -> String {
    let value = model.typical[place].textForm ?? ""
    let name = "aria-label=\"Value of \(model.columns[place].nameAttribute)\" id=\"v\(place)\""
    switch model.kinds[place] {
    case .number:
      return "<input type=\"number\" step=\"any\" \(name) data-kind=\"number\" value=\"\(value.html)\">"
    case .boolean:
      let options = ["", "true", "false"].map { option in
        "<option value=\"\(option)\"\(option == value ? " selected" : "")>\(option.isEmpty ? "missing" : option)</option>"
      }
      return "<select \(name) data-kind=\"boolean\">\(options.joined())</select>"
    case .text(let categories):
      let options = categories.map { "<option value=\"\($0.attribute)\">" }
      return
        "<input type=\"text\" \(name) data-kind=\"text\" value=\"\(value.attribute)\" list=\"o\(place)\">"
        + "<datalist id=\"o\(place)\">\(options.joined())</datalist>"
    }
  }
}

extension TableCell {
  /// The value with six digits at most.
  fileprivate var shownText: String {
    guard case .number(let number) = self else { return textForm ?? "missing" }
    return (Double(number.scientific(decimals: 5)) ?? number).shortText
  }
}

extension String {
  /// The text itself in an attribute, to the last character, since it is a value and not a name.
  fileprivate var attribute: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&", "<", ">", "\"", "'", "\n", "\r", "\t", "\0": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
