/// A matrix whose numbers are shown as colours, the first row on top.
struct Cells: Sendable {
  var rows: Int
  var columns: Int
  var values: [Double]
  var colorMap: ColorMap
  var limits: ClosedRange<Double>
  /// None, or one for each cell.
  var texts: [String]
  /// In points.
  var textSize: Double

  /// The colour of a cell; `nil` for one without a finite number.
  func color(row: Int, column: Int) -> PlotColor? {
    let value = values[row * columns + column]
    guard value.isFinite else { return nil }
    let span = limits.upperBound - limits.lowerBound
    return colorMap.color(at: span > 0 ? (value - limits.lowerBound) / span : 0)
  }

  /// The middle of a cell.
  func middle(row: Int, column: Int) -> Point { Point(x: Double(column), y: Double(rows - 1 - row)) }

  /// The lines of a cell's text.
  func lines(row: Int, column: Int) -> [Substring] {
    texts.isEmpty
      ? [] : texts[row * columns + column].split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Black or white, whichever stands out more from a background.
  static func textColor(on background: PlotColor?) -> PlotColor {
    // The luminance with the same contrast to both (Web Content Accessibility Guidelines 2.2).
    (background ?? .white).luminance > 0.18 ? .black : .white
  }
}
