/// Draws figures into pixels.
struct RasterCanvas: Canvas {
  private(set) var page: PixelPage
  /// Pixels a point.
  private let scale: Double
  /// Where the figure's page begins, in pixels.
  var origin = Point(x: 0, y: 0)
  private var visible: PixelArea

  init(width: Int, height: Int, scale: Double) {
    page = PixelPage(width: width, height: height)
    self.scale = scale
    visible = page.area
  }

  /// In pixels. Infinity is taken for this, so that the direction of a line from there is a number.
  private static let farthest = 1e100

  private func pixel(_ point: Point) -> Point {
    func held(_ value: Double) -> Double { min(max(value, -Self.farthest), Self.farthest) }
    return Point(x: held(origin.x + point.x * scale), y: held(origin.y + point.y * scale))
  }

  /// The whole pixels that a box covers best.
  private func pixels(_ box: Box) -> PixelArea {
    func range(_ low: Double, _ high: Double) -> Range<Int> {
      let (low, high) = (min(max(low, -1e7), 1e7).rounded(), min(max(high, -1e7), 1e7).rounded())
      return Int(low)..<Int(max(low, high))
    }
    let (upper, lower) = (
      pixel(Point(x: box.left, y: box.top)), pixel(Point(x: box.right, y: box.bottom))
    )
    return PixelArea(columns: range(upper.x, lower.x), rows: range(upper.y, lower.y))
  }

  // MARK: Lines and areas

  /// In pixels; a line whose dash and gap are shorter is drawn without gaps.
  private static let finestPattern = 0.25

  mutating func clip(to box: Box, _ draw: (inout RasterCanvas) -> Void) {
    let before = visible
    visible = before.intersection(pixels(box))
    draw(&self)
    visible = before
  }

  mutating func stroke(_ outline: Outline, _ pen: Pen) {
    // Straight lines of the frame and the grid are moved to whole pixels, where their edges are sharp.
    let isSnapped = pen.joins == .mitered && outline.isUpright
    let width = isSnapped ? max((pen.width * scale).rounded(), 1) : pen.width * scale
    let isRound = pen.joins == .rounded
    let stroker = Stroker(
      width: width, join: isRound ? .rounded : .mitered, cap: isRound && pen.style == .solid ? .square : .butt
    )
    let offset = width.truncatingRemainder(dividingBy: 2) / 2
    func snapped(_ value: Double) -> Double { isSnapped ? (value - offset).rounded() + offset : value }
    let pattern = pen.style.pattern.map { $0 * pen.width * scale }
    // A finer pattern could not be seen.
    let isDashed = pattern.reduce(0, +) >= Self.finestPattern
    var shape = Rasterizer()
    for line in outline.lines {
      let points = line.points.map(pixel).map { Point(x: snapped($0.x), y: snapped($0.y)) }
      guard !isDashed else {
        let dashes = Dashes(pattern: pattern, within: visible.box(grownBy: 2 * width))
        for dash in dashes.pieces(of: line.isClosed ? points + points.prefix(1) : points) {
          for polygon in stroker.polygons(dash, isClosed: false) { shape.add(polygon) }
        }
        continue
      }
      for polygon in stroker.polygons(points, isClosed: line.isClosed) { shape.add(polygon) }
    }
    page.fill(shape, pen.color, opacity: pen.opacity, in: visible)
  }

  mutating func fill(_ outline: Outline, _ color: PlotColor, opacity: Double) {
    page.fill(rasterizer(outline), color, opacity: opacity, in: visible)
  }

  mutating func fillAreas(_ areas: [Area], opacity: Double) {
    // The page has no opacity of its own, so areas drawn over a copy of it and mixed with it are what they
    // would be as a transparent group.
    guard !areas.isEmpty else { return }
    var copy = page
    for area in areas {
      copy.fill(rasterizer(area.outline), area.color, opacity: 1, rule: .evenOdd, in: visible)
    }
    page.lay(copy, opacity: opacity, in: visible)
  }

