extension Canvas {
  /// Draws a figure; the same for every output.
  ///
  /// - Parameter sides: How far its axes may reach, so that they are in line with those of other figures.
  mutating func draw(_ figure: Figure, within sides: AxesSides = AxesSides()) {
    FigureDrawing(figure, within: sides).draw(on: &self)
  }
}

/// Draws one figure on a page: what lies between the axes, their frame, the texts and the legend.
struct FigureDrawing {
  private let axes: Axes
  let layout: PageLayout

  init(_ figure: Figure, within sides: AxesSides) {
    axes = figure.axes
    layout = figure.layout(within: sides)
  }

  /// Marks lie below the grid, bars and lines above it.
  private static let gridDepth = 2

  func draw(on canvas: inout some Canvas) {
    let ordered = axes.artists.enumerated().sorted {
      ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
    }
    canvas.clip(to: layout.box) { canvas in
      for (index, artist) in ordered where artist.depth < Self.gridDepth { draw(artist, index, on: &canvas) }
      if let grid = axes.grid { draw(grid, on: &canvas) }
      for (index, artist) in ordered where artist.depth >= Self.gridDepth { draw(artist, index, on: &canvas) }
    }
    drawFrame(on: &canvas)
    drawTexts(on: &canvas)
    if let legend = layout.legend { draw(legend, on: &canvas) }
  }

  // MARK: Axes

  private func draw(_ grid: GridLines, on canvas: inout some Canvas) {
    let box = layout.box
    var outline = Outline()
    for value in layout.xTicks.values where grid.direction != .horizontal {
      outline.steps += [.move(Point(x: layout.x(value), y: box.bottom)), .vertical(to: box.top)]
    }
    for value in layout.yTicks.values where grid.direction != .vertical {
      outline.steps += [.move(Point(x: box.left, y: layout.y(value))), .horizontal(to: box.right)]
    }
    canvas.grid(
      outline, Pen(color: PlotColor(0xB0B0B0), width: 0.8, style: grid.style, opacity: grid.opacity))
  }

  private func drawFrame(on canvas: inout some Canvas) {
    let box = layout.box
    var outline = Outline()
    for value in layout.xTicks.values {
      outline.steps += [
        .move(Point(x: layout.x(value), y: box.bottom)), .verticalBy(PageLayout.tickLength),
      ]
    }
    for value in layout.yTicks.values {
      outline.steps += [
        .move(Point(x: box.left, y: layout.y(value))), .horizontalBy(-PageLayout.tickLength),
      ]
    }
    canvas.frame(outline + Outline(box))
  }

  private func drawTexts(on canvas: inout some Canvas) {
    let (box, size) = (layout.box, PageLayout.fontSize)
    let below = box.bottom + PageLayout.tickLength + PageLayout.tickPadding + 0.76 * size
    let leftOf = box.left - PageLayout.tickLength - PageLayout.tickPadding
    for (value, label) in zip(layout.xTicks.values, layout.xTicks.labels) {
      if layout.turnsXNames {
        // The text ends below its tick.
        let end = Point(x: layout.x(value) + 0.3 * size, y: below)
        write(Label(text: label, point: end, anchor: .end, turn: .rising), on: &canvas)
      } else {
        write(Label(text: label, point: Point(x: layout.x(value), y: below), anchor: .middle), on: &canvas)
      }
    }
    for (value, label) in zip(layout.yTicks.values, layout.yTicks.labels) {
      let end = Point(x: leftOf, y: layout.y(value) + 0.36 * size)
      write(Label(text: label, point: end, anchor: .end), on: &canvas)
    }
    for (value, note) in zip(layout.yNotes.values, layout.yNotes.labels) {
      let start = Point(
        x: box.right + PageLayout.tickLength + PageLayout.tickPadding, y: layout.y(value) + 0.36 * size)
      write(Label(text: note, point: start), on: &canvas)
    }
    let xNote = Point(x: box.right, y: below + 1.3 * size)
    write(Label(text: layout.xTicks.note, point: xNote, anchor: .end), on: &canvas)
    write(Label(text: layout.yTicks.note, point: Point(x: box.left, y: box.top - 3)), on: &canvas)
    drawTitles(below: below, leftOf: leftOf, on: &canvas)
  }

