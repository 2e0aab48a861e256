/// A page of several figures: their places, and a heading above them all, lines of text over the whole width.
extension FigureStack {
  /// The size of a page that holds all figures, and where the upper left corner of each of them is.
  func page(unitsPerInch: Double) -> (width: Double, height: Double, offsets: [Point]) {
    let rowCount = (figures.count + columnCount - 1) / columnCount
    var widths = [Double](repeating: 0, count: columnCount)
    var heights = [Double](repeating: 0, count: rowCount)
    for (index, figure) in figures.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
      widths[column] = max(widths[column], figure.width * unitsPerInch)
      heights[row] = max(heights[row], figure.height * unitsPerInch)
    }
    let width = widths.reduce(0, +)
    let top = headingHeight(width: width / unitsPerInch) * unitsPerInch
    let offsets = figures.indices.map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
      return Point(x: widths[..<column].reduce(0, +), y: top + heights[..<row].reduce(0, +))
    }
    return (width, top + heights.reduce(0, +), offsets)
  }

  var columnCount: Int {
    switch direction {
    case .horizontal: max(figures.count, 1)
    case .vertical: 1
    case .grid(let columns): min(max(columns, 1), max(figures.count, 1))
    }
  }

  /// The size of the heading's letters, in points.
  private static let headingSize = 11.0

  /// The space above and below the heading, in points.
  static let headingPadding = 8.0

  /// The lines of the heading on a page of so many inches.
  func headingText(width: Double) -> FittedText {
    FittedText(
      heading, size: Self.headingSize, room: width * Figure.pointsPerInch - 4 * PageLayout.edge,
      height: 4 * Self.headingSize * FittedText.lineSpacing)
  }

  /// What the heading takes of the page, in inches.
  func headingHeight(width: Double) -> Double {
    heading.isEmpty ? 0 : (headingText(width: width).height + Self.headingPadding) / Figure.pointsPerInch
  }
}
