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
  /// Texts keep this distance from the edges of the page.
  static let edge = 4.0
  /// The title takes at most this share of the page's height.
  private static let largestTitleShare = 0.3

  let width: Double
  let height: Double
  let box: Box
  let xRange: AxisRange
  let yRange: AxisRange
  let xTicks: Ticks
  let yTicks: Ticks
  /// What stands to the right of the axes.
  let yNotes: Ticks
  /// Whether the names below the horizontal axis are too long to stand side by side, so that they are turned
  /// by 45°.
  let turnsXNames: Bool
  /// How far the labels of the horizontal axis reach down.
  let xLabelHeight: Double
  /// The texts beside the axes, set so that nothing of them leaves the page.
  let title: FittedText
  let xLabel: FittedText
  let yLabel: FittedText
  /// The legend; `nil` if there is none.
  private(set) var legend: Legend?

  /// Lays out a page: with the legend within the axes, or if there is no place where it covers nothing,
  /// beside them.
  init(_ axes: Axes, width: Double, height: Double) {
    let notes = Self.noteWidth(axes)
    self.init(axes, width: width, height: height, rightMargin: max(0.1 * width, notes))
    if !axes.legendStandsBeside, let legend = Legend(inside: axes, self) {
      self.legend = legend
    } else if let legend = Legend(beside: axes, pageWidth: width, pageHeight: height, top: box.top) {
      self = PageLayout(axes, width: width, height: height, rightMargin: legend.widthBeside + notes)
      self.legend = legend
    }
  }

  /// The margins are matplotlib's, wider where labels need it.
  private init(_ axes: Axes, width: Double, height: Double, rightMargin: Double) {
    self.width = width
    self.height = height
    (xRange, yRange) = axes.ranges
    title = FittedText(
      axes.title, size: Self.titleSize, room: width - 2 * Self.edge,
      height: Self.largestTitleShare * height)
    xLabel = FittedText(
      axes.xLabel, size: Self.fontSize, room: width - 2 * Self.edge, height: 3 * Self.fontSize)
    yLabel = FittedText(
      axes.yLabel, size: Self.fontSize, room: height - 2 * Self.edge, height: 3 * Self.fontSize)
    // Of a tall page, the margins are those of one of six inches.
    let usual = min(height, 6 * Figure.pointsPerInch)
    let top = max(
      0.12 * usual, axes.title.isEmpty ? 0.8 * Self.fontSize : 2.4 * Self.fontSize,
      title.height + Self.titleDistance + Self.edge)
    let range = yRange
    func yTicks(bottom: Double) -> Ticks {
      axes.yNames.map { Ticks(range, names: $0, spacing: Self.spacing(range, bottom - top)) }
        ?? Ticks(range, length: bottom - top, labelSpace: 2 * Self.fontSize)
    }
    // The share is that of the page without a legend beside the axes, which then stand where they would
    // without it.
    let left = max(
      0.125 * (width - rightMargin) / 0.9,
      Self.leftMargin(labels: yTicks(bottom: height - 0.11 * usual).labels, title: yLabel))
    let right = max(width - rightMargin, left + 1)
    xTicks =
      axes.xNames.map { [xRange] names in
        let spacing = Self.spacing(xRange, right - left)
        // Turned by 45°, names are nearer to each other than their ticks are.
        let isTurned = Self.labelWidth(names) + Self.fontSize / 2 > spacing
        return Ticks(xRange, names: names, spacing: isTurned ? 0.75 * spacing : spacing)
      } ?? Ticks(xRange, length: right - left, labelSpace: 3 * Self.fontSize)
    let widest = Self.labelWidth(xTicks.labels)
    turnsXNames =
      axes.xNames != nil && widest + Self.fontSize / 2 > (right - left) / (xRange.upper - xRange.lower)
    xLabelHeight = turnsXNames ? (widest + Self.fontSize) * 0.5.squareRoot() : Self.fontSize
    let bottom = min(
      height - 0.11 * usual, height - Self.bottomMargin(labelHeight: xLabelHeight, title: xLabel))
    self.yTicks = yTicks(bottom: bottom)
    yNotes = Ticks(range, names: axes.yNotes ?? [], spacing: Self.spacing(range, bottom - top))
    box = Box(left: left, top: top, right: right, bottom: max(bottom, top + 1))
  }

  /// What the texts to the right of the axes take of the page.
  private static func noteWidth(_ axes: Axes) -> Double {
    guard let notes = axes.yNotes else { return 0 }
    return labelWidth(notes) + tickLength + tickPadding + edge
  }

  /// From the last line of the title to the axes.
  static let titleDistance = 6.0

  /// The distance between names in points.
  private static func spacing(_ range: AxisRange, _ length: Double) -> Double {
    length / (range.upper - range.lower)
  }

  private static func bottomMargin(labelHeight: Double, title: FittedText) -> Double {
    tickLength + tickPadding + labelHeight + room(for: title) + edge
  }

  private static func leftMargin(labels: [String], title: FittedText) -> Double {
    labelWidth(labels) + tickLength + tickPadding + room(for: title) + edge
  }

  /// What the lines of an axis's name take beside its numbers.
  private static func room(for title: FittedText) -> Double {
    guard !title.lines.isEmpty else { return 0 }
    return labelPadding + 1.3 * fontSize + Double(title.lines.count - 1) * title.size * FittedText.lineSpacing
  }

  static func labelWidth(_ labels: [String]) -> Double {
    labels.map { TextMetrics.width(of: $0, size: fontSize) }.max() ?? 0
  }

  /// Where the middle of a text stands that is to be in the middle of the axes and must not leave the page.
  static func middle(_ middle: Double, width: Double, in length: Double) -> Double {
    let half = width / 2
    return half * 2 + 2 * edge >= length ? length / 2 : min(max(middle, half + edge), length - half - edge)
  }

  func place(_ point: Point) -> Point {
    Point(x: x(point.x), y: y(point.y))
  }

  func x(_ value: Double) -> Double { box.left + xRange.share(value) * box.width }

  func y(_ value: Double) -> Double { box.bottom - yRange.share(value) * box.height }
}
