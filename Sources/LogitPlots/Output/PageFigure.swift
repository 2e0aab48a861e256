/// A figure as it stands in a page: as wide as a telephone, in the page's colours, with its title and its legend
/// as text of the page, so that no letter is ever smaller than the page's own.
package struct PageFigure: Sendable {
  /// The width of a figure, in pixels.
  package static let width = 350.0
  /// Pixels a point: letters of ten points have 14 pixels.
  private static let scale = 1.4
  /// A figure is at most this often as high as it is wide.
  private static let greatestShape = 1.2

  private let figure: Figure
  private let layout: PageLayout

  /// Lays a figure out.
  ///
  /// - Parameters:
  ///   - figure: The figure; only its shape and its axes matter.
  ///   - height: In pixels; as the figure's shape has it by default.
  package init(_ figure: Figure, height: Double? = nil) throws {
    let (width, shape) = (Self.width / Self.scale, min(figure.height / figure.width, Self.greatestShape))
    var page = try Figure(
      width: width / Figure.pointsPerInch,
      height: max((height.map { $0 / Self.scale } ?? width * shape) / Figure.pointsPerInch, 1))
    page.axes = figure.axes
    (page.axes.title, page.axes.showsLegend) = ("", false)
    self.figure = page
    layout = page.layout()
    title = figure.axes.title
    showsLegend = figure.axes.showsLegend
  }

  /// The figure's title.
  package let title: String
  private let showsLegend: Bool

  /// Where a value of the horizontal axis lies, in the units of the drawing.
  package func x(_ value: Double) -> Double { layout.x(value) }
  /// Where a value of the vertical axis lies.
  package func y(_ value: Double) -> Double { layout.y(value) }

  /// The drawing.
  ///
  /// - Parameter overlay: Elements that lie over it; none by default.
  /// - Returns: An element `svg`.
  package func svg(overlay: String = "") -> String {
    var canvas = SVGCanvas(
      width: figure.width * Figure.pointsPerInch, height: figure.height * Figure.pointsPerInch, theme: .page)
    canvas.draw(figure)
    return canvas.document(title: title.isEmpty ? "Figure" : title, scale: Self.scale, overlay: overlay)
  }

  /// The names of the series with a sample of each, as a list; empty if the figure has no legend.
  package var legend: String {
    let named = figure.axes.artists.filter { $0.label != nil }
    guard showsLegend, !named.isEmpty else { return "" }
    let (width, height) = (Legend.handleWidth + 4, 14.0)
    let items = named.map { artist in
      var canvas = SVGCanvas(width: width, height: height, theme: .page)
      FigureDrawing(figure, within: AxesSides())
        .drawSample(of: artist, at: Point(x: width / 2, y: height / 2), on: &canvas)
      return "<li>\(canvas.fragment(width: width, height: height))\(escaped(artist.label ?? ""))</li>\n"
    }
    return "<ul class=\"legend\">\n\(items.joined())</ul>\n"
  }

  /// The title, the drawing and the legend.
  ///
  /// - Parameter overlay: Elements that lie over the drawing; none by default.
  /// - Returns: An element `figure`.
  package func html(overlay: String = "") -> String {
    let caption = title.isEmpty ? "" : "<figcaption>\(escaped(title))</figcaption>\n"
    return "<figure>\n\(caption)\(svg(overlay: overlay))\(legend)</figure>\n"
  }
}

extension SVGCanvas {
  /// What was drawn, as a small picture beside words that say the same.
  fileprivate func fragment(width: Double, height: Double) -> String {
    "<svg width=\"\(short(width * 4 / 3))\" height=\"\(short(height * 4 / 3))\" "
      + "viewBox=\"0 0 \(short(width)) \(short(height))\" aria-hidden=\"true\">\(drawing)</svg>"
  }
}
