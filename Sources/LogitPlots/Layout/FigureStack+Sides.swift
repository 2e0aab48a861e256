/// How far the axes of a figure may reach to both sides, in points from the left edge of its page.
struct AxesSides: Sendable, Equatable {
  var left = 0.0
  var right = Double.infinity
}

extension FigureStack {
  /// The sides of each figure's axes. Those of one column begin at the same place, however wide the numbers
  /// beside them are, and if their pages are equally wide, end at the same place, wherever their legends
  /// stand.
  var sides: [AxesSides] {
    var sides = [AxesSides](repeating: AxesSides(), count: figures.count)
    for column in 0..<columnCount {
      let places = Array(stride(from: column, to: figures.count, by: columnCount))
      guard places.count > 1 else { continue }
      for (place, common) in zip(places, Self.commonSides(places.map { figures[$0] })) {
        sides[place] = common
      }
    }
    return sides
  }

  /// A figure that is made narrower may need more: its legend may find no room within the axes any more.
  private static let mostPasses = 8
  /// Where axes would lose more than this share of their width, those of a column are not in line.
  private static let largestLoss = 0.5

  private static func commonSides(_ figures: [Figure]) -> [AxesSides] {
    let free = [AxesSides](repeating: AxesSides(), count: figures.count)
    let own = zip(figures, free).map { $0.layout(within: $1).box }
    var (sides, boxes) = (free, own)
    for _ in 0..<mostPasses {
      let left = boxes.map(\.left).max() ?? 0
      let next = figures.map { figure in
        let alike = zip(figures, boxes).filter { $0.0.width == figure.width }
        return AxesSides(left: left, right: alike.map(\.1.right).min() ?? .infinity)
      }
      let areInLine = zip(boxes, next).allSatisfy {
        abs($0.left - $1.left) < 1e-6 && abs($0.right - $1.right) < 1e-6
      }
      if areInLine { break }
      sides = next
      boxes = zip(figures, sides).map { $0.layout(within: $1).box }
    }
    let areWide = zip(boxes, own).allSatisfy { $0.width >= (1 - largestLoss) * $1.width }
    return areWide ? sides : free
  }
}

extension Figure {
  /// Where everything of the figure goes.
  ///
  /// - Parameter sides: How far its axes may reach.
  func layout(within sides: AxesSides = AxesSides()) -> PageLayout {
    PageLayout(
      axes, width: width * Self.pointsPerInch, height: height * Self.pointsPerInch, within: sides)
  }
}
