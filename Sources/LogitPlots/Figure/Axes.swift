public import Logit

/// A pair of axes with what is drawn between them.
///
/// Add data with ``scatter(_:_:color:marker:size:opacity:label:)``,
/// ``line(_:_:color:width:style:marker:opacity:label:)``, ``filledContour(_:_:_:levels:colorMap:opacity:)``,
/// ``bars(_:_:width:color:opacity:label:)``, ``errorBars(_:from:to:color:width:capWidth:opacity:label:)``,
/// ``band(_:from:to:color:opacity:label:)``, ``texts(_:_:_:size:color:)`` and
/// ``heatMap(_:colorMap:limits:texts:textSize:)``. Limits, ticks and colours are chosen as matplotlib chooses
/// them unless you set them.
public struct Axes: Sendable {
  /// The text above the axes.
  public var title = ""
  /// The text below the horizontal axis.
  public var xLabel = ""
  /// The text beside the vertical axis.
  public var yLabel = ""
  /// Whether a box explains the series that have labels.
  public var showsLegend = false
  /// The corner that box goes into, whatever it covers there; `nil`, the default, puts it where it covers
  /// nothing. Where there is no such place, or no room in the corner, it stands beside the axes.
  public var legendLocation: LegendLocation?
  /// Whether the legend stands beside the axes even where it would have room within them.
  var legendStandsBeside = false
  /// The lines at the ticks; none by default.
  public var grid: GridLines?
  /// The ends of the horizontal axis; `nil` fits them to the data with a margin of 5 %.
  public var xLimits: ClosedRange<Double>?
  /// The ends of the vertical axis; `nil` fits them to the data with a margin of 5 %.
  public var yLimits: ClosedRange<Double>?
  /// What stands at 0, 1, 2 and so on of the horizontal axis instead of numbers; turned where there is no
  /// room.
  public var xNames: [String]?
  /// What stands at 0, 1, 2 and so on of the vertical axis instead of numbers.
  public var yNames: [String]?
  /// What stands to the right of the axes at 0, 1, 2 and so on of the vertical axis; none by default.
  public var yNotes: [String]?
  /// How values are spread over the horizontal axis; ``AxisScale/linear`` by default. On a logarithmic axis,
  /// what is not above 0 lies beyond the left end.
  public var xScale = AxisScale.linear
  /// How values are spread over the vertical axis; ``AxisScale/linear`` by default.
  public var yScale = AxisScale.linear

  private(set) var artists: [Artist] = []
  private var colorCount = 0

  /// Creates empty axes.
  public init() {}

  /// Draws a mark at each point; matplotlib's `scatter`.
  ///
  /// Points that are not finite are left out. In SVG, a series of more than 10,000 marks becomes an image at
  /// twice the resolution of the figure, as with matplotlib's `rasterized=True`, so that a figure of 100,000
  /// points stays well below a megabyte and opens at once; axes and text remain vectors.
  ///
  /// - Parameters:
  ///   - x: The points' x coordinates.
  ///   - y: The points' y coordinates, one for each of `x`.
  ///   - color: The colour of the marks; the next of ``PlotColor/cycle`` by default.
  ///   - marker: The mark, a circle by default.
  ///   - size: The square of the mark's width, in points squared, above 0; 36 by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `x` and `y` differ in length;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the size or the opacity is out of range.
  public mutating func scatter(
    _ x: some PlotData, _ y: some PlotData, color: PlotColor? = nil, marker: Marker = .circle,
    size: Double = 36,
    opacity: Double = 1, label: String? = nil
  ) throws {
    let points = try Self.points(x, y)
    try PlotError.require(size > 0 && size.isFinite, "size", size, "above 0")
    try PlotError.require((0...1).contains(opacity), "opacity", opacity, "in 0...1")
    let marks = Marks(
      points: points.filter { $0.x.isFinite && $0.y.isFinite }, color: color ?? nextColor(), marker: marker,
      width: size.squareRoot(), opacity: opacity, label: label)
    artists.append(.marks(marks))
  }

  /// Draws a line through points in their order; matplotlib's `plot`.
  ///
  /// Points that are not finite break the line.
  ///
  /// - Parameters:
  ///   - x: The points' x coordinates.
  ///   - y: The points' y coordinates, one for each of `x`.
  ///   - color: The line's colour; the next of ``PlotColor/cycle`` by default.
  ///   - width: The line's width in points, above 0; 1.5 by default.
  ///   - style: Solid by default.
  ///   - marker: A mark drawn at a few places along the line, so that lines also differ without colour; none
  ///     by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `x` and `y` differ in length;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the width or the opacity is out of range.
  public mutating func line(
    _ x: some PlotData, _ y: some PlotData, color: PlotColor? = nil, width: Double = 1.5,
    style: LineStyle = .solid, marker: Marker? = nil, opacity: Double = 1, label: String? = nil
  ) throws {
    let points = try Self.points(x, y)
    try PlotError.require(width > 0 && width.isFinite, "width", width, "above 0")
    try PlotError.require((0...1).contains(opacity), "opacity", opacity, "in 0...1")
    let path = Path(
      points: points, color: color ?? nextColor(), width: width, style: style, opacity: opacity,
      marker: marker, label: label)
    artists.append(.path(path))
  }

