import Logit
import LogitPlots

extension PlotColor {
  /// The colour of a class, the same in all figures of up to twenty classes.
  static func ofClass(_ index: Int) -> PlotColor { SeriesStyle(index).color }

  /// The colour of what is grouped: classes that have none of their own.
  static let others = PlotColor(0xB0B0B0)
}

extension Marker {
  /// The marker of a class, so that classes also differ without colour.
  static func ofClass(_ index: Int) -> Marker { SeriesStyle(index).marker }
}

extension Figure {
  /// The limits of an axis of shares, with room for lines along its edges.
  static let margins = -0.025...1.025

  /// A square figure of shares, both axes from 0 to 1.
  static func ofShares(title: String, x: String, y: String) throws -> Figure {
    var figure = try Figure(width: 6, height: 6)
    figure.axes.title = title
    figure.axes.xLabel = x
    figure.axes.yLabel = y
    figure.axes.xLimits = margins
    figure.axes.yLimits = margins
    figure.axes.grid = GridLines(opacity: 0.4)
    figure.axes.showsLegend = true
    return figure
  }
}

extension Figure {
  /// The height of a page is limited; rows become lower instead.
  private static let greatestHeight = 60.0
  /// The characters of a name that a figure has room for as it is, and the room for each more, in inches.
  private static let (usualNameLength, characterWidth) = (36, 0.08)

  /// A figure with a row for each name, as high as the rows want it, and lines at the ticks of the horizontal
  /// axis.
  ///
  /// - Parameters:
  ///   - names: From the bottom; empty for rows without one.
  ///   - rowHeight: The height of a row, in inches.
  ///   - height: What the title and the scale take in addition, in inches.
  ///   - longest: The most characters of a name, of which the middle is left out beyond; 36 by default. For
  ///     longer names the figure becomes wider.
  static func ofRows(
    _ names: [String], width: Double, rowHeight: Double, and height: Double, title: String, longest: Int = 36
  ) throws -> Figure {
    let height = height + max(1.2, Double(names.count) * rowHeight)
    let names = names.map { $0.shortened(to: longest) }
    let excess = max(0, (names.map(\.count).max() ?? 0) - usualNameLength)
    var figure = try Figure(
      width: width + Double(excess) * characterWidth, height: min(height, greatestHeight))
    figure.axes.title = title
    figure.axes.yNames = names
    figure.axes.grid = GridLines(opacity: 0.4, direction: .vertical)
    return figure
  }
}

extension String {
  /// The text, with its middle left out if it is longer than fits in a figure: names often differ at their
  /// ends.
  func shortened(to length: Int) -> String {
    guard count > length else { return self }
    let tail = (length - 1) / 2
    return "\(prefix(length - 1 - tail))…\(suffix(tail))"
  }
}

extension JSON {
  static func numbers(_ values: [Double]) -> JSON { .array(values.map { .finite($0) }) }
}
