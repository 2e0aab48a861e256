/// One or more lines through points of the page, open or closed.
///
/// The steps keep how a line was described, so that a notation with short forms, as SVG's, can use them;
/// other outputs read ``lines``.
struct Outline: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    /// Begins a line.
    case move(Point)
    case line(Point)
    /// Up or down to a height.
    case vertical(to: Double)
    /// To the left or right, to a place.
    case horizontal(to: Double)
    /// Down by a distance.
    case verticalBy(Double)
    /// To the right by a distance.
    case horizontalBy(Double)
    /// Back to where the line began.
    case close
  }

  var steps: [Step]

  init(_ steps: [Step] = []) { self.steps = steps }

  /// A line through points.
  init(_ points: [Point], isClosed: Bool) {
    steps = []
    steps.reserveCapacity(points.count + 1)
    for (index, point) in points.enumerated() { steps.append(index == 0 ? .move(point) : .line(point)) }
    if isClosed && !points.isEmpty { steps.append(.close) }
  }

  init(_ box: Box) {
    steps = [
      .move(Point(x: box.left, y: box.top)), .horizontal(to: box.right), .vertical(to: box.bottom),
      .horizontal(to: box.left), .close,
    ]
  }

  var isEmpty: Bool { steps.isEmpty }

  static func + (first: Outline, second: Outline) -> Outline { Outline(first.steps + second.steps) }

  static func += (first: inout Outline, second: Outline) { first.steps += second.steps }

  /// Whether every line runs along the edges of the page.
  var isUpright: Bool {
    steps.allSatisfy { if case .line = $0 { false } else { true } }
  }

  /// The lines, each through its points.
  var lines: [Line] {
    var lines: [Line] = []
    for step in steps {
      guard let last = lines.last?.points.last else {
        if case .move(let point) = step { lines.append(Line(points: [point])) }
        continue
      }
      var next = last
      switch step {
      case .move(let point):
        lines.append(Line(points: [point]))
        continue
      case .close:
        lines[lines.count - 1].isClosed = true
        continue
      case .line(let point): next = point
      case .vertical(let y): next.y = y
      case .horizontal(let x): next.x = x
      case .verticalBy(let distance): next.y += distance
      case .horizontalBy(let distance): next.x += distance
      }
      lines[lines.count - 1].points.append(next)
    }
    return lines
  }

  /// A line through points.
  struct Line: Sendable, Equatable {
    var points: [Point]
    /// Whether the last point is joined to the first.
    var isClosed = false
  }
}