  /// Fills the areas between levels of a surface over a grid; matplotlib's `contourf`.
  ///
  /// The edges of the areas are interpolated along the sides of the grid's cells, so they are smooth however
  /// few cells there are. An area holds the heights from its lower level up to, not including, its upper one;
  /// the last includes both. Heights outside all levels, or not finite, are left blank.
  ///
  /// - Parameters:
  ///   - x: The x coordinate at each place of the grid, `[rows, columns]`, as `Tensor.meshgrid` gives it.
  ///   - y: The y coordinate at each place, of the same shape.
  ///   - heights: The height at each place, of the same shape.
  ///   - levels: At least two, increasing.
  ///   - colorMap: Gives each area the colour of its middle, the lowest level standing at 0 and the highest
  ///     at 1; ``ColorMap/viridis`` by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  /// - Throws: ``PlotError/gridMismatch(expected:found:)`` if the shapes differ or are less than 2 by 2;
  ///   ``PlotError/badLevels(_:)`` if the levels do not increase;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the opacity is out of range.
  public mutating func filledContour<Scalar: PlotScalar>(
    _ x: Tensor<Scalar>, _ y: Tensor<Scalar>, _ heights: Tensor<some PlotScalar>, levels: [Double],
    colorMap: ColorMap = .viridis, opacity: Double = 1
  ) throws {
    let surface = try Self.surface(x, y, heights)
    guard levels.count >= 2, levels.allSatisfy(\.isFinite), zip(levels, levels.dropFirst()).allSatisfy(<)
    else {
      throw PlotError.badLevels(levels)
    }
    try PlotError.require((0...1).contains(opacity), "opacity", opacity, "in 0...1")
    artists.append(
      .contour(Contour(surface: surface, levels: levels, colorMap: colorMap, opacity: opacity)))
  }

  static func surface<Scalar: PlotScalar>(
    _ x: Tensor<Scalar>, _ y: Tensor<Scalar>, _ heights: Tensor<some PlotScalar>
  ) throws -> Surface {
    for shape in [x.shape, y.shape, heights.shape]
    where shape != x.shape || shape.count != 2 || shape.contains(where: { $0 < 2 }) {
      throw PlotError.gridMismatch(
        expected: "x, y and heights to have one shape [rows, columns] of at least 2 by 2", found: shape)
    }
    return Surface(
      rows: x.shape[0], columns: x.shape[1], x: x.plotValues, y: y.plotValues, heights: heights.plotValues)
  }

  /// Makes the error bars that were added last horizontal.
  mutating func turnLastErrorBars() {
    guard case .errorBars(var bars)? = artists.popLast() else { return }
    func turned(_ point: Point) -> Point { Point(x: point.y, y: point.x) }
    bars.ends = bars.ends.map { (turned($0.lower), turned($0.upper)) }
    bars.isHorizontal = true
    artists.append(.errorBars(bars))
  }

  /// Adds something to draw.
  mutating func append(_ artist: Artist) { artists.append(artist) }

  static func points(_ x: some PlotData, _ y: some PlotData) throws(PlotError) -> [Point] {
    let (xs, ys) = (x.plotValues, y.plotValues)
    guard xs.count == ys.count else {
      throw .countMismatch(name: "y", expected: xs.count, found: ys.count)
    }
    return zip(xs, ys).map { Point(x: $0, y: $1) }
  }

  mutating func nextColor() -> PlotColor {
    defer { colorCount += 1 }
    return PlotColor.cycle[colorCount % PlotColor.cycle.count]
  }
}

extension Axes {
  /// The same with escapes in place of control characters in all texts, which may come from a file and would
  /// steer a terminal.
  var showingControls: Axes {
    var axes = self
    (axes.title, axes.xLabel, axes.yLabel) = (title.onOneLine, xLabel.onOneLine, yLabel.onOneLine)
    (axes.xNames, axes.yNames) = (xNames?.map(\.onOneLine), yNames?.map(\.onOneLine))
    axes.yNotes = yNotes?.map(\.onOneLine)
    axes.artists = artists.map(\.showingControls)
    return axes
  }
}
