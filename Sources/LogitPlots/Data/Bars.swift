/// Bars that begin at 0.
struct Bars: Sendable {
  var bars: [Bar]
  var isHorizontal: Bool
  var color: PlotColor
  var opacity: Double
  var label: String?
}

/// A rectangle between the axes.
struct Bar: Sendable, Equatable {
  var left: Double
  var right: Double
  var bottom: Double
  var top: Double

  var isFinite: Bool { left.isFinite && right.isFinite && bottom.isFinite && top.isFinite }

  /// The two corners that all others follow from.
  var corners: [Point] { [Point(x: left, y: bottom), Point(x: right, y: top)] }
}

/// Vertical or horizontal lines with caps.
struct ErrorBars: Sendable {
  var ends: [(lower: Point, upper: Point)]
  var isHorizontal = false
  var color: PlotColor
  /// In points.
  var width: Double
  /// In points.
  var capWidth: Double
  var opacity: Double
  var label: String?
}
