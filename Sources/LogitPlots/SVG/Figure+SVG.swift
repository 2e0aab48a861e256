extension Figure {
  /// The figure as a Scalable Vector Graphics document with real text.
  ///
  /// The same figure gives the same bytes. Identifiers are made from the figure's content, so several figures
  /// can stand in one page.
  ///
  /// - Returns: The document.
  public func svg() -> String { svg(within: AxesSides()) }

  /// - Parameter sides: How far the axes may reach.
  fileprivate func svg(within sides: AxesSides) -> String {
    var canvas = SVGCanvas(width: width * Self.pointsPerInch, height: height * Self.pointsPerInch)
    canvas.draw(self, within: sides)
    return canvas.document(title: axes.title.isEmpty ? "Figure" : axes.title)
  }
}

extension FigureStack {
  /// The figures as one Scalable Vector Graphics document.
  ///
  /// - Returns: The document; of a single figure, the same as ``Figure/svg()``.
  public func svg() -> String {
    if figures.count == 1 && heading.isEmpty { return figures[0].svg() }
    let page = page(unitsPerInch: 96)
    let (width, height) = (short(max(page.width, 1)), short(max(page.height, 1)))
    var body = ""
    if !heading.isEmpty {
      let (inches, top) = (page.width / 96, headingHeight(width: page.width / 96))
      var canvas = SVGCanvas(width: inches * Figure.pointsPerInch, height: top * Figure.pointsPerInch)
      drawHeading(width: inches, on: &canvas)
      body += canvas.document(title: heading)
    }
    for (index, sides) in sides.enumerated() {
      let (figure, offset) = (figures[index], page.offsets[index])
      // An SVG document may contain another one, which only needs its place.
      var places: [String] = []
      if offset.x != 0 || offset.y == 0 { places.append("x=\"\(short(offset.x))\"") }
      if offset.y != 0 { places.append("y=\"\(short(offset.y))\"") }
      let place = places.joined(separator: " ")
      body += "<svg \(place)" + figure.svg(within: sides).dropFirst("<svg".count)
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img">
      <title>\(escaped(title).replacing("&#64;", with: "@"))</title>
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }
}
