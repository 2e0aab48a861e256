extension Figure {
  /// A page that shows the figure and needs nothing from the network.
  ///
  /// - Parameter title: The page's title; the figure's own by default.
  /// - Returns: The page, with the figure as SVG in it.
  public func html(title: String? = nil) -> String { FigureStack([self]).html(title: title) }
}

extension FigureStack {
  /// A page that shows the figures and needs nothing from the network.
  ///
  /// Its colours are those of the reader's choice: light or dark, or forced ones. Figures are drawn twice, as they
  /// are and for the width of a telephone, and the page shows those that have room; none is made smaller. A figure
  /// with names or cells along its axes is drawn once, and can be moved sideways where it has no room.
  ///
  /// - Parameter title: The page's title; the figures' own by default.
  /// - Returns: The page, with the figures as SVG in it.
  public func html(title: String? = nil) -> String {
    let sides = sides
    let body = figures.indices.map { Self.html(of: figures[$0], within: sides[$0]) }.joined()
    let name = escaped(title ?? self.title)
    let above = heading.isEmpty ? "" : "<p>\(escaped(heading))</p>\n"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(name.isEmpty ? "Figure" : name)</title>
      <style>
      \(PageTheme.css)\(Self.style)</style>
      </head>
      <body>
      <main class="\(direction == .vertical ? "column" : "row")">
      <h1>\(name.isEmpty ? "Figure" : name)</h1>
      \(above)\(body)</main>
      </body>
      </html>

      """
  }

  /// Pages are at least this wide where figures are shown as they are, in pixels.
  private static let wideFrom = 760

  private static let style = """
    body { margin: 0; background: var(--paper); color: var(--ink); font: 14px system-ui, sans-serif }
    main { padding: 4px; display: flex; flex-wrap: wrap; justify-content: center; gap: 8px }
    main.column { flex-direction: column; align-items: center }
    p { width: 100%; text-align: center }
    h1 { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%) }
    figure { margin: 0 }
    figcaption { max-width: 350px; font-weight: 600; padding: 4px }
    .box { max-width: 100%; overflow-x: auto }
    .box svg { display: block }
    .narrow svg { max-width: 100%; height: auto }
    .wide { display: none }
    .legend { list-style: none; margin: 0; padding: 0 4px; max-width: 350px }
    .legend svg { vertical-align: middle; margin-right: 6px; overflow: visible }
    @media (min-width: \(wideFrom)px) { .wide { display: block } .narrow { display: none } }

    """

  private static func html(of figure: Figure, within sides: AxesSides) -> String {
    var canvas = SVGCanvas(
      width: figure.width * Figure.pointsPerInch, height: figure.height * Figure.pointsPerInch, theme: .page)
    canvas.draw(figure, within: sides)
    let title = figure.axes.title.isEmpty ? "Figure" : figure.axes.title
    let whole = canvas.document(title: title)
    guard !figure.axes.hasNames, let narrow = try? PageFigure(figure) else {
      return
        "<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(title))\">\(whole)</div>\n"
    }
    return
      "<div class=\"wide box\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(title))\">\(whole)</div>\n"
      + "<div class=\"narrow\">\(narrow.html())</div>\n"
  }
}

extension Axes {
  /// Whether something along the axes needs more room than a telephone has.
  fileprivate var hasNames: Bool {
    if xNames != nil || yNames != nil || yNotes != nil { return true }
    return artists.contains { if case .cells = $0 { true } else { false } }
  }
}
