/// A picture of data: axes with points, lines and areas, to be written as SVG, HTML or PNG or drawn in a
/// terminal.
///
///     var figure = Figure()
///     try figure.axes.scatter(xs, labels, opacity: 0.3, label: "Data")
///     try figure.axes.line(curve, predictions, color: .red, label: "Sigmoid model")
///     figure.axes.showsLegend = true
///     try figure.write(to: "sigmoid.svg")
///
/// Sizes, colours, ticks and limits are matplotlib's unless you set your own, so a figure looks like one made
/// there.
public struct Figure: Sendable {
  /// The width of the page in inches.
  public let width: Double
  /// The height of the page in inches.
  public let height: Double
  /// The axes and what is drawn between them.
  public var axes = Axes()

  static let pointsPerInch = 72.0

  /// Creates an empty figure of matplotlib's default size, 6.4 by 4.8 inches.
  public init() {
    width = 6.4
    height = 4.8
  }

  /// Creates an empty figure.
  ///
  /// - Parameters:
  ///   - width: The width of the page in inches, in 1...100.
  ///   - height: The height of the page in inches, in 1...100.
  /// - Throws: ``PlotError/invalidOption(name:value:expected:)`` if the width or the height is out of range.
  public init(width: Double, height: Double) throws {
    try PlotError.require((1...100).contains(width), "The figure's width", width, "in 1...100 inches")
    try PlotError.require((1...100).contains(height), "The figure's height", height, "in 1...100 inches")
    self.width = width
    self.height = height
  }
}
