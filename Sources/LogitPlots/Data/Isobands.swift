/// The outlines of the part of a surface that lies at or above a level.
///
/// Marching squares: each cell of the grid is cut along a straight line between the places on its sides where
/// the height passes the level, found by linear interpolation. The cuts of neighbouring cells meet, so they
/// join to closed loops without seams. A cell whose corners alternate is cut according to the mean of its
/// corners.
///
/// Source: W. Lorensen and H. Cline, "Marching cubes", SIGGRAPH 1987, in two dimensions.
struct Isobands {
  private let surface: Surface
  private let level: Double
  private let includesLevel: Bool
  // A ring of places around the grid, at the positions of its border and below every level, closes the loops
  // there.
  private let columns: Int
  private let rows: Int

  /// - Parameter includesLevel: Whether heights equal to the level are part of it.
  init(_ surface: Surface, above level: Double, includesLevel: Bool) {
    self.surface = surface
    self.level = level
    self.includesLevel = includesLevel
    columns = surface.columns + 2
    rows = surface.rows + 2
  }

  /// Closed outlines; the last point is joined to the first. Filled by the even-odd rule they are that part.
  func loops() -> [[Point]] {
    var next = [Int32](repeating: -1, count: 2 * rows * columns)
    for row in 0..<rows - 1 {
      for column in 0..<columns - 1 { cut(row, column, into: &next) }
    }
    var loops: [[Point]] = []
    for start in next.indices where next[start] >= 0 {
      var loop: [Point] = []
      var edge = start
      while next[edge] >= 0 {
        loop.append(crossing(edge))
        let following = Int(next[edge])
        next[edge] = -1
        edge = following
      }
      loops.append(Self.withoutMiddles(loop))
    }
    return loops.filter { $0.count >= 3 }
  }

  // MARK: Cells

  /// Adds the cuts of a cell, each from the side where the part is entered to the side where it is left.
  private func cut(_ row: Int, _ column: Int, into next: inout [Int32]) {
    let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    let inside = corners.map { isAbove(height($0.0, $0.1)) }
    // Side i lies between corner i and the next one around the cell.
    let sides = [
      edge(row, column, isVertical: false), edge(row, column + 1, isVertical: true),
      edge(row + 1, column, isVertical: false), edge(row, column, isVertical: true),
    ]
    let leaving = (0..<4).filter { inside[$0] && !inside[($0 + 1) % 4] }
    let entering = (0..<4).filter { !inside[$0] && inside[($0 + 1) % 4] }
    guard !leaving.isEmpty else { return }
    if leaving.count == 1 {
      next[sides[leaving[0]]] = Int32(sides[entering[0]])
    } else {
      // Going around the cell, sides are left and entered in turn. When the middle is inside, a cut goes from
      // where the part is left to where it is next entered; else back to where it was entered last.
      let isMiddleInside = isAbove(corners.reduce(0) { $0 + height($1.0, $1.1) } / 4)
      for side in leaving {
        next[sides[side]] = Int32(sides[(side + (isMiddleInside ? 1 : 3)) % 4])
      }
    }
  }

  private func edge(_ row: Int, _ column: Int, isVertical: Bool) -> Int {
    2 * (row * columns + column) + (isVertical ? 1 : 0)
  }

  // MARK: Places

  private func index(_ row: Int, _ column: Int) -> Int {
    let (row, column) = (min(max(row - 1, 0), surface.rows - 1), min(max(column - 1, 0), surface.columns - 1))
    return row * surface.columns + column
  }

  private func height(_ row: Int, _ column: Int) -> Double {
    let isRing = row == 0 || column == 0 || row == rows - 1 || column == columns - 1
    let height = isRing ? -.infinity : surface.heights[index(row, column)]
    return height.isNaN ? -.infinity : height
  }

  private func isAbove(_ height: Double) -> Bool {
    includesLevel ? height >= level : height > level
  }

  /// The place on an edge where the height passes the level.
  private func crossing(_ edge: Int) -> Point {
    let (row, column) = (edge / 2 / columns, edge / 2 % columns)
    let (otherRow, otherColumn) = edge % 2 == 1 ? (row + 1, column) : (row, column + 1)
    let (a, b) = (height(row, column), height(otherRow, otherColumn))
    var share = (level - a) / (b - a)
    if !share.isFinite { share = a.isFinite ? 0 : 1 }
    share = min(max(share, 0), 1)
    let (from, to) = (index(row, column), index(otherRow, otherColumn))
    return Point(
      x: surface.x[from] + (surface.x[to] - surface.x[from]) * share,
      y: surface.y[from] + (surface.y[to] - surface.y[from]) * share)
  }

  /// The loop without points that repeat, or lie on the straight line between their neighbours.
  private static func withoutMiddles(_ loop: [Point]) -> [Point] {
    var kept: [Point] = []
    for point in loop {
      if point == kept.last { continue }
      if kept.count >= 2, isStraight(kept[kept.count - 2], kept[kept.count - 1], point) { kept.removeLast() }
      kept.append(point)
    }
    // The loop began anywhere, perhaps in the middle of a straight line.
    if kept.count > 1, kept.first == kept.last { kept.removeLast() }
    if kept.count > 3, isStraight(kept[kept.count - 2], kept[kept.count - 1], kept[0]) { kept.removeLast() }
    if kept.count > 3, isStraight(kept[kept.count - 1], kept[0], kept[1]) { kept.removeFirst() }
    return kept
  }

  private static func isStraight(_ a: Point, _ b: Point, _ c: Point) -> Bool {
    let (x1, y1, x2, y2) = (b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y)
    let cross = x1 * y2 - y1 * x2
    let size = (abs(x1) + abs(y1)) * (abs(x2) + abs(y2))
    return abs(cross) <= 1e-9 * size && x1 * x2 + y1 * y2 >= 0
  }
}
