import Logit
import LogitClassifier
import LogitStatistics

extension ReportPage {
  /// Where to draw the line: the rows by score, the table of confusion, and costs.
  var threshold: String {
    guard let stops = report.thresholds.first else { return "" }
    let own = "<span data-class>\(stops.className.nameHTML)</span>"
    let others = isBinary ? names[0].nameHTML : "others"
    let picker =
      isBinary
      ? ""
      : """
      <p data-script hidden><label for="class">Class, against all others</label> <select id="class">\
      \(report.thresholds.map { "<option>\($0.className.nameAttribute)</option>" }.joined())</select></p>

      """
    let label = "Rows by log-odds: above the axis those of the class, below it the others".html
    let content = """
      \(picker)<div class="grid">
      <div>
      <p>Each row by the probability of \(own). Above the axis are rows of \(own), below it of \(others), each side to \
      its own scale; on the wrong side of the line they are in full colour.</p>
      <div class="strip">
      \(StripDrawing.svg(stops, label: label))<div data-script hidden>
      <input type="range" id="stop" min="0" max="\(ThresholdStops.count - 1)" step="1" value="\(stops.stored)" \
      aria-label="Threshold" aria-valuetext="\(Self.words(stops))">
      </div></div>
      <p>\(isBinary ? "\(own) is predicted" : "Asked about \(own) alone, rows count as \(own)") above \
      <b id="at">\(Self.words(stops))</b>.
      <span data-script hidden><button type="button" id="reset">\
      \(isBinary ? "Back to the model's" : "Back to the start")</button></span></p>
      <p id="status" class="quiet" role="status" aria-live="polite"></p>
      </div>
      \(confusion(stops, own, others))\(costs(stops))</div>
      \(differenceNote(stops))\(classes)
      """
    return section("threshold", "Where to draw the line", content)
  }

  /// A stop in words.
  private static func words(_ stops: ThresholdStops) -> String {
    "probability \(stops.threshold.score), log-odds \(stops.logOdds[stops.stored].signedOdds)"
  }

  private func confusion(_ stops: ThresholdStops, _ own: String, _ others: String) -> String {
    let found = stops.confusion(at: stops.stored)
    let all = stops.totals[0] + stops.totals[1]
    let (tp, fp, fn, tn) =
      (found.truePositives, found.falsePositives, found.falseNegatives, found.trueNegatives)
    let measures = [
      ("recall", "Recall", tp, tp + fn), ("precision", "Precision", tp, tp + fp),
      ("specificity", "Specificity", tn, tn + fp), ("accuracy", "Accuracy", tp + tn, all),
    ].map { id, title, successes, trials -> [String] in
      let share = trials == 0 ? "undefined" : (Double(successes) / Double(trials)).score
      let range =
        trials == 0 ? "" : (try? ConfidenceInterval.wilson(successes: successes, trials: trials))?.score ?? ""
      return [title, "<span id=\"\(id)\">\(share)</span>", "<span id=\"\(id)-range\">\(range)</span>"]
    }
    // A line about one class of many is not what the model calls rows.
    let verb = isBinary ? "called" : "as"
    func cell(_ id: String, _ count: Int) -> String { "<span id=\"\(id)\">\(count.grouped)</span>" }
    return """
      <div>
      \(HTMLTable.html(
        "Confusion", head: ["Is", "\(verb) \(others)", "\(verb) \(own)"], numeric: [1, 2],
        rows: [[others, cell("tn", tn), cell("fp", fp)], [own, cell("fn", fn), cell("tp", tp)]],
        caption: isBinary ? nil : "Rows, and what they are counted as"))\
      \(HTMLTable.html(
        "Measures at the threshold", head: ["Measure", "value", "95 % interval"], numeric: [1, 2], rows: measures))\
      </div>

      """
  }

  private func costs(_ stops: ThresholdStops) -> String {
    var (miss, alarm) = (1.0, 1.0)
    if isBinary, case .leastCost(let costs) = classifier.decision.rule {
      miss = costs[actual: 1, predicted: 0] - costs[actual: 1, predicted: 1]
      alarm = costs[actual: 0, predicted: 1] - costs[actual: 0, predicted: 0]
    }
    let found = stops.confusion(at: stops.stored)
    let now = Double(found.falseNegatives) * miss + Double(found.falsePositives) * alarm
    let best = stops.cheapest(miss: miss, falseAlarm: alarm)
    let odds = stops.logOdds[best.stop]
    let place =
      best.stop == stops.stored
      ? Self.words(stops) : "probability \((1 / (1 + exponential(-odds))).score), log-odds \(odds.signedOdds)"
    return """
      <div>
      <p data-script hidden><label>A miss costs <input type="number" id="miss" min="0" step="any" \
      value="\(miss.shortText)"></label>
      <label>a false alarm <input type="number" id="alarm" min="0" step="any" value="\(alarm.shortText)">\
      </label></p>
      <p>The errors at this line cost <b id="cost">\(now.figureText(digits: 6))</b>, a miss at \
      \(miss.figureText(digits: 6)) and a false alarm at \(alarm.figureText(digits: 6)) unless changed. The least is \
      <b id="cheapest">\(best.cost.figureText(digits: 6)) at \(place)</b>, which was chosen on these rows: on others it \
      will cost a little more than it seems.</p>
      </div>

      """
  }

  /// Where the model's threshold was learned, what is measured elsewhere was decided by thresholds of other rows.
  private func differenceNote(_ stops: ThresholdStops) -> String {
    guard let matrix = report.scores?.confusionMatrix else { return "" }
    guard isBinary else {
      return "<p class=\"note\">The model has no such line: of \(names.count.grouped) classes it predicts "
        + (classifier.decision.rule == .mostProbable
          ? "the most probable one, whose probability may be below one half"
          : "the one that costs least")
        + ". The counts here are of one class against all others; those of the model are below.</p>\n"
    }
    let found = stops.confusion(at: stops.stored)
    guard
      Int(matrix[actual: 0, predicted: 1]) != found.falsePositives
        || Int(matrix[actual: 1, predicted: 0]) != found.falseNegatives
    else { return "" }
    return
      "<p class=\"note\">The threshold was learned, for the measures at the top without each row that is measured; "
      + "here the model's one threshold is applied to all, so that the counts differ a little.</p>\n"
  }

  /// Of more than two classes, what becomes of the rows of each.
  private var classes: String {
    guard !isBinary, let matrix = report.scores?.confusionMatrix else { return "" }
    let rows = report.shownClasses.map { label -> [String] in
      let others = names.indices.filter { $0 != label && matrix[actual: label, predicted: $0] > 0 }
      let most = others.max {
        (matrix[actual: label, predicted: $0], -$0) < (matrix[actual: label, predicted: $1], -$1)
      }
      let confused = most.map {
        "\(names[$0].nameHTML) (\(Int(matrix[actual: label, predicted: $0]).grouped))"
      }
      return [
        names[label].nameHTML, Int(matrix.support(of: label)).grouped,
        matrix.support(of: label) == 0 ? "undefined" : matrix.recall(of: label).score,
        matrix.precision(of: label).score, matrix.f1Score(of: label).score, confused ?? "–",
      ]
    }
    let note =
      names.count > report.shownClasses.count
      ? "The \(report.shownClasses.count) of \(names.count.grouped) classes with the smallest F1." : nil
    return "<h3>Classes</h3>\n"
      + HTMLTable.html(
        "Classes", head: ["Class", "rows", "recall", "precision", "F1", "most often called"],
        numeric: [1, 2, 3, 4],
        rows: rows, caption: note)
  }
}
