/// Figures one above the other or side by side on one page.
///
///     let page = FigureStack([loss, accuracy], direction: .horizontal)
///     try page.write(to: "learning.svg")
public struct FigureStack: Sendable {
  /// The figures, from the top or the left.
  public var figures: [Figure]
  /// Whether they stand in a row or a column.
  public var direction: Direction

  /// How figures are put together.
  public enum Direction: Sendable, Hashable {
    /// Side by side, their tops in line.
    case horizontal
    /// One above the other, their left sides in line.
    case vertical
  }

  /// Puts figures together.
  ///
  /// - Parameters:
  ///   - figures: From the top or the left.
  ///   - direction: One above the other by default.
  public init(_ figures: [Figure], direction: Direction = .vertical) {
    self.figures = figures
    self.direction = direction
  }

  /// The title of a page of these figures.
  var title: String {
    let titles = figures.map(\.axes.title).filter { !$0.isEmpty }
    return titles.isEmpty ? "Figure" : titles.joined(separator: ", ")
  }

  /// The size of a page that holds all figures, and how far from its left side or top each of them begins.
  func page(unitsPerInch: Double) -> (width: Double, height: Double, offsets: [Double]) {
    let widths = figures.map { $0.width * unitsPerInch }
    let heights = figures.map { $0.height * unitsPerInch }
    let isRow = direction == .horizontal
    var end = 0.0
    let offsets = (isRow ? widths : heights).map { side in
      defer { end += side }
      return end
    }
    return (isRow ? end : widths.max() ?? 0, isRow ? heights.max() ?? 0 : end, offsets)
  }
}
