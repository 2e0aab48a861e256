import LogitFiles

extension Figure {
  /// The figure drawn with characters.
  ///
  /// With colour, points and lines are dots of Unicode's Braille patterns, eight to a character, and areas
  /// are coloured backgrounds; a series of few points shows the letter of its marker at each. Without colour
  /// each series has a character of its own, and areas are shaded.
  ///
  /// - Parameters:
  ///   - width: The characters of a line, at least 30; 80 by default.
  ///   - height: The number of lines, at least 10; 24 by default.
  ///   - color: What the terminal can show; nothing by default.
  /// - Returns: The lines, each with its end.
  public func text(width: Int = 80, height: Int = 24, color: TerminalColor = .none) -> String {
    let (width, height) = (min(max(width, 30), largestTextSide), min(max(height, 10), largestTextSide))
    return TerminalDrawing(axes.showingControls, width: width, height: height, color: color).text
  }
}

/// More characters or lines than this would not fit into memory, nor on any screen.
private let largestTextSide = 10_000

extension FigureStack {
  /// The figures drawn with characters, one below the other.
  ///
  /// - Parameters:
  ///   - width: The characters of a line, at least 30; 80 by default.
  ///   - height: The number of lines for all figures; each gets its share, but at least 10. 24 by default.
  ///   - color: What the terminal can show; nothing by default.
  /// - Returns: The lines, each with its end.
  public func text(width: Int = 80, height: Int = 24, color: TerminalColor = .none) -> String {
    let total = figures.reduce(0) { $0 + $1.height }
    let lines =
      heading.isEmpty
      ? []
      : TextMetrics.wrapped(heading.onOneLine, room: Double(min(max(width, 30), largestTextSide))) {
        Double($0.count)
      }
    return (heading.isEmpty ? "" : lines.joined(separator: "\n") + "\n\n")
      + figures.map { figure in
        let share = Int((Double(min(max(height, 0), largestTextSide)) * figure.height / total).rounded())
        return figure.text(width: width, height: figures.count == 1 ? height : share, color: color)
      }.joined(separator: "\n")
  }
}

/// Draws axes with characters.
private struct TerminalDrawing {
  private let axes: Axes
  private let color: TerminalColor
  private let xRange: AxisRange
  private let yRange: AxisRange
  private let xTicks: Ticks
  private let yTicks: Ticks
  private let margin: Int
  /// What stands to the right of the axes; empty where there is no room.
  private let notes: Ticks
  private let height: Int
  private let legend: TerminalLegend
  private var canvas: BrailleCanvas

  /// Characters are taken to be twice as high as wide, so that ticks keep their usual distance.
  init(_ axes: Axes, width: Int, height: Int, color: TerminalColor) {
    self.axes = axes
    self.color = color
    self.height = height
    (xRange, yRange) = axes.ranges
    let range = yRange
    // Names take at most half of a line.
    let names = axes.yNames.map { $0.map { Self.shortened($0, to: width / 2 - 4) } }
    legend = TerminalLegend(axes)
    // The margin must be known before the number of rows is, on which numbers beside ticks depend.
    let guess =
      names.map { Ticks(range, names: $0) } ?? Ticks(range, length: Double(height) * 12, labelSpace: 36)
    let texts = [axes.title, axes.xLabel, axes.yLabel].map {
      Self.lines($0, width: width - (guess.labels.map(\.count).max() ?? 0) - 2).count
    }
    let legendLines = legend.lineCount(
      width: width - (guess.labels.map(\.count).max() ?? 0) - 2, height: height)
    let rows = Self.rowCount(
      max(height - texts.reduce(0, +) - 3 - legendLines, 3), names: names?.count ?? 0, axes.artists)
    yTicks =
      names.map { Ticks(range, names: $0, spacing: Double(12 * rows) / (range.upper - range.lower)) }
      ?? Ticks(range, length: Double(rows) * 12, labelSpace: 36)
    margin = (yTicks.labels.map(\.count).max() ?? 0) + 1
    // Notes take at most a third of a line, and none if they would need more.
    let noteWidth = (axes.yNotes ?? []).map(\.count).max() ?? 0
    let hasNotes = noteWidth > 0 && noteWidth <= width / 3
    notes = Ticks(range, names: hasNotes ? axes.yNotes ?? [] : [])
    let columns = max(width - margin - 3 - (hasNotes ? noteWidth + 1 : 0), 10)
    let xRange = xRange
    xTicks =
      axes.xNames.map { Ticks(xRange, names: $0) }
      ?? Ticks(xRange, length: Double(columns) * 6, labelSpace: 54)
    canvas = BrailleCanvas(columns: columns, rows: rows)
    for artist in axes.artists.enumerated().sorted(by: {
      ($0.element.depthInCharacters, $0.offset) < ($1.element.depthInCharacters, $1.offset)
    }) {
      draw(artist.element, artist.offset, glyph: legend.glyphs[artist.offset])
    }
  }

