/// What distinguishes one of several series on the same axes from the others: colour, and without colour by
/// dashes and marker.
///
///     for (index, curve) in curves.enumerated() {
///       let style = SeriesStyle(index)
///       try figure.axes.line(curve.x, curve.y, color: style.color, style: style.line, marker: style.marker)
///     }
///
/// The first ``distinctCount`` styles have different colours, and no two of them the same dashes with the
/// same marker.
public struct SeriesStyle: Sendable, Hashable {
  /// The colour, one of ``PlotColor/distinct``.
  public let color: PlotColor
  /// How a line is broken.
  public let line: LineStyle
  /// The mark at points, or here and there on a line.
  public let marker: Marker

  /// The number of styles that can be told apart; more series are best grouped.
  public static let distinctCount = 20

  private static let markers: [Marker] = [
    .circle, .triangle, .square, .x, .plus, .triDown, .diamond, .star, .triangleDown, .triangleLeft,
  ]
  private static let lines: [LineStyle] = [.solid, .dashed, .dashDotted, .dotted, .dashDotDotted]

  /// The style of a series.
  ///
  /// - Parameter index: The series, counted from 0; from ``distinctCount`` on the styles repeat.
  public init(_ index: Int) {
    let index = ((index % Self.distinctCount) + Self.distinctCount) % Self.distinctCount
    color = PlotColor.distinct[index]
    marker = Self.markers[index % Self.markers.count]
    // Shifted by one from the eleventh on, so that a marker that comes again stands on another line.
    line = Self.lines[(index + index / Self.markers.count) % Self.lines.count]
  }
}
