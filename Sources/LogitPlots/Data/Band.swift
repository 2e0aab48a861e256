/// What lies between two curves.
struct Band: Sendable {
  var ends: [(lower: Point, upper: Point)]
  var color: PlotColor
  var opacity: Double
  var label: String?

  /// The stretches between places that are not finite.
  var stretches: [[(lower: Point, upper: Point)]] {
    ends.split { !$0.lower.isFinite || !$0.upper.isFinite }.map(Array.init)
  }

  /// The ends at a place, by linear interpolation; `nil` where the band is not.
  func ends(at x: Double) -> ClosedRange<Double>? {
    for stretch in stretches {
      for (from, to) in zip(stretch, stretch.dropFirst()) where from.lower.x <= x && x <= to.lower.x {
        let width = to.lower.x - from.lower.x
        let share = width > 0 ? (x - from.lower.x) / width : 0
        let low = from.lower.y + share * (to.lower.y - from.lower.y)
        let high = from.upper.y + share * (to.upper.y - from.upper.y)
        return min(low, high)...max(low, high)
      }
    }
    return nil
  }
}

/// Texts beside points.
struct Notes: Sendable {
  var items: [(point: Point, text: String)]
  /// In points.
  var size: Double
  var color: PlotColor

  /// From the point to the text, in points.
  static let distance = 5.0
}
