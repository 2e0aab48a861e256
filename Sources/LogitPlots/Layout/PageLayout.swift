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

  /// The margins are matplotlib's, wider on the left where long numbers need it.
  init(_ axes: Axes, width: Double, height: Double) {
    self.width = width
    self.height = height
    (xRange, yRange) = axes.ranges
    let (top, bottom) = (0.12 * height, 0.89 * height)
    yTicks = Ticks(yRange, length: bottom - top, labelSpace: 2 * Self.fontSize)
    let left = max(0.125 * width, Self.leftMargin(axes, labels: yTicks.labels))
    box = Box(left: left, top: top, right: 0.9 * width, bottom: bottom)
    xTicks = Ticks(xRange, length: box.width, labelSpace: 3 * Self.fontSize)
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