  /// The title and the names of the axes, each in the middle of the axes as far as the page allows.
  private func drawTitles(below: Double, leftOf: Double, on canvas: inout some Canvas) {
    let (box, title, xLabel, yLabel) = (layout.box, layout.title, layout.xLabel, layout.yLabel)
    let (x, y) = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    for (index, line) in xLabel.lines.enumerated() {
      let place = Point(
        x: PageLayout.middle(x, width: xLabel.width, in: layout.width),
        y: below + layout.xLabelHeight + PageLayout.labelPadding
          + Double(index) * xLabel.size * FittedText.lineSpacing)
      write(Label(text: line, point: place, anchor: .middle, size: xLabel.size), on: &canvas)
    }
    for (index, line) in title.lines.enumerated() {
      let rise = Double(title.lines.count - 1 - index) * title.size * FittedText.lineSpacing
      let place = Point(
        x: PageLayout.middle(x, width: title.width, in: layout.width),
        y: box.top - PageLayout.titleDistance - layout.titleRise - rise)
      write(Label(text: line, point: place, anchor: .middle, size: title.size), on: &canvas)
    }
    let labels = PageLayout.labelWidth(layout.yTicks.labels) + PageLayout.labelPadding
    for (index, line) in yLabel.lines.enumerated() {
      let shift = Double(yLabel.lines.count - 1 - index) * yLabel.size * FittedText.lineSpacing
      let place = Point(
        x: leftOf - labels - 0.24 * PageLayout.fontSize - shift,
        y: PageLayout.middle(y, width: yLabel.width, in: layout.height))
      write(
        Label(text: line, point: place, anchor: .middle, size: yLabel.size, turn: .upward), on: &canvas)
    }
  }

  func write(_ label: Label, on canvas: inout some Canvas) {
    if !label.text.isEmpty { canvas.text(label) }
  }

  // MARK: Legend

  private func draw(_ legend: Legend, on canvas: inout some Canvas) {
    canvas.panel(legend.box)
    for (index, entry) in legend.entries.enumerated() {
      let middle = legend.handle(index)
      if let artist = entry.artist { drawSample(of: artist, at: middle, on: &canvas) }
      write(Label(text: entry.text, point: legend.textStart(index)), on: &canvas)
    }
  }

  /// Draws what stands for a series in a legend.
  func drawSample(of artist: Artist, at middle: Point, on canvas: inout some Canvas) {
    let (half, height) = (Legend.handleWidth / 2, 3.5)
    let box = Box(
      left: middle.x - half, top: middle.y - height, right: middle.x + half, bottom: middle.y + height)
    switch artist {
    case .marks(let marks): canvas.mark(marks.mark, at: middle)
    case .path(let path):
      let start = Point(x: middle.x - half, y: middle.y)
      canvas.stroke(
        Outline([.move(start), .horizontalBy(Legend.handleWidth)]),
        Pen(color: path.color, width: path.width, style: path.style, opacity: path.opacity))
      if let mark = path.mark { canvas.mark(mark, at: middle) }
    case .bars(let bars): canvas.fill(box, bars.color, opacity: bars.opacity)
    case .errorBars(let bars): drawSample(of: bars, at: middle, on: &canvas)
    case .band(let band): canvas.fill(box, band.color, opacity: band.opacity)
    case .contour, .cells, .notes: break
    }
  }

  private func drawSample(of bars: ErrorBars, at middle: Point, on canvas: inout some Canvas) {
    let (x, half) = (middle.x, bars.capWidth / 2)
    if bars.isHorizontal {
      let (left, right) = (x - Legend.handleWidth / 2, x + Legend.handleWidth / 2)
      var steps: [Outline.Step] = [.move(Point(x: left, y: middle.y)), .horizontal(to: right)]
      for x in [left, right] {
        steps += [.move(Point(x: x, y: middle.y - half)), .verticalBy(2 * half)]
      }
      canvas.stroke(Outline(steps), bars.pen)
      return
    }
    var steps: [Outline.Step] = [.move(Point(x: x, y: middle.y - 5)), .verticalBy(10)]
    for end in [-5.0, 5] {
      steps += [.move(Point(x: x - half, y: middle.y + end)), .horizontalBy(2 * half)]
    }
    canvas.stroke(Outline(steps), bars.pen)
  }
}
