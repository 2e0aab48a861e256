import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

extension ReportPage {
  /// How good, how honest: the curves, and whether probabilities come true.
  var quality: String {
    guard let rows = report.rows else { return "" }
    var figures = ""
    for kind in ["roc", "precision-recall", "calibration"] {
      guard let curve = report.curves.first(where: { $0.kind == kind }) else { continue }
      figures += figure(curve)
    }
    let missing =
      figures.isEmpty || !report.curves.contains { $0.kind == "roc" }
      ? "<p>There is no ROC curve: all rows that were measured are of one class.</p>\n" : ""
    return section(
      "quality", "How good, how honest",
      "\(missing)<div class=\"grid\">\n\(figures)</div>\n\(calibrationTable(rows))\(learningCurve)")
  }

  /// A figure with a dot that follows the threshold.
  private func figure(_ curve: ClassifierReport.Curve) -> String {
    guard let drawn = curve.figure.page.figures.first, let page = try? PageFigure(drawn) else { return "" }
    return page.html(overlay: dot(curve.kind, page))
  }

  private func dot(_ kind: String, _ page: PageFigure) -> String {
    guard let stops = report.thresholds.first, kind != "calibration" else { return "" }
    let found = stops.confusion(at: stops.stored)
    let recall = Double(found.truePositives) / Double(stops.totals[1])
    let (x, y) =
      kind == "roc"
      ? (Double(found.falsePositives) / Double(stops.totals[0]), recall)
      : (recall, Double(found.truePositives) / Double(found.truePositives + found.falsePositives))
    let box = [page.x(0), page.x(1), page.y(1), page.y(0)].map(CellDrawing.short).joined(separator: " ")
    let isThere = x.isFinite && y.isFinite
    return
      "<circle id=\"\(kind)-dot\" data-box=\"\(box)\" r=\"4.5\" fill=\"var(--ink)\" stroke=\"var(--paper)\" "
      + "cx=\"\(CellDrawing.short(page.x(isThere ? x : 0)))\" cy=\"\(CellDrawing.short(page.y(isThere ? y : 0)))\" "
      + "visibility=\"\(isThere ? "visible" : "hidden")\"/>\n"
  }

  /// The bins of the calibration, and what they say in a sentence.
  private func calibrationTable(_ rows: LabeledPredictions) -> String {
    guard let bins = try? rows.reliabilityCurve().bins, let error = try? rows.expectedCalibrationError()
    else {
      return ""
    }
    let off = bins.count { $0.meanProbability < $0.interval.lower || $0.meanProbability > $0.interval.upper }
    let event = isBinary ? names[1].nameHTML : "the prediction being right"
    let judgement =
      off == 0
      ? "In none of \(bins.count.counted("bin")) does the mean probability lie outside the interval of what came true."
      : "In \(off.grouped) of \(bins.count.counted("bin")) the mean probability lies outside the interval of what came "
        + "true."
    let lines = bins.map { bin in
      [
        bin.meanProbability.score, bin.rowCount.grouped, bin.eventCount.grouped, bin.share.score,
        bin.interval.score,
      ]
    }
    return "<p>\(judgement) The expected calibration error is \(error.score).\(calibrationTest)</p>\n"
      + "<details><summary>Calibration in numbers</summary>\n"
      + HTMLTable.html(
        "Calibration", head: ["Mean probability", "rows", "came true", "share", "95 % interval"],
        numeric: [1, 2, 3, 4], rows: lines, caption: "Probability of \(event)") + "</details>\n"
  }

  /// What the test of calibration found, in sentences.
  private var calibrationTest: String {
    guard let test = report.calibration else { return "" }
    func text(_ estimate: Estimate) -> String {
      let range = estimate.interval.map {
        " (\($0.lower.signedOdds) to \($0.upper.signedOdds))"
      }
      return "\(estimate.value.signedOdds)\(range ?? "")"
    }
    var parts: [String] = []
    if let slope = test.slope { parts.append("calibration slope \(text(slope)), 1 if all is well") }
    if let intercept = test.intercept { parts.append("intercept \(text(intercept)), 0 if all is well") }
    if let z = test.spiegelhalterZ { parts.append("Spiegelhalter’s z \(z.signedOdds)") }
    guard let pValue = test.pValue, !parts.isEmpty else { return "" }
    let chance = pValue < 1e-4 ? "below 0.0001" : pValue.score
    let isFew = report.rows?.canShowCalibration == false
    let judgement =
      isFew
      ? "; but fewer than ten rows came true, or fewer than ten did not, too few for a test"
      : pValue < 0.01 ? ", so they are better not read as such" : ""
    return " As a test: \(parts.joined(separator: "; ")). Probabilities that come true would show so large a "
      + "departure with probability \(chance)\(judgement)."
  }

  /// The course of training, folded away.
  private var learningCurve: String {
    guard let curve = report.curves.first(where: { $0.kind == "learning-curve" }) else { return "" }
    let figures = curve.figure.page.figures.compactMap { try? PageFigure($0).html() }.joined()
    return "<details><summary>Learning curve</summary>\n<div class=\"grid\">\n\(figures)</div></details>\n"
  }

  /// The other models, measured on the same rows, and what each had seen of them.
  var beside: String {
    guard !report.comparison.isEmpty else { return "" }
    func measured(_ item: ReportComparison, _ place: Int) -> String {
      "\(item.values[place].score)<br><span class=\"note\">\(item.rowCounts[place].counted("row")), "
        + "\(item.seen[place])</span>"
    }
    let rows = report.comparison.map { item -> [String] in
      let title = item.measure == "accuracy" ? "Accuracy" : "Log loss"
      return [
        item.models[1].nameHTML, title, measured(item, 0), measured(item, 1),
        item.difference.map { ($0.value < 0 ? "" : "+") + $0.value.score } ?? "–",
        item.difference?.interval?.score ?? item.reason ?? "–",
      ]
    }
    let first = report.models[0].nameHTML
    let refused = report.comparison.contains { $0.reason != nil }
    return section(
      "beside", "Beside other models",
      "<p>The difference to \(first) is that of each row, so its interval is narrower than those of the measures."
        + (refused ? " Where measures cannot be compared, there is none." : "") + "</p>\n"
        + HTMLTable.html(
          "Comparison", head: ["Model", "measure", "of \(first)", "of this", "difference", "95 % interval"],
          numeric: [4], rows: rows))
  }
}