  /// As many rows for each name as for any other where bars stand beside them, so that each name's are in its
  /// own rows.
  private static func rowCount(_ most: Int, names: Int, _ artists: [Artist]) -> Int {
    let hasBars = artists.contains { artist in
      switch artist {
      case .bars(let bars): bars.isHorizontal
      case .errorBars(let bars): bars.isHorizontal
      default: false
      }
    }
    return hasBars && names > 0 && most >= names ? most - most % names : most
  }

  /// A text in lines that fit.
  private static func lines(_ text: String, width: Int) -> [String] {
    text.isEmpty ? [] : TextMetrics.wrapped(text, room: Double(max(width, 10))) { Double($0.count) }
  }

  private static func shortened(_ text: String, to length: Int) -> String {
    TextMetrics.shortened(text, room: Double(max(length, 4))) { Double($0.count) }
  }

  var text: String {
    var lines: [String] = []
    let indent = String(repeating: " ", count: margin + 1)
    let room = canvas.columns + 2
    lines += Self.lines(axes.title, width: room).map { indent + centered($0) }
    lines += Self.lines(axes.yLabel, width: room).map { indent + $0 }
    lines.append(indent + "┌" + String(repeating: "─", count: canvas.columns) + "┐")
    let tickRows = Dictionary(
      zip(yTicks.values.map(row), yTicks.labels), uniquingKeysWith: { first, _ in first })
    let noteRows = Dictionary(
      zip(notes.values.map(row), notes.labels), uniquingKeysWith: { first, _ in first })
    for row in 0..<canvas.rows {
      let label = tickRows[row] ?? ""
      let space = String(repeating: " ", count: margin - label.count)
      let note = noteRows[row].map { " \($0)" } ?? ""
      lines.append("\(space)\(label) \(label.isEmpty ? "│" : "┤")\(canvas.line(row, color))│\(note)")
    }
    lines.append(indent + "└" + bottomEdge + "┘")
    lines.append(tickLabels)
    lines += Self.lines(axes.xLabel, width: room).map { indent + centered($0) }
    lines += legend.lines(width: room, height: height, sample: sample).map { indent + $0 }
    return lines.map(Self.withoutTrailingSpace).joined(separator: "\n") + "\n"
  }

  private func centered(_ text: String) -> String {
    String(repeating: " ", count: max((canvas.columns + 2 - text.count) / 2, 0)) + text
  }

