import LogitFiles

/// Reads the notation of ``StrokeFont`` and replaces its curves by short straight lines.
struct GlyphPath {
  private(set) var strokes: [StrokeFont.Stroke] = []
  private var pen = Point(x: 0, y: 0)

  /// The straight lines that a curve becomes.
  private static let pieces = 10
  /// How far the control points of a quarter of an ellipse lie towards its corner; a circle has 0.5523, which
  /// looks a little pointed in letters.
  private static let roundness = 0.56

  init(_ path: String) {
    for (command, numbers) in Self.commands(path) { draw(command, numbers) }
  }

  /// The commands with their numbers.
  private static func commands(_ path: String) -> [(Character, [Double])] {
    var commands: [(Character, [Double])] = []
    var rest = path[...]
    while let command = rest.popFirst() {
      let numbers = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(numbers.count)
      commands.append((command, numbers.split(separator: " ").compactMap { Double($0) }))
    }
    return commands
  }

  private mutating func draw(_ command: Character, _ numbers: [Double]) {
    let points = stride(from: 0, to: numbers.count - 1, by: 2).map {
      Point(x: numbers[$0], y: numbers[$0 + 1])
    }
    switch command {
    case "M", "D":
      strokes.append(StrokeFont.Stroke(points: points))
      pen = points[0]
    case "L": points.forEach { line(to: $0) }
    case "H": line(to: Point(x: numbers[0], y: pen.y))
    case "V": line(to: Point(x: pen.x, y: numbers[0]))
    case "Q":
      let (from, control, to) = (pen, points[0], points[1])
      curve(from.moved(to: control, 2.0 / 3), to.moved(to: control, 2.0 / 3), to)
    case "C": curve(points[0], points[1], points[2])
    case "A": quarter(to: points[0], corner: Point(x: pen.x, y: points[0].y))
    case "B": quarter(to: points[0], corner: Point(x: points[0].x, y: pen.y))
    case "Z": strokes[strokes.count - 1].isClosed = true
    default: programmingError("A glyph's path has no command \(command)")
    }
  }

  private mutating func line(to point: Point) {
    strokes[strokes.count - 1].points.append(point)
    pen = point
  }

  private mutating func quarter(to end: Point, corner: Point) {
    curve(pen.moved(to: corner, Self.roundness), end.moved(to: corner, Self.roundness), end)
  }

  /// A cubic Bézier curve.
  private mutating func curve(_ first: Point, _ second: Point, _ end: Point) {
    let start = pen
    for piece in 1...Self.pieces {
      let t = Double(piece) / Double(Self.pieces)
      let (a, b) = (start.moved(to: first, t), first.moved(to: second, t))
      let c = second.moved(to: end, t)
      line(to: a.moved(to: b, t).moved(to: b.moved(to: c, t), t))
    }
  }
}

extension Point {
  /// The place on the way from this one (0) to another (1).
  fileprivate func moved(to other: Point, _ share: Double) -> Point {
    Point(x: x + (other.x - x) * share, y: y + (other.y - y) * share)
  }
}
