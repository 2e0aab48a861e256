/// A rectangle on the page, in points, y growing downwards.
struct Box: Sendable, Equatable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  func contains(_ point: Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }
}

/// Where everything of a figure goes on a page of a given size in points.
struct PageLayout: Sendable {
  static let fontSize = 10.0
  static let titleSize = 12.0
  static let tickLength = 3.5
  static let tickPadding = 3.5
  static let labelPadding = 4.0

  let width: Double
  let height: Double
  let box: Box
  let xRange: AxisRange
  let yRange: AxisRange
  let xTicks: Ticks
  let yTicks: Ticks
  /// Whether the names below the horizontal axis are too long to stand side by side, so that they are turned
  /// by 45°.
  let turnsXNames: Bool
  /// How far the labels of the horizontal axis reach down.
  let xLabelHeight: Double

  /// The margins are matplotlib's, wider where labels need it.
  init(_ axes: Axes, width: Double, height: Double) {
    self.width = width
    self.height = height
    (xRange, yRange) = axes.ranges
    let top = max(0.12 * height, axes.title.isEmpty ? 0.8 * Self.fontSize : 2.4 * Self.fontSize)
    let range = yRange
    func yTicks(bottom: Double) -> Ticks {
      axes.yNames.map { Ticks(range, names: $0) }
        ?? Ticks(range, length: bottom - top, labelSpace: 2 * Self.fontSize)
    }
    let left = max(0.125 * width, Self.leftMargin(axes, labels: yTicks(bottom: 0.89 * height).labels))
    let right = 0.9 * width
    xTicks =
      axes.xNames.map { [xRange] in Ticks(xRange, names: $0) }
      ?? Ticks(xRange, length: right - left, labelSpace: 3 * Self.fontSize)
    let widest = Self.labelWidth(xTicks.labels)
    turnsXNames =
      axes.xNames != nil && widest + Self.fontSize / 2 > (right - left) / (xRange.upper - xRange.lower)
    xLabelHeight = turnsXNames ? (widest + Self.fontSize) * 0.5.squareRoot() : Self.fontSize
    let bottom = min(0.89 * height, height - Self.bottomMargin(axes, labelHeight: xLabelHeight))
    self.yTicks = yTicks(bottom: bottom)
    box = Box(left: left, top: top, right: right, bottom: max(bottom, top + 1))
  }

  private static func bottomMargin(_ axes: Axes, labelHeight: Double) -> Double {
    let title = axes.xLabel.isEmpty ? 0 : labelPadding + 1.3 * fontSize
    return tickLength + tickPadding + labelHeight + title + 4
  }

  private static func leftMargin(_ axes: Axes, labels: [String]) -> Double {
    let title = axes.yLabel.isEmpty ? 0 : labelPadding + 1.3 * fontSize
    return labelWidth(labels) + tickLength + tickPadding + title + 4
  }

  static func labelWidth(_ labels: [String]) -> Double {
    labels.map { TextMetrics.width(of: $0, size: fontSize) }.max() ?? 0
  }

  func place(_ point: Point) -> Point {
    Point(x: x(point.x), y: y(point.y))
  }

  func x(_ value: Double) -> Double { box.left + xRange.share(value) * box.width }

  func y(_ value: Double) -> Double { box.bottom - yRange.share(value) * box.height }
}
