/// Writes one figure as SVG.
struct SVGCanvas: Canvas {
  /// In points.
  private let width: Double
  private let height: Double
  private var body = ""
  /// What was drawn so far, without definitions.
  var drawing: String { body }
  private var definitions = ""
  private var visible: Box?
  let theme: SVGTheme

  /// A page of a size in points.
  init(width: Double, height: Double, theme: SVGTheme = .fixed) {
    (self.width, self.height, self.theme) = (width, height, theme)
  }

  // MARK: Document

  /// The whole document.
  ///
  /// - Parameters:
  ///   - title: What it shows.
  ///   - scale: Pixels a point; 96 pixels an inch by default.
  ///   - overlay: Elements over all that is drawn; none by default.
  func document(title: String, scale: Double = 4 / 3, overlay: String = "") -> String {
    let content = """
      <svg xmlns="http://www.w3.org/2000/svg" \
      width="\(short(width * scale))" height="\(short(height * scale))" \
      viewBox="0 0 \(short(width)) \(short(height))" role="img" \
      \(theme.textAttributes) \
      font-size="\(short(PageLayout.fontSize))">
      <title>\(escaped(title))</title>
      <defs>
      \(definitions)</defs>
      \(theme.background)\(body)\(overlay)</svg>

      """
    // Identifiers are written as @name until their prefix is known.
    return content.split(separator: "@", omittingEmptySubsequences: false).joined(separator: identifier)
  }

