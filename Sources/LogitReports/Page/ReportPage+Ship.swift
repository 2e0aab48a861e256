import Logit
import LogitClassifier
import LogitInterchange

extension ReportPage {
  /// Golden rows are put in as text up to this size.
  private static let largestGolden = 20_000

  /// How to make the model and the report again, and to see that another program runs it alike.
  var ship: String {
    let provenance = classifier.provenance
    var facts = [
      ["Data", provenance.source.nameHTML],
      ["Rows and columns", "\(provenance.rowCount.grouped) and \(provenance.columnCount.grouped)"],
      ["Hash of the data (xxh64)", provenance.fingerprintText],
    ]
    if let hash = report.hash { facts.append(["Hash of the model's file (sha256)", hash]) }
    facts += (provenance.options?.words ?? []).filter { !$0.text.isEmpty }.map {
      [$0.name.html, $0.text.shortened(to: 200).html]
    }
    facts += [["Seed", "\(provenance.seed)"], ["Trained by", "Logit \(provenance.version.html)"]]
    facts.append(["Reported by", "Logit \(LogitVersion.current)"])
    let commands =
      report.options.commands.isEmpty
      ? "" : "<pre>\(report.options.commands.map(\.html).joined(separator: "\n"))</pre>\n"
    return section(
      "ship", "Reproduce and ship",
      commands + HTMLTable.html("Origin", head: ["What", "value"], rows: facts) + answer + golden)
  }

  /// A row and its answer.
  private var answer: String {
    guard let first = report.goldenRows.rows.first, let shares = report.goldenRows.probabilities.first else {
      return ""
    }
    let object = JSON.object(
      zip(report.goldenRows.columns, first).prefix(PageModel.mostFields).map {
        JSON.Member($0.shortened(to: 80), $1.json)
      })
    let left = report.goldenRows.columns.count - PageModel.mostFields
    let more = left > 0 ? " (and \(left.counted("more column", plural: "more columns")))" : ""
    let answers = zip(names, shares).prefix(ClassifierReport.mostClasses).map {
      "\($0.shortened(to: 60)) \($1.figureText(digits: 6))"
    }
    return "<p>A made-up row\(more), and the probabilities that the model gives it:</p>\n"
      + "<pre>\(object.description.html)\n\(answers.joined(separator: ", ").html)</pre>\n"
  }

  private var golden: String {
    let text = report.goldenRows.json(isEncoded: false).description
    guard text.utf8.count <= Self.largestGolden else { return "" }
    return
      "<details><summary>\(report.goldenRows.rows.count.counted("such row")), for a program that runs the model"
      + "</summary>\n<pre>\(text.html)</pre></details>\n"
  }

  /// The author's own words.
  var card: String {
    guard let text = report.options.card else { return "" }
    return section("card", "In the author's words", "<div class=\"card\">\n\(Markdown.html(text))</div>\n")
  }
}
