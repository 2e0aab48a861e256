public import Logit

extension Axes {
  /// Draws the line along which a surface has one height; matplotlib's `contour` with a single level.
  ///
  /// - Parameters:
  ///   - x: The x coordinate at each place of the grid, `[rows, columns]`, as `Tensor.meshgrid` gives it.
  ///   - y: The y coordinate at each place, of the same shape.
  ///   - heights: The height at each place, of the same shape.
  ///   - level: The height of the line.
  ///   - color: The line's colour; black by default.
  ///   - width: The line's width in points, above 0; 1.5 by default.
  ///   - style: Solid by default.
  ///   - label: The line's name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/gridMismatch(expected:found:)`` if the shapes differ or are less than 2 by 2;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the level or the width is out of range.
  public mutating func contourLine<Scalar: PlotScalar>(
    _ x: Tensor<Scalar>, _ y: Tensor<Scalar>, _ heights: Tensor<some PlotScalar>, level: Double,
    color: PlotColor = .black, width: Double = 1.5, style: LineStyle = .solid, label: String? = nil
  ) throws {
    let surface = try Self.surface(x, y, heights)
    try PlotError.require(level.isFinite, "level", level, "finite")
    try PlotError.require(width > 0 && width.isFinite, "width", width, "above 0")
    append(
      .path(
        Path(
          points: Self.openLines(surface, level: level), color: color, width: width, style: style, opacity: 1,
          label: label)))
  }

  /// The outlines of what lies above a level, without the parts along the border of the grid; breaks between
  /// lines.
  private static func openLines(_ surface: Surface, level: Double) -> [Point] {
    let (left, right) = (surface.x.min() ?? 0, surface.x.max() ?? 0)
    let (bottom, top) = (surface.y.min() ?? 0, surface.y.max() ?? 0)
    func isOnBorder(_ a: Point, _ b: Point) -> Bool {
      (a.x == b.x && (a.x == left || a.x == right)) || (a.y == b.y && (a.y == bottom || a.y == top))
    }
    let lineBreak = Point(x: .nan, y: .nan)
    var points: [Point] = []
    for loop in Isobands(surface, above: level, includesLevel: true).loops() {
      let sides = zip(loop, loop.dropFirst() + [loop[0]]).map { ($0, $1) }
      // Begins after a side on the border, so that a line that leaves it is not cut in two.
      let start = sides.firstIndex { isOnBorder($0, $1) }.map { $0 + 1 } ?? 0
      for offset in sides.indices {
        let (from, to) = sides[(start + offset) % sides.count]
        if isOnBorder(from, to) {
          points.append(lineBreak)
        } else {
          if points.last != from { points.append(from) }
          points.append(to)
        }
      }
      points.append(lineBreak)
    }
    return points
  }
}
