extension Figure {
  /// The figure as a Scalable Vector Graphics document with real text.
  ///
  /// The same figure gives the same bytes. Identifiers are made from the figure's content, so several figures can
  /// stand in one page.
  public func svg() -> String {
    var drawing = SVGDrawing(self)
    drawing.draw()
    return drawing.document
  }
}

/// Writes one figure as SVG.
struct SVGDrawing {
  private let figure: Figure
  private let axes: Axes
  let layout: PageLayout
  var body = ""
  private var definitions = ""

  init(_ figure: Figure) {
    self.figure = figure
    axes = figure.axes
    layout = PageLayout(figure.axes, width: figure.width * 72, height: figure.height * 72)
  }

  /// An identifier that other figures of the page are unlikely to use: a hash of what is drawn.
  private var identifier: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in (definitions + body).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "f" + String(hash, radix: 36)
  }

  var document: String {
    let (width, height) = (layout.width, layout.height)
    let name = axes.title.isEmpty ? "Figure" : axes.title
    let content = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(short(width * 4 / 3))" height="\(short(height * 4 / 3))" \
      viewBox="0 0 \(short(width)) \(short(height))" role="img" font-family="DejaVu Sans, Verdana, sans-serif" \
      font-size="\(short(PageLayout.fontSize))">
      <title>\(escaped(name))</title>
      <defs>
      \(definitions)</defs>
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
    return content.replacingIdentifiers(with: identifier)
  }

  /// Marks lie below the grid, bars and lines above it.
  private static let gridDepth = 2

  mutating func draw() {
    let box = layout.box
    definitions += "<clipPath id=\"@clip\"><rect x=\"\(short(box.left))\" y=\"\(short(box.top))\" "
    definitions += "width=\"\(short(box.width))\" height=\"\(short(box.height))\"/></clipPath>\n"
    let ordered = axes.artists.enumerated().sorted {
      ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
    }
    body += "<g clip-path=\"url(#@clip)\">\n"
    for (index, artist) in ordered where artist.depth < Self.gridDepth { draw(artist, index) }
    if let grid = axes.grid { draw(grid) }
    for (index, artist) in ordered where artist.depth >= Self.gridDepth { draw(artist, index) }
    body += "</g>\n"
    drawFrame()
    drawTexts()
    if let legend = Legend(axes, layout: layout) { draw(legend) }
  }

  // MARK: Data

  private mutating func draw(_ artist: Artist, _ index: Int) {
    switch artist {
    case .contour(let contour): draw(contour)
    case .cells(let cells): draw(cells)
    case .bars(let bars): draw(bars)
    case .errorBars(let bars): draw(bars)
    case .path(let path):
      let data = path.stretches.map { outline($0.map(layout.place), isClosed: false) }.joined()
      body +=
        "<path d=\"\(data)\" fill=\"none\" stroke=\"\(path.color.css)\" stroke-width=\"\(short(path.width))\" "
      body +=
        "stroke-linejoin=\"round\"\(cap(path.style))\(dashes(path.style, width: path.width))\(opacity(path.opacity))/>\n"
    case .marks(let marks):
      if marks.points.count > MarkImage.threshold {
        drawImage(marks)
      } else {
        drawMarks(marks, symbol: "@m\(index)")
      }
    }
  }

  private mutating func draw(_ contour: Contour) {
    let last = contour.levels.count - 1
    let outlines = contour.levels.enumerated().map { index, level in
      Isobands(contour.surface, above: level, includesLevel: index < last).loops().map { loop in
        outline(loop.map(layout.place), isClosed: true)
      }.joined()
    }
    // Each area is painted over all the lower ones and reaches up to the topmost level, not only to its own upper
    // one: two areas that merely meet would let the background shine through the smoothed edges between them.
    body += "<g fill-rule=\"evenodd\"\(opacity(contour.opacity))>\n"
    for band in 0..<last where !outlines[band].isEmpty {
      body += "<path fill=\"\(contour.color(ofBand: band).css)\" d=\"\(outlines[band])\(outlines[last])\"/>\n"
    }
    body += "</g>\n"
  }

  private mutating func drawMarks(_ marks: Marks, symbol: String) {
    let points = marks.points.map(layout.place)
    definitions += "<g id=\"\(symbol)\" \(markAttributes(marks))>\(markShape(marks))</g>\n"
    body += "<g>\n"
    for point in points where isNear(point) {
      body += "<use href=\"#\(symbol)\" x=\"\(short(point.x))\" y=\"\(short(point.y))\"/>\n"
    }
    body += "</g>\n"
  }

  private mutating func drawImage(_ marks: Marks) {
    let box = layout.box
    let image = MarkImage(marks, layout: layout)
    body += "<image x=\"\(short(box.left))\" y=\"\(short(box.top))\" width=\"\(short(box.width))\" "
    body += "height=\"\(short(box.height))\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,"
    body += "\(image.png.base64)\"/>\n"
  }

  /// Marks far outside the axes are clipped anyway, and their coordinates may not fit the format.
  private func isNear(_ point: Point) -> Bool {
    abs(point.x) < 10 * layout.width && abs(point.y) < 10 * layout.height
  }

  private func markAttributes(_ marks: Marks) -> String {
    // The opacity of the paint, not of the element: renderers give every element with an opacity of its own an
    // image in between, which takes them seconds for 10,000 marks.
    let color = marks.color.css
    if case .strokes = marks.marker.geometry {
      return "fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(short(Marker.strokeWidth))\""
        + opacity(marks.opacity, of: "stroke-")
    }
    return "fill=\"\(color)\"" + opacity(marks.opacity, of: "fill-")
  }

  /// The mark around the origin. Filled marks are half a point wider on each side, as their edge makes them in
  /// matplotlib.
  private func markShape(_ marks: Marks) -> String {
    let width = marks.width
    switch marks.marker.geometry {
    case .disc(let radius): return "<circle r=\"\(short(radius * width + 0.5))\"/>"
    case .polygon(let corners):
      let points = corners.map { "\(short($0.x * (width + 1))),\(short(-$0.y * (width + 1)))" }
      return "<polygon points=\"\(points.joined(separator: " "))\"/>"
    case .strokes(let strokes):
      let data = strokes.map { from, to in
        "M\(short(from.x * width)) \(short(-from.y * width))L\(short(to.x * width)) \(short(-to.y * width))"
      }
      return "<path d=\"\(data.joined())\"/>"
    }
  }

  // MARK: Axes

  private mutating func draw(_ grid: Grid) {
    let box = layout.box
    var data = ""
    for value in layout.xTicks.values where grid.direction != .horizontal {
      data += "M\(short(layout.x(value))) \(short(box.bottom))V\(short(box.top))"
    }
    for value in layout.yTicks.values where grid.direction != .vertical {
      data += "M\(short(box.left)) \(short(layout.y(value)))H\(short(box.right))"
    }
    body += "<path d=\"\(data)\" fill=\"none\" stroke=\"#b0b0b0\" stroke-width=\"0.8\""
    body += "\(dashes(grid.style, width: 0.8))\(opacity(grid.opacity))/>\n"
  }

  private mutating func drawFrame() {
    let box = layout.box
    var data = ""
    for value in layout.xTicks.values {
      data += "M\(short(layout.x(value))) \(short(box.bottom))v\(short(PageLayout.tickLength))"
    }
    for value in layout.yTicks.values {
      data += "M\(short(box.left)) \(short(layout.y(value)))h\(short(-PageLayout.tickLength))"
    }
    data +=
      "M\(short(box.left)) \(short(box.top))H\(short(box.right))V\(short(box.bottom))H\(short(box.left))Z"
    body += "<path d=\"\(data)\" fill=\"none\" stroke=\"#000\" stroke-width=\"0.8\"/>\n"
  }

  private mutating func drawTexts() {
    let (box, size) = (layout.box, PageLayout.fontSize)
    let below = box.bottom + PageLayout.tickLength + PageLayout.tickPadding + 0.76 * size
    let leftOf = box.left - PageLayout.tickLength - PageLayout.tickPadding
    for (value, label) in zip(layout.xTicks.values, layout.xTicks.labels) {
      if layout.turnsXNames {
        // The text ends below its tick.
        let end = Point(x: layout.x(value) + 0.3 * size, y: below)
        drawText(label, at: end, anchor: "end", turn: -45)
      } else {
        drawText(label, at: Point(x: layout.x(value), y: below), anchor: "middle")
      }
    }
    for (value, label) in zip(layout.yTicks.values, layout.yTicks.labels) {
      drawText(label, at: Point(x: leftOf, y: layout.y(value) + 0.36 * size), anchor: "end")
    }
    drawText(layout.xTicks.note, at: Point(x: box.right, y: below + 1.3 * size), anchor: "end")
    drawText(layout.yTicks.note, at: Point(x: box.left, y: box.top - 3), anchor: "start")
    let middle = Point(x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2)
    let labelBase = below + layout.xLabelHeight + PageLayout.labelPadding
    drawText(axes.xLabel, at: Point(x: middle.x, y: labelBase), anchor: "middle")
    drawText(axes.title, at: Point(x: middle.x, y: box.top - 6), anchor: "middle", size: PageLayout.titleSize)
    let labelX = leftOf - PageLayout.labelWidth(layout.yTicks.labels) - PageLayout.labelPadding - 0.24 * size
    drawText(axes.yLabel, at: Point(x: labelX, y: middle.y), anchor: "middle", turn: -90)
  }

  /// - Parameter turn: In degrees, clockwise.
  mutating func drawText(
    _ text: String, at point: Point, anchor: String, size: Double = PageLayout.fontSize,
    color: Color = .black,
    turn: Int = 0
  ) {
    guard !text.isEmpty else { return }
    let (x, y) = (short(point.x), short(point.y))
    let anchorText = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
    let sizeText = size == PageLayout.fontSize ? "" : " font-size=\"\(short(size))\""
    let turnText = turn == 0 ? "" : " transform=\"rotate(\(turn) \(x) \(y))\""
    let colorText = color == .black ? "" : " fill=\"\(color.css)\""
    body +=
      "<text x=\"\(x)\" y=\"\(y)\"\(anchorText)\(sizeText)\(colorText)\(turnText)>\(escaped(text))</text>\n"
  }

  private mutating func draw(_ legend: Legend) {
    let box = legend.box
    body += "<rect x=\"\(short(box.left))\" y=\"\(short(box.top))\" width=\"\(short(box.width))\" "
    body += "height=\"\(short(box.height))\" rx=\"2\" fill=\"#fff\" fill-opacity=\"0.8\" stroke=\"#ccc\" "
    body += "stroke-opacity=\"0.8\"/>\n"
    for (index, entry) in legend.entries.enumerated() {
      let middle = legend.handle(index)
      switch entry {
      case .marks(let marks):
        body += "<g transform=\"translate(\(short(middle.x)) \(short(middle.y)))\" \(markAttributes(marks))>"
        body += "\(markShape(marks))</g>\n"
      case .path(let path):
        body +=
          "<path d=\"M\(short(middle.x - Legend.handleWidth / 2)) \(short(middle.y))h\(short(Legend.handleWidth))\" "
        body += "stroke=\"\(path.color.css)\" stroke-width=\"\(short(path.width))\""
        body += "\(dashes(path.style, width: path.width))\(opacity(path.opacity))/>\n"
      case .bars(let bars): drawSample(of: bars, at: middle)
      case .errorBars(let bars): drawSample(of: bars, at: middle)
      case .contour, .cells: break
      }
      drawText(entry.label ?? "", at: legend.textStart(index), anchor: "start")
    }
  }
}

extension String {
  /// Identifiers are written as @name until their prefix is known.
  fileprivate func replacingIdentifiers(with prefix: String) -> String {
    split(separator: "@", omittingEmptySubsequences: false).joined(separator: prefix)
  }
}
