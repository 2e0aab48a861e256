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
  /// How far the labels of the horizontal axis reach down, with the line below them where a note stands
  /// there.
  let xLabelHeight: Double
  /// How much higher than usual the title stands, above a note of the vertical axis.
  let titleRise: Double
  /// The texts beside the axes, set so that nothing of them leaves the page.
  let title: FittedText
  let xLabel: FittedText
  let yLabel: FittedText
  /// The legend; `nil` if there is none.
  private(set) var legend: Legend?

  /// Lays out a page: with the legend within the axes, or if there is no place where it covers nothing,
  /// beside them.
  ///
  /// - Parameter sides: How far the axes may reach to both sides, so that they are in line with others.
  init(_ axes: Axes, width: Double, height: Double, within sides: AxesSides = AxesSides()) {
    let page = Page(axes, width: width, height: height)
    let notes = Self.noteWidth(axes)
    var layout = Self.fitting(page, rightMargin: max(0.1 * width, notes), within: sides)
    if !axes.legendStandsBeside, let legend = Legend(inside: axes, layout) {
      layout.legend = legend
    } else if let legend = Legend(beside: axes, pageWidth: width, pageHeight: height, top: layout.box.top) {
      layout = Self.fitting(page, rightMargin: legend.widthBeside + notes, within: sides)
      layout.legend = legend
    }
    self = layout
  }

  /// What does not depend on where the axes are.
  private struct Page {
    let axes: Axes
    let width: Double
    let height: Double
    let ranges: (x: AxisRange, y: AxisRange)

    init(_ axes: Axes, width: Double, height: Double) {
      (self.axes, self.width, self.height, ranges) = (axes, width, height, axes.ranges)
    }
  }

  /// Lays out a page with axes so far from its left edge that no text beside or below them leaves it.
  private static func fitting(_ page: Page, rightMargin: Double, within sides: AxesSides) -> PageLayout {
    var (sides, layout) = (sides, PageLayout(page, rightMargin: rightMargin, within: sides))
    // What stands beside the axes depends on their height, and that on whether the names below them are
    // turned.
    for _ in 0..<mostPasses where layout.leastLeft > layout.box.left + 1e-6 {
      sides.left = layout.leastLeft
      layout = PageLayout(page, rightMargin: rightMargin, within: sides)
    }
    return layout
  }

  private static let mostPasses = 4

  /// The margins are matplotlib's.
  private init(_ page: Page, rightMargin: Double, within sides: AxesSides) {
    let axes = page.axes
    (width, height, xRange, yRange) = (page.width, page.height, page.ranges.x, page.ranges.y)
    title = FittedText(
      axes.title, size: Self.titleSize, room: width - 2 * Self.edge,
      height: Self.largestTitleShare * height)
    xLabel = FittedText(
      axes.xLabel, size: Self.fontSize, room: width - 2 * Self.edge, height: 3 * Self.fontSize)
    yLabel = FittedText(
      axes.yLabel, size: Self.fontSize, room: height - 2 * Self.edge, height: 3 * Self.fontSize)
    // The share is that of the page without a legend beside the axes, which then stand where they would
    // without it.
    let left = max(0.125 * (width - rightMargin) / 0.9, sides.left)
    let right = max(min(width - rightMargin, sides.right), left + 1)
    (xTicks, turnsXNames) = Self.xTicks(axes, xRange, length: right - left)
    let middle = (left + right) / 2
    let meetsXNote = Self.meetsNote(
      xLabel, Self.middle(middle, width: xLabel.width, in: width), note: xTicks.note, endingAt: right)
    let widest = Self.labelWidth(xTicks.labels)
    xLabelHeight =
      (turnsXNames ? (widest + Self.fontSize) * 0.5.squareRoot() : Self.fontSize)
      + (meetsXNote ? Self.noteHeight : 0)
    // Of a tall page, the margins are those of one of six inches.
    let usual = min(height, 6 * Figure.pointsPerInch)
    let bottom = min(
      height - 0.11 * usual, height - Self.bottomMargin(labelHeight: xLabelHeight, title: xLabel))
    var top = max(
      0.12 * usual, axes.title.isEmpty ? 0.8 * Self.fontSize : 2.4 * Self.fontSize,
      title.height + Self.titleDistance + Self.edge)
    var ticks = Self.yTicks(axes, yRange, length: bottom - top)
    let noteEnd = left + TextMetrics.width(of: ticks.note, size: Self.fontSize)
    let meetsYNote = Self.meetsNote(
      title, Self.middle(middle, width: title.width, in: width), note: ticks.note, endingAt: noteEnd)
    titleRise = meetsYNote ? Self.noteHeight : 0
    if meetsYNote {
      top = max(top, title.height + Self.titleDistance + titleRise + Self.edge)
      ticks = Self.yTicks(axes, yRange, length: bottom - top)
    }
    yTicks = ticks
    yNotes = Ticks(yRange, names: axes.yNotes ?? [], spacing: Self.spacing(yRange, bottom - top))
    box = Box(left: left, top: top, right: right, bottom: max(bottom, top + 1))
  }

  private static func xTicks(_ axes: Axes, _ range: AxisRange, length: Double) -> (Ticks, turnsNames: Bool) {
    guard let names = axes.xNames else { return (Ticks(sideBySide: range, length: length), false) }
    let spacing = spacing(range, length)
    func isTurned(_ names: [String]) -> Bool { labelWidth(names) + fontSize / 2 > spacing }
    // Turned by 45°, names are nearer to each other than their ticks are.
    let ticks = Ticks(range, names: names, spacing: isTurned(names) ? 0.75 * spacing : spacing)
    return (ticks, isTurned(ticks.labels))
  }

  private static func yTicks(_ axes: Axes, _ range: AxisRange, length: Double) -> Ticks {
    axes.yNames.map { Ticks(range, names: $0, spacing: spacing(range, length)) }
      ?? Ticks(range, length: length, labelSpace: 2 * fontSize)
  }

  /// How far from the left edge the axes must begin, so that neither what stands beside them nor a turned
  /// name below them leaves the page.
  private var leastLeft: Double {
    let beside =
      Self.labelWidth(yTicks.labels) + Self.tickLength + Self.tickPadding + Self.room(for: yLabel) + Self.edge
    guard turnsXNames else { return beside }
    let below = zip(xTicks.values, xTicks.labels).map { value, label in
      let reach = (Self.labelWidth([label]) + Self.fontSize) * 0.5.squareRoot() + Self.edge
      let share = xRange.share(value)
      return share < 1 ? (reach - share * box.right) / (1 - share) : 0
    }
    return max(beside, min(below.max() ?? 0, Self.largestNameShare * width))
  }

  /// Turned names take at most this share of the page's width.
  private static let largestNameShare = 0.4

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

  /// The height of the line that a note of an axis stands on: what its numbers are multiplied by or added to.
  private static let noteHeight = 1.3 * fontSize

  /// Whether a text would lie on the note of an axis, were it not moved by the height of a line.
  ///
  /// - Parameter middle: Where the middle of the text stands.
  private static func meetsNote(_ text: FittedText, _ middle: Double, note: String, endingAt end: Double)
    -> Bool
  {
    guard !note.isEmpty, !text.lines.isEmpty else { return false }
    let gap = fontSize / 2
    let start = end - TextMetrics.width(of: note, size: fontSize)
    return middle - text.width / 2 < end + gap && middle + text.width / 2 > start - gap
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