  /// An identifier that other figures of the page are unlikely to use: a hash of what is drawn.
  private var identifier: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in (definitions + body).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "f" + String(hash, radix: 36)
  }

  // MARK: Lines and areas

  mutating func clip(to box: Box, _ draw: (inout SVGCanvas) -> Void) {
    definitions += "<clipPath id=\"@clip\"><rect \(place(box))/></clipPath>\n"
    body += "<g clip-path=\"url(#@clip)\">\n"
    visible = box
    draw(&self)
    visible = nil
    body += "</g>\n"
  }

  mutating func stroke(_ outline: Outline, _ pen: Pen) {
    let outline = shown(outline)
    body += "<path d=\"\(pathData(outline))\"\(outline.isSingleStep ? "" : " fill=\"none\"")"
    body += " stroke=\"\(theme.css(pen.color))\" stroke-width=\"\(short(pen.width))\""
    if pen.joins == .rounded { body += " stroke-linejoin=\"round\"\(cap(pen.style))" }
    body += "\(dashes(pen.style, width: pen.width))\(opacity(pen.opacity))/>\n"
  }

  /// On a page without the points that it cannot show.
  private func shown(_ outline: Outline) -> Outline {
    theme == .page ? outline.simplified(within: Self.finest) : outline
  }

  /// A tenth of a point cannot be seen.
  private static let finest = 0.1

  mutating func frame(_ outline: Outline) {
    body += "<path d=\"\(pathData(outline))\" fill=\"none\" stroke=\"\(theme.ink)\" stroke-width=\"0.8\"/>\n"
  }

  mutating func grid(_ outline: Outline, _ pen: Pen) {
    body +=
      "<path d=\"\(pathData(outline))\" fill=\"none\" stroke=\"\(theme.css(PlotColor(0xB0B0B0)))\" stroke-width=\"0.8\""
    body += "\(dashes(pen.style, width: pen.width))\(opacity(pen.opacity))/>\n"
  }

  mutating func fill(_ outline: Outline, _ color: PlotColor, opacity: Double) {
    body +=
      "<path d=\"\(pathData(shown(outline)))\" fill=\"\(theme.css(color))\"\(self.opacity(opacity, of: "fill-"))/>\n"
  }

  mutating func fill(_ box: Box, _ color: PlotColor, opacity: Double) {
    body += "<rect \(place(box)) fill=\"\(theme.css(color))\"\(self.opacity(opacity, of: "fill-"))/>\n"
  }

  mutating func fillAreas(_ areas: [Area], opacity: Double) {
    body += "<g fill-rule=\"evenodd\"\(self.opacity(opacity))>\n"
    for area in areas { body += "<path fill=\"\(area.color.css)\" d=\"\(pathData(area.outline))\"/>\n" }
    body += "</g>\n"
  }

  mutating func fillCells(_ cells: [Cell]) {
    // Neighbours of one colour would show the background between them if their edges were smoothed.
    body += "<g shape-rendering=\"crispEdges\">\n"
    for cell in cells { body += "<rect \(place(cell.box)) fill=\"\(cell.color.css)\"/>\n" }
    body += "</g>\n"
  }

  mutating func panel(_ box: Box) {
    body +=
      "<rect \(place(box)) rx=\"2\" fill=\"\(theme.paper)\" fill-opacity=\"0.8\" stroke=\"\(theme.line)\" "
    body += "stroke-opacity=\"0.8\"/>\n"
  }

  // MARK: Marks

  mutating func mark(_ mark: Mark, at point: Point) {
    body += "<g transform=\"translate(\(short(point.x)) \(short(point.y)))\" \(attributes(mark))>"
    body += "\(shape(mark))</g>\n"
  }

  mutating func marks(_ mark: Mark, at points: [Point], series: Int) {
    if let visible, points.count > MarkImage.threshold {
      let image = MarkImage(mark, at: points, in: visible)
      body += "<image \(place(visible)) preserveAspectRatio=\"none\" href=\"data:image/png;base64,"
      body += "\(image.png.base64)\"/>\n"
      return
    }
    definitions += "<g id=\"@m\(series)\" \(attributes(mark))>\(shape(mark))</g>\n"
    body += "<g>\n"
    for point in points where isNear(point) {
      body += "<use href=\"#@m\(series)\" x=\"\(short(point.x))\" y=\"\(short(point.y))\"/>\n"
    }
    body += "</g>\n"
  }

  /// Marks far outside the axes are clipped anyway, and their coordinates may not fit the format.
  private func isNear(_ point: Point) -> Bool {
    abs(point.x) < 10 * width && abs(point.y) < 10 * height
  }

  private func attributes(_ mark: Mark) -> String {
    // The opacity of the paint, not of the element: renderers give every element with an opacity of its own
    // an image in between, which takes them seconds for 10,000 marks.
    let color = theme.css(mark.color)
    if case .strokes = mark.shape {
      return "fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(short(Marker.strokeWidth))\""
        + opacity(mark.opacity, of: "stroke-")
    }
    return "fill=\"\(color)\"" + opacity(mark.opacity, of: "fill-")
  }

  private func shape(_ mark: Mark) -> String {
    switch mark.shape {
    case .disc(let radius): return "<circle r=\"\(short(radius))\"/>"
    case .polygon(let corners):
      let points = corners.map { "\(short($0.x)),\(short($0.y))" }
      return "<polygon points=\"\(points.joined(separator: " "))\"/>"
    case .strokes(let strokes):
      let data = strokes.map { from, to in
        "M\(short(from.x)) \(short(from.y))L\(short(to.x)) \(short(to.y))"
      }
      return "<path d=\"\(data.joined())\"/>"
    }
  }

  // MARK: Text

  mutating func text(_ label: Label) {
    let (x, y) = (short(label.point.x), short(label.point.y))
    body += "<text x=\"\(x)\" y=\"\(y)\""
    if label.anchor != .start { body += " text-anchor=\"\(label.anchor.rawValue)\"" }
    if label.size != PageLayout.fontSize { body += " font-size=\"\(short(label.size))\"" }
    if let fill = theme.fill(of: label) { body += " fill=\"\(fill)\"" }
    if label.turn != .level { body += " transform=\"rotate(\(label.turn.rawValue) \(x) \(y))\"" }
    body += ">\(escaped(label.text))</text>\n"
  }
}
