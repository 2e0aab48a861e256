/// A page to draw figures on: what an output of figures must be able to do.
///
/// Coordinates are points of 1/72 inch from the upper left corner of the figure's page, y growing downwards.
/// What is drawn later covers what was drawn before. An output implements the six methods without a default;
/// the others have one in terms of these, for outputs whose notation has nothing better.
protocol Canvas {
  /// Draws, showing only what lies within a box.
  mutating func clip(to box: Box, _ draw: (inout Self) -> Void)

  /// Draws a line along an outline.
  mutating func stroke(_ outline: Outline, _ pen: Pen)

  /// Fills the inside of an outline: where it winds around a place at least once.
  mutating func fill(_ outline: Outline, _ color: PlotColor, opacity: Double)

  /// Fills areas by the even-odd rule, each over those before it, and lays all of them together over the
  /// page.
  mutating func fillAreas(_ areas: [Area], opacity: Double)

  /// Draws a single mark.
  mutating func mark(_ mark: Mark, at point: Point)

  /// Writes a line of text.
  mutating func text(_ label: Label)

  /// Fills a box.
  mutating func fill(_ box: Box, _ color: PlotColor, opacity: Double)

  /// Fills boxes that touch each other, so that nothing shines through between them.
  mutating func fillCells(_ cells: [Cell])

  /// Draws one mark at many points; some may lie far off the page.
  ///
  /// - Parameter series: A number that no other series of the figure has.
  mutating func marks(_ mark: Mark, at points: [Point], series: Int)

  /// Draws the frame around the axes, with its ticks.
  mutating func frame(_ outline: Outline)

  /// Draws the lines at the ticks.
  mutating func grid(_ outline: Outline, _ pen: Pen)

  /// Draws the box behind the legend.
  mutating func panel(_ box: Box)
}

extension Canvas {
  mutating func fill(_ box: Box, _ color: PlotColor, opacity: Double) {
    fill(Outline(box), color, opacity: opacity)
  }

  mutating func fillCells(_ cells: [Cell]) {
    for cell in cells { fill(cell.box, cell.color, opacity: 1) }
  }

  mutating func marks(_ mark: Mark, at points: [Point], series: Int) {
    for point in points { self.mark(mark, at: point) }
  }

  mutating func frame(_ outline: Outline) { stroke(outline, .frame) }

  mutating func grid(_ outline: Outline, _ pen: Pen) { stroke(outline, pen) }

  mutating func panel(_ box: Box) {
    fill(box, .white, opacity: Pen.panelOpacity)
    stroke(Outline(box), .panel)
  }
}
