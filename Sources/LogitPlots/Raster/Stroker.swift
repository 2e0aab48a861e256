/// Makes polygons of lines that have a width: what a pen leaves on the way.
///
/// The polygon of an open line runs along its left side, around its end, back along its right side and around
/// its start. It goes through the line's own point on the inner side of each bend, so that it is the sum of
/// one rectangle for each piece and one wedge for each bend, all wound the same way, however narrow the bends
/// are.
struct Stroker {
  enum Join: Sendable { case mitered, rounded }
  enum Cap: Sendable { case butt, square, round }

  let halfWidth: Double
  let join: Join
  let cap: Cap

  init(width: Double, join: Join, cap: Cap) {
    halfWidth = width / 2
    self.join = join
    self.cap = cap
  }

  /// Arcs are replaced by straight lines that stay this near to them, in pixels.
  private static let tolerance = 0.02
  /// An arc is halved at most so often. 4,096 lines are near enough for a radius of 100,000 pixels, more than
  /// any image has.
  private static let deepest = 12
  /// Bends with a cosine above this, 14°, are so slight that both sides turn at one point.
  private static let slightBend = 0.97
  /// A mitered corner longer than this many widths is cut off, as in SVG.
  private static let miterLimit = 4.0

  /// The polygons to fill, by the nonzero rule, for a line.
  func polygons(_ points: [Point], isClosed: Bool) -> [[Point]] {
    var path = Self.withoutRepeats(points)
    if isClosed, path.count > 1, path.first == path.last { path.removeLast() }
    guard path.count > 1 else { return [] }
    guard isClosed, path.count > 2 else {
      var outline = side(path, isClosed: false)
      addCap(at: path[path.count - 1], direction(path[path.count - 2], path[path.count - 1]), to: &outline)
      path.reverse()
      outline += side(path, isClosed: false)
      addCap(at: path[path.count - 1], direction(path[path.count - 2], path[path.count - 1]), to: &outline)
      return [outline]
    }
    return [side(path, isClosed: true), side(path.reversed(), isClosed: true)]
  }

  /// A disc.
  static func disc(_ middle: Point, radius: Double) -> [Point] {
    roundedBox(
      Box(
        left: middle.x - radius, top: middle.y - radius, right: middle.x + radius, bottom: middle.y + radius),
      radius: radius)
  }

  /// A box whose corners are quarters of a circle.
  static func roundedBox(_ box: Box, radius: Double) -> [Point] {
    let (left, right) = (box.left + radius, box.right - radius)
    let (top, bottom) = (box.top + radius, box.bottom - radius)
    let corners = [(right, bottom), (left, bottom), (left, top), (right, top)].map { Point(x: $0.0, y: $0.1) }
    let directions = [(1.0, 0.0), (0, 1), (-1, 0), (0, -1)].map { Point(x: $0.0, y: $0.1) }
    var points: [Point] = []
    for (index, corner) in corners.enumerated() {
      let (from, to) = (directions[index], directions[(index + 1) % 4])
      points.append(Point(x: corner.x + from.x * radius, y: corner.y + from.y * radius))
      addArc(around: corner, from, to, radius: radius, to: &points)
      points.append(Point(x: corner.x + to.x * radius, y: corner.y + to.y * radius))
    }
    return points
  }

  // MARK: Sides

  /// The left side of a line.
  private func side(_ path: [Point], isClosed: Bool) -> [Point] {
    var result: [Point] = []
    let count = path.count
    for index in 0..<count {
      let hasBefore = isClosed || index > 0
      let hasAfter = isClosed || index < count - 1
      let before = hasBefore ? normal(path[(index + count - 1) % count], path[index]) : nil
      let after = hasAfter ? normal(path[index], path[(index + 1) % count]) : nil
      switch (before, after) {
      case (let before?, let after?): addBend(at: path[index], before, after, to: &result)
      case (let one?, nil), (nil, let one?): result.append(offset(path[index], one))
      case (nil, nil): break
      }
    }
    return result
  }

  private func addBend(at point: Point, _ before: Point, _ after: Point, to result: inout [Point]) {
    let cosine = before.x * after.x + before.y * after.y
    if cosine > Self.slightBend {
      let scale = 1 / (1 + cosine)
      result.append(offset(point, Point(x: (before.x + after.x) * scale, y: (before.y + after.y) * scale)))
      return
    }
    result.append(offset(point, before))
    // With y growing downwards a left normal turns away from the bend when the cross product is positive.
    if before.x * after.y - before.y * after.x > 0 || cosine < -0.9999 {
      switch join {
      case .rounded: Self.addArc(around: point, before, after, radius: halfWidth, to: &result)
      case .mitered where cosine > 2 / (Self.miterLimit * Self.miterLimit) - 1:
        let scale = 1 / (1 + cosine)
        result.append(offset(point, Point(x: (before.x + after.x) * scale, y: (before.y + after.y) * scale)))
      case .mitered: break
      }
    } else {
      result.append(point)
    }
    result.append(offset(point, after))
  }

  private func addCap(at point: Point, _ direction: Point, to outline: inout [Point]) {
    let normal = Point(x: direction.y, y: -direction.x)
    let back = Point(x: -normal.x, y: -normal.y)
    switch cap {
    case .butt: break
    case .square:
      let tip = offset(point, direction)
      outline += [offset(tip, normal), offset(tip, back)]
    case .round:
      Self.addArc(around: point, normal, direction, radius: halfWidth, to: &outline)
      outline.append(offset(point, direction))
      Self.addArc(around: point, direction, back, radius: halfWidth, to: &outline)
    }
  }

  /// Adds what lies between two directions of an arc, both left out; by halves, as far as needed.
  private static func addArc(
    around middle: Point, _ from: Point, _ to: Point, radius: Double, depth: Int = 0, to result: inout [Point]
  ) {
    let halfCosine = max((1 + from.x * to.x + from.y * to.y) / 2, 0).squareRoot()
    guard radius * (1 - halfCosine) > tolerance, halfCosine > 1e-3, depth < deepest else { return }
    let scale = 1 / (2 * halfCosine)
    let half = Point(x: (from.x + to.x) * scale, y: (from.y + to.y) * scale)
    addArc(around: middle, from, half, radius: radius, depth: depth + 1, to: &result)
    result.append(Point(x: middle.x + half.x * radius, y: middle.y + half.y * radius))
    addArc(around: middle, half, to, radius: radius, depth: depth + 1, to: &result)
  }

  private func offset(_ point: Point, _ direction: Point) -> Point {
    Point(x: point.x + direction.x * halfWidth, y: point.y + direction.y * halfWidth)
  }

  private func direction(_ from: Point, _ to: Point) -> Point {
    let (x, y) = (to.x - from.x, to.y - from.y)
    let length = (x * x + y * y).squareRoot()
    return Point(x: x / length, y: y / length)
  }

  private func normal(_ from: Point, _ to: Point) -> Point {
    let direction = direction(from, to)
    return Point(x: direction.y, y: -direction.x)
  }

  /// The points without those that a pen would not notice.
  private static func withoutRepeats(_ points: [Point]) -> [Point] {
    var kept: [Point] = []
    for point in points {
      if let last = kept.last, abs(point.x - last.x) < 1e-6, abs(point.y - last.y) < 1e-6 { continue }
      kept.append(point)
    }
    return kept
  }
}
