extension Axes {
  /// Draws a bar upwards from 0 at each place; matplotlib's `bar`.
  ///
  /// Bars that are not finite are left out.
  ///
  /// - Parameters:
  ///   - x: The middle of each bar.
  ///   - heights: The height of each, one for each of `x`; negative ones reach down.
  ///   - width: The width of the bars on the horizontal axis, above 0; 0.8 by default.
  ///   - color: The colour; the next of ``PlotColor/cycle`` by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `x` and `heights` differ in length;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the width or the opacity is out of range.
  public mutating func bars(
    _ x: some PlotData, _ heights: some PlotData, width: Double = 0.8, color: PlotColor? = nil,
    opacity: Double = 1, label: String? = nil
  ) throws {
    let ends = try Self.points(x, heights)
    try PlotError.require(width > 0 && width.isFinite, "width", width, "above 0")
    try append(
      ends.map {
        Bar(left: $0.x - width / 2, right: $0.x + width / 2, bottom: min($0.y, 0), top: max($0.y, 0))
      },
      isHorizontal: false, color, opacity, label)
  }

  /// Draws a bar to the right from 0 at each place; matplotlib's `barh`.
  ///
  /// Bars that are not finite are left out.
  ///
  /// - Parameters:
  ///   - y: The middle of each bar.
  ///   - lengths: The length of each, one for each of `y`; negative ones reach to the left.
  ///   - height: The height of the bars on the vertical axis, above 0; 0.8 by default.
  ///   - color: The colour; the next of ``PlotColor/cycle`` by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `y` and `lengths` differ in length;
  ///   ``PlotError/invalidOption(name:value:expected:)`` if the height or the opacity is out of range.
  public mutating func horizontalBars(
    _ y: some PlotData, _ lengths: some PlotData, height: Double = 0.8, color: PlotColor? = nil,
    opacity: Double = 1, label: String? = nil
  ) throws {
    let ends = try Self.points(y, lengths)
    try PlotError.require(height > 0 && height.isFinite, "height", height, "above 0")
    try append(
      ends.map {
        Bar(left: min($0.y, 0), right: max($0.y, 0), bottom: $0.x - height / 2, top: $0.x + height / 2)
      }, isHorizontal: true, color, opacity, label)
  }

  private mutating func append(
    _ bars: [Bar], isHorizontal: Bool, _ color: PlotColor?, _ opacity: Double, _ label: String?
  ) throws {
    try PlotError.require((0...1).contains(opacity), "opacity", opacity, "in 0...1")
    append(
      .bars(
        Bars(
          bars: bars.filter(\.isFinite), isHorizontal: isHorizontal, color: color ?? nextColor(),
          opacity: opacity, label: label)))
  }

  /// Draws a line with caps from one height to another at each place, such as a confidence interval; like
  /// matplotlib's `errorbar`, but given the ends rather than distances.
  ///
  /// Lines with an end that is not finite are left out.
  ///
  /// - Parameters:
  ///   - x: The place of each line.
  ///   - lower: The lower end of each line, one for each of `x`.
  ///   - upper: The upper end of each line, one for each of `x`.
  ///   - color: The colour; the next of ``PlotColor/cycle`` by default.
  ///   - width: The lines' width in points, above 0; 1.5 by default.
  ///   - capWidth: The width of the caps in points, at least 0; 6 by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: ``PlotError/countMismatch(name:expected:found:)`` if `x`, `lower` and `upper` differ in
  ///   length; ``PlotError/invalidOption(name:value:expected:)`` if a width or the opacity is out of range.
  public mutating func errorBars(
    _ x: some PlotData, from lower: some PlotData, to upper: some PlotData, color: PlotColor? = nil,
    width: Double = 1.5, capWidth: Double = 6, opacity: Double = 1, label: String? = nil
  ) throws {
    let ends = zip(try Self.points(x, lower), try Self.points(x, upper)).map { (lower: $0, upper: $1) }
    try PlotError.require(width > 0 && width.isFinite, "width", width, "above 0")
    try PlotError.require(capWidth >= 0 && capWidth.isFinite, "capWidth", capWidth, "at least 0")
    try PlotError.require((0...1).contains(opacity), "opacity", opacity, "in 0...1")
    append(
      .errorBars(
        ErrorBars(
          ends: ends.filter { $0.lower.isFinite && $0.upper.isFinite }, color: color ?? nextColor(),
          width: width,
          capWidth: capWidth, opacity: opacity, label: label)))
  }

  /// Draws a line with caps from one place to another at each height, such as the interval of an estimate;
  /// see ``errorBars(_:from:to:color:width:capWidth:opacity:label:)``.
  ///
  /// - Parameters:
  ///   - y: The height of each line.
  ///   - lower: The left end of each line, one for each of `y`.
  ///   - upper: The right end of each line, one for each of `y`.
  ///   - color: The colour; the next of ``PlotColor/cycle`` by default.
  ///   - width: The lines' width in points, above 0; 1.5 by default.
  ///   - capWidth: The height of the caps in points, at least 0; 6 by default.
  ///   - opacity: From 0, invisible, to 1, the default.
  ///   - label: The series' name in the legend; `nil` leaves it out.
  /// - Throws: As the vertical ones.
  public mutating func horizontalErrorBars(
    _ y: some PlotData, from lower: some PlotData, to upper: some PlotData, color: PlotColor? = nil,
    width: Double = 1.5, capWidth: Double = 6, opacity: Double = 1, label: String? = nil
  ) throws {
    try errorBars(
      y, from: lower, to: upper, color: color, width: width, capWidth: capWidth, opacity: opacity,
      label: label)
    turnLastErrorBars()
  }
}