  mutating func fillCells(_ cells: [Cell]) {
    for cell in cells { page.set(pixels(cell.box).intersection(visible), cell.color) }
  }

  mutating func panel(_ box: Box) {
    let (upper, lower) = (
      pixel(Point(x: box.left, y: box.top)), pixel(Point(x: box.right, y: box.bottom))
    )
    let box = Box(left: upper.x, top: upper.y, right: lower.x, bottom: lower.y)
    let outline = Stroker.roundedBox(box, radius: Pen.panelRadius * scale)
    let edge = Stroker(width: Pen.panel.width * scale, join: .rounded, cap: .butt)
    var (inside, line) = (Rasterizer(), Rasterizer())
    inside.add(outline)
    for polygon in edge.polygons(outline, isClosed: true) { line.add(polygon) }
    page.fill(inside, .white, opacity: Pen.panelOpacity, in: visible)
    page.fill(line, Pen.panel.color, opacity: Pen.panel.opacity, in: visible)
  }

  private func rasterizer(_ outline: Outline) -> Rasterizer {
    var shape = Rasterizer()
    for line in outline.lines { shape.add(line.points.map(pixel)) }
    return shape
  }

  // MARK: Marks

  mutating func mark(_ mark: Mark, at point: Point) {
    let middle = pixel(point)
    guard isNear(middle, reach: (mark.width + Marker.strokeWidth) * scale) else { return }
    func placed(_ part: Point) -> Point { Point(x: middle.x + part.x * scale, y: middle.y + part.y * scale) }
    var shape = Rasterizer()
    switch mark.shape {
    case .disc(let radius): shape.add(Stroker.disc(middle, radius: radius * scale))
    case .polygon(let corners): shape.add(corners.map(placed))
    case .strokes(let strokes):
      let stroker = Stroker(width: Marker.strokeWidth * scale, join: .mitered, cap: .butt)
      for (from, to) in strokes {
        for polygon in stroker.polygons([placed(from), placed(to)], isClosed: false) { shape.add(polygon) }
      }
    }
    page.fill(shape, mark.color, opacity: mark.opacity, in: visible)
  }

  private func isNear(_ middle: Point, reach: Double) -> Bool {
    func isNear(_ value: Double, _ range: Range<Int>) -> Bool {
      value > Double(range.lowerBound) - reach && value < Double(range.upperBound) + reach
    }
    return isNear(middle.x, visible.columns) && isNear(middle.y, visible.rows)
  }

  // MARK: Text

  mutating func text(_ label: Label) {
    let line = StrokeFont.line(label.text)
    let start =
      switch label.anchor {
      case .start: 0.0
      case .middle: -line.width / 2
      case .end: -line.width
      }
    let size = label.size * scale / 1000
    let base = pixel(label.point)
    let direction = label.turn.direction
    func placed(_ point: Point) -> Point {
      let (x, y) = ((start + point.x) * size, -point.y * size)
      return Point(
        x: base.x + x * direction.x - y * direction.y, y: base.y + x * direction.y + y * direction.x)
    }
    let stroker = Stroker(width: StrokeFont.weight * size, join: .rounded, cap: .round)
    for glyph in line.glyphs {
      var shape = Rasterizer()
      for stroke in glyph.strokes {
        let points = stroke.points.map(placed)
        if points.count == 1 {
          shape.add(Stroker.disc(points[0], radius: StrokeFont.dotRadius * size))
        }
        for polygon in stroker.polygons(points, isClosed: stroke.isClosed) { shape.add(polygon) }
      }
      page.fill(shape, label.color, opacity: 1, in: visible)
    }
  }
}

extension Label.Turn {
  /// Where the text runs, y growing downwards.
  fileprivate var direction: Point {
    switch self {
    case .level: Point(x: 1, y: 0)
    case .rising: Point(x: 0.5.squareRoot(), y: -0.5.squareRoot())
    case .upward: Point(x: 0, y: -1)
    }
  }
}
