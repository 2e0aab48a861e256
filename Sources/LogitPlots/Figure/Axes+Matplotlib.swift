// Matplotlib's names for what has another one here, so that they are found.

public import Logit

extension Axes {
  /// Draws a line through points in their order: matplotlib's name for
  /// ``line(_:_:color:width:style:marker:opacity:label:)``.
  ///
  /// - Parameters:
  ///   - x: The points' x coordinates.
  ///   - y: The points' y coordinates, one for each of `x`.
  ///   - color: The line's colour; the next of ``PlotColor/cycle`` by default.
  ///   - width: The line's width in points, above 0; 1.5 by default.
  ///   - style: Solid by default.
  ///   - marker: A mark drawn at a few places along the line; none by default.
  ///   - opacity: From 0, invisible, to 1, the default; matplotlib's `alpha`.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: As ``line(_:_:color:width:style:marker:opacity:label:)``.
  public mutating func plot(
    _ x: some PlotData, _ y: some PlotData, color: PlotColor? = nil, width: Double = 1.5,
    style: LineStyle = .solid, marker: Marker? = nil, opacity: Double = 1, label: String? = nil
  ) throws {
    try line(
      x, y, color: color, width: width, style: style, marker: marker, opacity: opacity, label: label)
  }

  /// Fills the areas between levels of a surface over a grid: matplotlib's name for
  /// ``filledContour(_:_:_:levels:colorMap:opacity:)``.
  ///
  /// - Parameters:
  ///   - x: The x coordinate at each place of the grid, `[rows, columns]`.
  ///   - y: The y coordinate at each place, of the same shape.
  ///   - heights: The height at each place, of the same shape.
  ///   - levels: At least two, increasing.
  ///   - colorMap: Gives each area a colour; ``ColorMap/viridis`` by default.
  ///   - opacity: From 0, invisible, to 1, the default; matplotlib's `alpha`.
  /// - Throws: As ``filledContour(_:_:_:levels:colorMap:opacity:)``.
  public mutating func contourf<Scalar: PlotScalar>(
    _ x: Tensor<Scalar>, _ y: Tensor<Scalar>, _ heights: Tensor<some PlotScalar>, levels: [Double],
    colorMap: ColorMap = .viridis, opacity: Double = 1
  ) throws {
    try filledContour(x, y, heights, levels: levels, colorMap: colorMap, opacity: opacity)
  }

  /// Sets several properties of the axes at once, as matplotlib's `ax.set`; those left out stay as they are.
  ///
  ///     figure.axes.set(title: "Decision boundary", xLabel: "x1", yLabel: "x2", showsLegend: true)
  ///
  /// - Parameters:
  ///   - title: The text above the axes.
  ///   - xLabel: The text below the horizontal axis.
  ///   - yLabel: The text beside the vertical axis.
  ///   - xLimits: The ends of the horizontal axis.
  ///   - yLimits: The ends of the vertical axis.
  ///   - showsLegend: Whether a box explains the series that have labels.
  ///   - grid: The lines at the ticks.
  public mutating func set(
    title: String? = nil, xLabel: String? = nil, yLabel: String? = nil, xLimits: ClosedRange<Double>? = nil,
    yLimits: ClosedRange<Double>? = nil, showsLegend: Bool? = nil, grid: GridLines? = nil
  ) {
    self.title = title ?? self.title
    (self.xLabel, self.yLabel) = (xLabel ?? self.xLabel, yLabel ?? self.yLabel)
    (self.xLimits, self.yLimits) = (xLimits ?? self.xLimits, yLimits ?? self.yLimits)
    self.showsLegend = showsLegend ?? self.showsLegend
    self.grid = grid ?? self.grid
  }
}

extension Figure {
  /// Writes the figure to a file: matplotlib's name for ``write(to:)``.
  ///
  /// - Parameter path: The file's name, whose ending chooses the format; a file that is there is replaced.
  /// - Throws: As ``write(to:)``.
  public func savefig(_ path: String) throws { try write(to: path) }
}
