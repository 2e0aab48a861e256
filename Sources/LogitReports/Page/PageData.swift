import Logit
import LogitClassifier
import LogitPlots
import LogitStatistics

/// What the script of a page reads: counts, and the row that it starts with.
struct PageData {
  let report: ClassifierReport

  /// The data as JSON that can stand in an element `script`.
  var text: String {
    var members: [JSON.Member] = [
      JSON.Member("classes", .array(report.classifier.classes.names.map { .string($0.shortened(to: 80)) }))
    ]
    if let z = try? StandardNormal.twoSidedQuantile(level: 0.95) {
      members.append(JSON.Member("z", .number(z)))
    }
    if !report.thresholds.isEmpty {
      members.append(JSON.Member("sets", .array(report.thresholds.map(Self.set))))
    }
    if let model = report.script { members.append(JSON.Member("row", Self.row(model))) }
    // No text of JSON has a < outside of strings, where it may be escaped.
    return JSON.object(members).description.replacing("<", with: "\\u003c")
  }

  private static func set(_ stops: ThresholdStops) -> JSON {
    let step = (stops.logOdds[ThresholdStops.count - 1] - stops.logOdds[0]) / Double(ThresholdStops.count - 1)
    return [
      "name": .string(stops.className.shortened(to: 80)), "totals": .array(stops.totals.map { .integer($0) }),
      "others": .string(packed(stops.atOrAbove[0], total: stops.totals[0])),
      "own": .string(packed(stops.atOrAbove[1], total: stops.totals[1])), "stored": .integer(stops.stored),
      "at": .number(stops.logOdds[stops.stored]), "first": .number(stops.logOdds[0]), "step": .number(step),
      "threshold": .string(stops.threshold.score),
      "ticks": .array(StripDrawing.ticks(stops).map { [.number($0.x), .string($0.text)] }),
    ]
  }

  private static func row(_ model: PageModel) -> JSON {
    [
      "columns": .array(model.columns.map { .string($0) }), "typical": .array(model.typical.map(\.json)),
      "additive": .bool(model.isAdditive), "shown": .array(model.shown.map { .integer($0) }),
      "rows": .array(model.rows.map { .array($0.map(\.json)) }),
    ]
  }

  /// Falling counts as the differences between them, seven bits a byte from the lowest on, in base64; the eighth bit
  /// says that more follow.
  static func packed(_ counts: [Int], total: Int) -> String {
    var bytes: [UInt8] = []
    var left = total
    for count in counts {
      var difference = left - count
      left = count
      while difference > 127 {
        bytes.append(UInt8(difference & 127) | 128)
        difference >>= 7
      }
      bytes.append(UInt8(difference))
    }
    return bytes.base64
  }
}
