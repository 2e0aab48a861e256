/// Figures one above the other, side by side, or in rows and columns on one page.
///
///     let page = FigureStack([loss, accuracy], direction: .horizontal)
///     try page.write(to: "learning.svg")
///
/// The axes of figures above each other begin at the same place, and if their pages are equally wide, end at
/// the same place, unless one of them would lose more than half of its width.
public struct FigureStack: Sendable {
  /// The figures, from the top or the left.
  public var figures: [Figure]
  /// Whether they stand in a row, a column, or both.
  public var direction: Direction
  /// What stands above all of them, broken into lines; nothing by default.
  public var heading = ""

  /// How figures are put together.
  public enum Direction: Sendable, Hashable {
    /// Side by side, their tops in line.
    case horizontal
    /// One above the other, their left sides in line.
    case vertical
    /// In rows of so many figures, at least 1, from left to right.
    case grid(columns: Int)
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
    if !heading.isEmpty { return heading }
    let titles = figures.map(\.axes.title).filter { !$0.isEmpty }
    return titles.isEmpty ? "Figure" : titles.joined(separator: ", ")
  }
}
