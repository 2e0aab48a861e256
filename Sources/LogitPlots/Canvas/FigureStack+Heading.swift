extension FigureStack {
  /// Writes the heading at the top of a page of so many inches.
  func drawHeading(width: Double, on canvas: inout some Canvas) {
    guard !heading.isEmpty else { return }
    let text = headingText(width: width)
    for (index, line) in text.lines.enumerated() {
      let base = Self.headingPadding + (Double(index) * FittedText.lineSpacing + 0.76) * text.size
      canvas.text(
        Label(
          text: line, point: Point(x: width * Figure.pointsPerInch / 2, y: base), anchor: .middle,
          size: text.size))
    }
  }
}
