import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ReportPage {
  private static let mostCoefficients = 60
  private static let mostColumns = 60

  /// What the model learned: coefficients, or how much each column matters.
  var learned: String {
    if !report.coefficients.isEmpty { return section("learned", "What it learned", coefficients) }
    guard !report.importance.isEmpty else {
      return section(
        "learned", "What it learned",
        "<p>The model has hidden layers, so that no column has a weight of its own; with rows whose classes are known, "
          + "the report says how much each matters.</p>\n")
    }
    let reach = report.importance.map(\.estimate.value.magnitude).max() ?? 0
    let rows = report.importance.prefix(Self.mostColumns).map { item in
      [
        item.column.nameHTML, item.estimate.value.score, item.estimate.rangeText,
        CellDrawing.interval(item.estimate.value, item.estimate.interval, reach: reach),
      ]
    }
    return section(
      "learned", "What it learned",
      "<p>By how much the log loss grows when the values of a column are exchanged among rows. Columns that say nearly "
        + "the same share what they are worth. A hollow mark has an interval that holds 0.</p>\n"
        + HTMLTable.html(
          "Importance of columns", head: ["Column", "log loss grows by", "95 % interval", "drawn"],
          numeric: [1, 2],
          rows: rows, caption: Self.caption(rows.count, of: report.importance.count, "columns")) + effects)
  }

  /// How the probability changes along the columns that matter most.
  private var effects: String {
    let figures = report.effects.compactMap { try? PageFigure($0.figure).html() }
    guard let first = report.effects.first, !figures.isEmpty else { return "" }
    let more =
      names.count > ColumnEffect.mostClasses ? ", of the first \(ColumnEffect.mostClasses) classes" : ""
    let band = isBinary ? " The band holds the middle 80 of 100 rows." : ""
    return
      "<h3>Along the columns that matter most</h3>\n<p>The mean probability of \(first.rowCount.counted("row"))"
      + "\(more) when each is given the same value of a column, the others as they are.\(band) Where columns hang "
      + "together, that asks of rows that do not occur.</p>\n<div class=\"grid\">\n\(figures.joined())</div>\n"
  }

  private static func caption(_ shown: Int, of count: Int, _ what: String) -> String? {
    shown < count ? "The strongest \(shown) of \(count.grouped) \(what)." : nil
  }

  private var coefficients: String {
    let shown = report.coefficients.prefix(Self.mostCoefficients)
    let hasIntervals = report.intervals != .none
    let reach =
      shown.flatMap { line in
        [line.coefficient.weight, line.weightInterval?.lower ?? 0, line.weightInterval?.upper ?? 0].map(
          \.magnitude)
      }.max() ?? 0
    let hasTwins = shown.contains { $0.twin != nil }
    let rows = shown.map { line -> [String] in
      let coefficient = line.coefficient
      var cells = [coefficient.feature.nameHTML]
      if !isBinary { cells.append(coefficient.className.nameHTML) }
      cells.append(coefficient.weight.signedOdds)
      if hasIntervals {
        cells.append(line.weightInterval.map { "\($0.lower.signedOdds) to \($0.upper.signedOdds)" } ?? "–")
      }
      cells.append(CellDrawing.interval(coefficient.weight, line.weightInterval, reach: reach))
      cells.append(coefficient.estimate.figureText(digits: 4))
      if hasTwins {
        cells.append(line.twin.map { "\($0.column.nameHTML) (\($0.correlation.fixed(decimals: 3)))" } ?? "")
      }
      return cells
    }
    var head = ["Feature"]
    if !isBinary { head.append("class") }
    head.append("per deviation")
    if hasIntervals { head.append(report.intervalTitle) }
    head += ["drawn", "per unit"]
    if hasTwins { head.append("nearly the same as") }
    let first = isBinary ? 1 : 2
    let numeric: Set<Int> = hasIntervals ? [first, first + 1, first + 3] : [first, first + 2]
    return "<p>\(introduction)</p>\n<p class=\"note\">\(intervalNote)</p>\n"
      + HTMLTable.html(
        "Coefficients", head: head, numeric: numeric, rows: rows,
        caption: Self.caption(shown.count, of: report.coefficients.count, "coefficients"))
  }

  private var introduction: String {
    let what = isBinary ? "the log-odds of \(names[1].nameHTML)" : "the logit of the class"
    let sure = report.coefficients.count { $0.isSure == true }
    let known =
      report.intervals == .none
      ? ""
      : " Of \(report.coefficients.count.counted("coefficient")) \(sure.grouped) \(sure == 1 ? "has" : "have") an "
        + "interval that excludes 0; a hollow mark has one that holds it."
    return "By how much \(what) changes with a number's standard deviation, or with a category.\(known)"
  }

  private var intervalNote: String {
    let classes =
      isBinary || report.intervals == .none || classifier.inference != nil
      ? "" : " They are of each class against the mean of all."
    return switch report.intervals {
    case .likelihood: "The intervals are those of the likelihood, without a penalty.\(classes)"
    case .penalized:
      "The penalty pulls coefficients towards 0, and the intervals come from the penalized likelihood: they show what "
        + "these rows and the penalty leave open, and are no classical inference.\(classes) \(inference)"
    case .none:
      "There are no intervals: they need the rows the model was trained on, and an optimum with a ridge penalty or "
        + "none. \(inference)"
    }
  }

  /// Where errors and tests are to be had.
  private var inference: String {
    "A fit without a penalty has errors and tests"
      + (report.options.inferenceCommand.map { ": <code>\($0.html)</code>" } ?? ": logit regress.")
  }
}
