extension FigureDrawing {
  /// Draws something between the axes.
  ///
  /// - Parameter index: Its place among all of the figure.
  func draw(_ artist: Artist, _ index: Int, on canvas: inout some Canvas) {
    switch artist {
    case .marks(let marks):
      canvas.marks(marks.mark, at: marks.points.map(layout.place), series: index)
    case .path(let path):
      var outline = Outline()
      for stretch in path.stretches { outline += Outline(stretch.map(layout.place), isClosed: false) }
      canvas.stroke(
        outline,
        Pen(color: path.color, width: path.width, style: path.style, opacity: path.opacity, joins: .rounded))
      if let mark = path.mark {
        let stretches = path.stretches.map { $0.map(layout.place) }
        for place in MarkerPlaces.along(stretches, index: index, in: layout.box) {
          canvas.mark(mark, at: place)
        }
      }
    case .contour(let contour): draw(contour, on: &canvas)
    case .cells(let cells): draw(cells, on: &canvas)
    case .bars(let bars): draw(bars, on: &canvas)
    case .errorBars(let bars): draw(bars, on: &canvas)
    case .band(let band): draw(band, on: &canvas)
    case .notes(let notes): draw(notes, on: &canvas)
    }
  }

  private func draw(_ contour: Contour, on canvas: inout some Canvas) {
    let last = contour.levels.count - 1
    let outlines = contour.levels.enumerated().map { index, level in
      var outline = Outline()
      for loop in Isobands(contour.surface, above: level, includesLevel: index < last).loops() {
        outline += Outline(loop.map(layout.place), isClosed: true)
      }
      return outline
    }
    // Each area is painted over all the lower ones and reaches up to the topmost level, not only to its own
    // upper one: two areas that merely meet would let the background shine through the smoothed edges between
    // them.
    let areas = (0..<last).filter { !outlines[$0].isEmpty }.map { band in
      Area(outline: outlines[band] + outlines[last], color: contour.color(ofBand: band))
    }
    canvas.fillAreas(areas, opacity: contour.opacity)
  }

  private func draw(_ bars: Bars, on canvas: inout some Canvas) {
    var outline = Outline()
    for bar in bars.bars {
      let bottom = layout.y(bar.bottom)
      outline.steps += [
        .move(Point(x: layout.x(bar.left), y: bottom)), .vertical(to: layout.y(bar.top)),
        .horizontal(to: layout.x(bar.right)), .vertical(to: bottom), .close,
      ]
    }
    canvas.fill(outline, bars.color, opacity: bars.opacity)
  }

  private func draw(_ bars: ErrorBars, on canvas: inout some Canvas) {
    var outline = Outline()
    for (lower, upper) in bars.ends {
      let (x, low, high) = (layout.x(lower.x), layout.y(lower.y), layout.y(upper.y))
      if bars.isHorizontal {
        let right = layout.x(upper.x)
        outline.steps += [.move(Point(x: x, y: low)), .horizontal(to: right)]
        guard bars.capWidth > 0 else { continue }
        for x in [x, right] {
          outline.steps += [.move(Point(x: x, y: low - bars.capWidth / 2)), .verticalBy(bars.capWidth)]
        }
        continue
      }
      outline.steps += [.move(Point(x: x, y: low)), .vertical(to: high)]
      guard bars.capWidth > 0 else { continue }
      for y in [low, high] {
        outline.steps += [.move(Point(x: x - bars.capWidth / 2, y: y)), .horizontalBy(bars.capWidth)]
      }
    }
    canvas.stroke(outline, bars.pen)
  }

  private func draw(_ band: Band, on canvas: inout some Canvas) {
    var outline = Outline()
    for stretch in band.stretches where stretch.count > 1 {
      let there = stretch.map { layout.place($0.lower) }
      outline += Outline(there + stretch.reversed().map { layout.place($0.upper) }, isClosed: true)
    }
    if !outline.isEmpty { canvas.fill(outline, band.color, opacity: band.opacity) }
  }

  private func draw(_ notes: Notes, on canvas: inout some Canvas) {
    var taken: [Box] = []
    for (point, text) in notes.items {
      let place = layout.place(point)
      guard layout.box.contains(place) else { continue }
      let (width, half) = (TextMetrics.width(of: text, size: notes.size), 0.55 * notes.size)
      // To the right or the left, level with the point or a little higher or lower.
      let candidates = [0.0, 1, -1, 2, -2].flatMap { step in
        [false, true].map { isLeft -> (isLeft: Bool, box: Box) in
          let start = place.x + (isLeft ? -Notes.distance - width : Notes.distance)
          let middle = place.y - step * 1.1 * notes.size
          return (isLeft, Box(left: start, top: middle - half, right: start + width, bottom: middle + half))
        }
      }
      let within = candidates.filter { $0.box.left >= layout.box.left && $0.box.right <= layout.box.right }
      guard
        let (isLeft, box) = within.first(where: { one in !taken.contains { $0.meets(one.box) } })
          ?? within.first ?? candidates.first
      else { continue }
      taken.append(box)
      let base = Point(x: isLeft ? box.right : box.left, y: (box.top + box.bottom) / 2 + 0.36 * notes.size)
      write(
        Label(text: text, point: base, anchor: isLeft ? .end : .start, size: notes.size, color: notes.color),
        on: &canvas)
    }
  }

  private func draw(_ cells: Cells, on canvas: inout some Canvas) {
    let places = (0..<cells.rows).flatMap { row in (0..<cells.columns).map { (row: row, column: $0) } }
    canvas.fillCells(
      places.compactMap { row, column in
        guard let color = cells.color(row: row, column: column) else { return nil }
        let middle = cells.middle(row: row, column: column)
        return Cell(
          box: Box(
            left: layout.x(middle.x - 0.5), top: layout.y(middle.y + 0.5), right: layout.x(middle.x + 0.5),
            bottom: layout.y(middle.y - 0.5)), color: color)
      })
    for (row, column) in places { drawText(of: cells, row: row, column: column, on: &canvas) }
  }

  /// A cell's lines around its middle.
  private func drawText(of cells: Cells, row: Int, column: Int, on canvas: inout some Canvas) {
    let lines = cells.lines(row: row, column: column)
    let middle = layout.place(cells.middle(row: row, column: column))
    let lineHeight = 1.25 * cells.textSize
    let color = Cells.textColor(on: cells.color(row: row, column: column))
    for (index, line) in lines.enumerated() {
      let offset = (Double(index) - Double(lines.count - 1) / 2) * lineHeight
      let base = Point(x: middle.x, y: middle.y + offset + 0.36 * cells.textSize)
      write(
        Label(
          text: String(line), point: base, anchor: .middle, size: cells.textSize, color: color, isOnArea: true
        ),
        on: &canvas)
    }
  }
}

extension Marks {
  var mark: Mark { Mark(marker: marker, width: width, color: color, opacity: opacity) }
}

extension Path {
  /// The mark that stands on the line here and there.
  var mark: Mark? {
    marker.map { Mark(marker: $0, width: MarkerPlaces.width, color: color, opacity: opacity) }
  }
}

extension ErrorBars {
  var pen: Pen { Pen(color: color, width: width, opacity: opacity) }
}
