import Logit

/// The rows by their log-odds: those of a class above an axis, the others below it, and those on the wrong side of the
/// threshold in full colour. The script draws the same from the counts at the stops.
enum StripDrawing {
  static let (width, height) = (350.0, 150.0)
  /// Where the axis begins and how long it is; the style of the slider has the same numbers.
  private static let (left, length) = (10.0, 330.0)
  private static let barCount = 64
  private static let stopsInBar = 5
  private static let tallest = 58.0
  private static let shortest = 2.0

  static func svg(_ stops: ThresholdStops, label: String) -> String {
    let cut = left + length * Double(stops.stored) / Double(ThresholdStops.count - 1)
    let (own, others) = (bars(stops, 1), bars(stops, 0))
    let texts = ticks(stops).map { "<text x=\"\(CellDrawing.short($0.x))\" y=\"75\">\($0.text)</text>" }
    return """
      <svg width="350" height="150" viewBox="0 0 350 150" role="img" aria-label="\(label)">
      <clipPath id="under-clip"><rect id="under" x="0" y="0" width="\(CellDrawing.short(cut))" height="150"/></clipPath>
      <clipPath id="over-clip"><rect id="over" x="\(CellDrawing.short(cut))" y="0" \
      width="\(CellDrawing.short(width))" height="150"/></clipPath>
      <path class="own pale" d="\(own)"/><path class="others pale" d="\(others)"/>
      <path class="own" clip-path="url(#under-clip)" d="\(own)"/>\
      <path class="others" clip-path="url(#over-clip)" d="\(others)"/>
      <g id="ticks" fill="var(--ink)">\(texts.joined())</g>
      <path id="cut" d="M\(CellDrawing.short(cut)) 0V60M\(CellDrawing.short(cut)) 80V150"/>
      </svg>

      """
  }

  /// Probabilities along the axis of log-odds, so far from each other that they can be read.
  static func ticks(_ stops: ThresholdStops) -> [(x: Double, text: String)] {
    let (first, last) = (stops.logOdds[0], stops.logOdds[ThresholdStops.count - 1])
    let candidates = [
      "0.5", "0.1", "0.9", "0.01", "0.99", "0.001", "0.999", "0.3", "0.7", "1e-4", "1e-5", "1e-6",
    ]
    var found: [(x: Double, text: String)] = []
    for text in candidates {
      let odds = ThresholdStops.logOdds(Double(text) ?? 0.5)
      let x = left + length * (odds - first) / (last - first)
      guard x >= 22, x <= width - 22, found.allSatisfy({ abs($0.x - x) > 48 }) else { continue }
      found.append(((x * 100).rounded() / 100, text))
    }
    return found.sorted { $0.x < $1.x }
  }

  private static func bars(_ stops: ThresholdStops, _ side: Int) -> String {
    let above = stops.atOrAbove[side]
    let counts = (0..<barCount).map { bar in
      (bar == 0 ? stops.totals[side] : above[bar * stopsInBar])
        - (bar == barCount - 1 ? 0 : above[(bar + 1) * stopsInBar])
    }
    let most = Double(max(counts.max() ?? 1, 1))
    return counts.enumerated().filter { $0.element > 0 }.map { bar, count in
      let size = CellDrawing.short(max(tallest * Double(count) / most, shortest))
      let x = CellDrawing.short(left + Double(bar) * length / Double(barCount))
      return side == 1 ? "M\(x) 60v-\(size)h4.7v\(size)z" : "M\(x) 80v\(size)h4.7v-\(size)z"
    }.joined()
  }
}