  private static func withoutTrailingSpace(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  // MARK: Data

  private mutating func draw(_ artist: Artist, _ index: Int, glyph: Character) {
    switch artist {
    case .contour(let contour):
      let (xRange, yRange) = (xRange, yRange)
      canvas.fill { contour.shade(x: xRange.value(atShare: $0), y: yRange.value(atShare: $1)) }
    case .marks(let marks):
      let isSparse = isSparse(marks)
      for point in marks.points where isVisible(point) {
        canvas.dot(
          xRange.share(point.x), yRange.share(point.y), marks.color, glyph: glyph, showsGlyph: isSparse)
      }
    case .path(let path):
      for stretch in path.stretches {
        for (from, to) in zip(stretch, stretch.dropFirst()) { draw(from, to, path.color, glyph: glyph) }
      }
      if path.marker != nil { drawMarks(on: path, index, glyph: glyph) }
    case .cells(let cells): draw(cells)
    case .bars(let bars):
      for bar in bars.bars { draw(bar, bars.color, isHorizontal: bars.isHorizontal, glyph: glyph) }
    case .errorBars(let bars):
      for (lower, upper) in bars.ends {
        draw(lower, upper, bars.color, glyph: bars.isHorizontal ? "-" : glyph)
      }
    case .band(let band):
      let (xRange, yRange) = (xRange, yRange)
      let color = PlotColor.white.mixed(with: band.color, max(band.opacity, 0.3))
      canvas.fill { x, y in
        band.ends(at: xRange.value(atShare: x))?.contains(yRange.value(atShare: y)) == true
          ? (color, Band.shade) : nil
      }
    case .notes(let notes):
      for (point, text) in notes.items where isVisible(point) {
        let (x, width) = (xRange.share(point.x), Double(text.count + 2) / Double(canvas.columns))
        let isLeft = x + width > 1 && x - width >= 0
        canvas.write(
          [text[...]], x + (isLeft ? -width : width) / 2, yRange.share(point.y), notes.color)
      }
    }
  }

  /// Writes a line's character here and there on it, so that lines differ without colour.
  private mutating func drawMarks(on path: Path, _ index: Int, glyph: Character) {
    let size = Point(x: Double(canvas.columns) * 6, y: Double(canvas.rows) * 12)
    let stretches = path.stretches.map { stretch in
      stretch.map { Point(x: xRange.share($0.x) * size.x, y: yRange.share($0.y) * size.y) }
    }
    let box = Box(left: 0, top: 0, right: size.x, bottom: size.y)
    for place in MarkerPlaces.along(stretches, index: index, in: box) {
      canvas.dot(place.x / size.x, place.y / size.y, path.color, glyph: glyph, showsGlyph: true)
    }
  }

  /// Fills each cell with its colour and writes its text in the middle, if there is room for it.
  private mutating func draw(_ cells: Cells) {
    let (xRange, yRange) = (xRange, yRange)
    let longest = cells.texts.flatMap { $0.split(separator: "\n") }.map(\.count).max() ?? 0
    let hasRoom = longest < canvas.columns / max(cells.columns, 1)
    canvas.fill { x, y in
      let column = Int((xRange.value(atShare: x) + 0.5).rounded(.down))
      let row = cells.rows - 1 - Int((yRange.value(atShare: y) + 0.5).rounded(.down))
      guard (0..<cells.columns).contains(column), (0..<cells.rows).contains(row) else { return nil }
      return cells.color(row: row, column: column).map {
        ($0, hasRoom ? " " : cells.shade(row: row, column: column))
      }
    }
    guard hasRoom else { return }
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        let middle = cells.middle(row: row, column: column)
        canvas.write(
          cells.lines(row: row, column: column), xRange.share(middle.x), yRange.share(middle.y),
          Cells.textColor(on: cells.color(row: row, column: column)))
      }
    }
  }

  /// Sets the dots whose middle lies within a bar; at least a row or column of them.
  private mutating func draw(_ bar: Bar, _ color: PlotColor, isHorizontal: Bool, glyph: Character) {
    let columns = Self.dots(
      xRange.share(bar.left), xRange.share(bar.right), characters: canvas.columns, dots: 2,
      isWhole: !isHorizontal)
    let rows = Self.dots(
      yRange.share(bar.bottom), yRange.share(bar.top), characters: canvas.rows, dots: 4,
      isWhole: isHorizontal)
    for column in columns {
      for row in rows {
        canvas.dot(
          (Double(column) + 0.5) / Double(2 * canvas.columns), (Double(row) + 0.5) / Double(4 * canvas.rows),
          color, glyph: glyph)
      }
    }
  }

  /// The dots between two shares of the axis; across a bar those of whole characters, since a character has
  /// one sign and one colour, which neighbours would otherwise take from each other.
  ///
  /// - Parameter dots: How many there are to a character.
  private static func dots(
    _ low: Double, _ high: Double, characters: Int, dots: Int, isWhole: Bool
  ) -> Range<Int> {
    let count = isWhole ? characters : characters * dots
    let range = Self.middles(between: low * Double(count), high * Double(count), count: count)
    return isWhole ? range.lowerBound * dots..<range.upperBound * dots : range
  }

  /// Those of a number of pieces whose middle lies between two places, or the nearest one; none beyond the
  /// axis.
  private static func middles(between low: Double, _ high: Double, count: Int) -> Range<Int> {
    guard high > 0, low < Double(count), low < high else { return 0..<0 }
    // A bit less, so that bars that touch in the middle of a piece agree on whose it is.
    let first = min(Int(max(low - 1e-6, 0).rounded()), count - 1)
    let end = Int((min(high, Double(count)) - 1e-6).rounded())
    return first..<max(end, first + 1)
  }

  /// Whether the points leave room for a letter each: single dots are hard to see, let alone to distinguish.
  private func isSparse(_ marks: Marks) -> Bool {
    marks.points.count <= canvas.columns * canvas.rows / 20
  }

  private func isVisible(_ point: Point) -> Bool {
    (0...1).contains(xRange.share(point.x)) && (0...1).contains(yRange.share(point.y))
  }

  private mutating func draw(_ from: Point, _ to: Point, _ color: PlotColor, glyph: Character) {
    let (x0, y0) = (xRange.share(from.x), yRange.share(from.y))
    let (x1, y1) = (xRange.share(to.x), yRange.share(to.y))
    let dots = max(abs(x1 - x0) * Double(canvas.columns * 2), abs(y1 - y0) * Double(canvas.rows * 4))
    let steps = max(Int(min(dots, 10_000)), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let (x, y) = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
      if (0...1).contains(x) && (0...1).contains(y) { canvas.dot(x, y, color, glyph: glyph) }
    }
  }

  // MARK: Axes

  /// The row of a tick, counted from the top.
  private func row(_ value: Double) -> Int {
    min(max(canvas.rows - 1 - Int(yRange.share(value) * Double(canvas.rows)), 0), canvas.rows - 1)
  }

  private func column(_ value: Double) -> Int {
    min(max(Int(xRange.share(value) * Double(canvas.columns)), 0), canvas.columns - 1)
  }

  private var bottomEdge: String {
    let ticks = Set(xTicks.values.map(column))
    return String((0..<canvas.columns).map { ticks.contains($0) ? "┬" : "─" })
  }

  private var tickLabels: String {
    var line = [Character](repeating: " ", count: margin + canvas.columns + 4)
    var free = 0
    for (value, whole) in zip(xTicks.values, xTicks.labels) {
      let label = whole.prefix(line.count)
      let start = max(min(margin + 2 + column(value) - label.count / 2, line.count - label.count), 0)
      guard start >= free else { continue }
      line.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    return String(line) + (xTicks.note.isEmpty ? "" : " " + xTicks.note)
  }

  /// What stands for a series in the legend.
  private func sample(_ index: Int, _ artist: Artist, width: Int) -> String {
    let glyph = String(legend.glyphs[index])
    func colored(_ text: String, _ color: PlotColor) -> String {
      self.color.code(color.onAnyBackground) + text + self.color.reset
    }
    switch artist {
    case .marks(let marks): return colored(color == .none || isSparse(marks) ? glyph : "•", marks.color)
    case .path(let path):
      return colored(color == .none ? glyph : path.marker == nil ? "━━" : "━" + glyph, path.color)
    case .bars(let bars): return colored(color == .none ? glyph : "⣿⣿", bars.color)
    case .errorBars(let bars): return colored(bars.isHorizontal ? "-" : "|", bars.color)
    case .band(let band):
      return color == .none
        ? String(repeating: glyph, count: 2)
        : colored("██", PlotColor.white.mixed(with: band.color, max(band.opacity, 0.3)))
    case .contour, .cells, .notes: return ""
    }
  }
}
