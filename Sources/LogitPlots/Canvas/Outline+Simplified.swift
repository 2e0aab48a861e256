extension Outline {
  /// The same lines with fewer points, none of which was further than a distance from what is left.
  ///
  /// A curve of a million rows has thousands of points, of which a page shows a few dozen.
  ///
  /// Source: D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points required to
  /// represent a digitized line or its caricature", Cartographica 10 (1973).
  ///
  /// - Parameter distance: In points of the page.
  /// - Returns: The outline; its own steps where a line is short, or is described by other steps.
  func simplified(within distance: Double) -> Outline {
    var (result, run): ([Step], [Point]) = ([], [])
    func close() {
      let kept = run.count > Self.fewPoints ? Self.simplified(run, within: distance) : run
      for (index, point) in kept.enumerated() { result.append(index == 0 ? .move(point) : .line(point)) }
      run = []
    }
    for step in steps {
      switch step {
      case .move(let point):
        close()
        run = [point]
      case .line(let point) where !run.isEmpty: run.append(point)
      default:
        close()
        result.append(step)
      }
    }
    close()
    return Outline(result)
  }

  /// Lines of so few points are left alone.
  private static let fewPoints = 64

  private static func simplified(_ points: [Point], within distance: Double) -> [Point] {
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var pieces = [(0, points.count - 1)]
    while let (first, last) = pieces.popLast() {
      guard last - first > 1 else { continue }
      var (furthest, place) = (distance, first)
      for index in first + 1..<last {
        let found = points[index].distance(from: points[first], points[last])
        if !(found <= furthest) { (furthest, place) = (found, index) }
      }
      guard place > first else { continue }
      isKept[place] = true
      pieces += [(first, place), (place, last)]
    }
    return points.indices.filter { isKept[$0] }.map { points[$0] }
  }
}

extension Point {
  /// How far it is from the straight piece between two points.
  fileprivate func distance(from start: Point, _ end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let square = dx * dx + dy * dy
    let along = square > 0 ? min(max(((x - start.x) * dx + (y - start.y) * dy) / square, 0), 1) : 0
    let (left, up) = (x - start.x - along * dx, y - start.y - along * dy)
    return (left * left + up * up).squareRoot()
  }
}
