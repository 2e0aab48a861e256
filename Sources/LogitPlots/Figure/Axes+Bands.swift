extension Axes {
  /// Fills what lies between two curves, such as the intervals along a line; matplotlib's `fill_between`.
  ///
  /// Where one of the numbers is not finite, the band has a gap.
  ///
  /// - Parameters:
  ///   - x: Where the curves have points, ascending.
  ///   - lower: The lower curve, one number for each of `x`.
  ///   - upper: The upper curve, one number for each of `x`.
  ///   - color: The colour; the next of ``PlotColor/cycle`` by default.
  ///   - opacity: From 0, invisible, to 1; 0.2 by default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `x`, `lower` and `upper` differ in
  ///   length; ``PlotError/invalidOption(name:value:expected:)`` if the opacity is out of range.
  public mutating func band(
    _ x: some PlotData, from lower: some PlotData, to upper: some PlotData, color: PlotColor? = nil,
    opacity: Double = 0.2, label: String? = nil
  ) throws {
    let ends = zip(try Self.points(x, lower), try Self.points(x, upper)).map { (lower: $0, upper: $1) }
    try PlotError.require((0...1).contains(opacity), "opacity", opacity, "in 0...1")
    append(.band(Band(ends: ends, color: color ?? nextColor(), opacity: opacity, label: label)))
  }

  /// Writes a text to the right of each point, or to its left where there is no room; matplotlib's
  /// `annotate`.
  ///
  /// Texts of points that are not finite are left out.
  ///
  /// - Parameters:
  ///   - x: The points' x coordinates.
  ///   - y: The points' y coordinates, one for each of `x`.
  ///   - texts: A text for each point.
  ///   - size: In points, above 0; 9 by default.
  ///   - color: Black by default.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `x`, `y` and `texts` differ in length;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the size is out of range.
  public mutating func texts(
    _ x: some PlotData, _ y: some PlotData, _ texts: [String], size: Double = 9, color: PlotColor = .black
  ) throws {
    let points = try Self.points(x, y)
    guard texts.count == points.count else {
      throw PlotError.countMismatch(name: "texts", expected: points.count, found: texts.count)
    }
    try PlotError.require(size > 0 && size.isFinite, "size", size, "above 0")
    let items = zip(points, texts).map { (point: $0, text: $1) }
    append(.notes(Notes(items: items.filter(\.point.isFinite), size: size, color: color)))
  }
}
