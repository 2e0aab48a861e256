/// The dashes of a line.
///
/// Only what lies near the page is divided: of what lies elsewhere the pattern's place is carried on, so that
/// a line that runs far off the page costs what is seen of it.
struct Dashes {
  /// The lengths of dash and gap in turn, in pixels.
  private let pattern: [Double]
  /// The area in which dashes are wanted, in pixels.
  private let area: Box

  private var part = 0
  /// What is left of the part.
  private var rest: Double
  private var current: [Point] = []
  private var pieces: [[Point]] = []

  /// - Parameters:
  ///   - pattern: The lengths of dash and gap in turn, at least two and all above 0.
  ///   - area: The area in which dashes are wanted, in pixels.
  init(pattern: [Double], within area: Box) {
    (self.pattern, self.area, rest) = (pattern, area, pattern[0])
  }

  /// The pieces that the pattern leaves of a line through points.
  func pieces(of path: [Point]) -> [[Point]] {
    var run = self
    run.current = Array(path.prefix(1))
    for (from, to) in zip(path, path.dropFirst()) { run.add(from, to) }
    run.finish()
    return run.pieces
  }

  private mutating func add(_ from: Point, _ to: Point) {
    let length = Self.distance(from, to)
    guard length > 0 else { return }
    guard let seen = area.share(from, to) else {
      finish()
      skip(length)
      current = [to]
      return
    }
    let (start, end) = (area.place(from, to, seen.lowerBound), area.place(from, to, seen.upperBound))
    if seen.lowerBound > 0 {
      finish()
      skip(seen.lowerBound * length)
      current = [start]
    }
    divide(start, end)
    if seen.upperBound < 1 {
      finish()
      skip((1 - seen.upperBound) * length)
      current = [to]
    }
  }

  /// Divides a straight piece that lies within the area.
  private mutating func divide(_ start: Point, _ end: Point) {
    let length = Self.distance(start, end)
    var done = 0.0
    while length - done >= rest {
      done += rest
      let share = done / length
      let corner = Point(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share)
      if isDash { pieces.append(current + [corner]) }
      current = [corner]
      advance()
    }
    rest -= length - done
    current.append(end)
  }

  private static func distance(_ from: Point, _ to: Point) -> Double {
    ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot()
  }

  private var isDash: Bool { part % 2 == 0 }

  private mutating func finish() {
    if isDash, current.count > 1 { pieces.append(current) }
  }

  private mutating func advance() {
    part = (part + 1) % pattern.count
    rest = pattern[part]
  }

  private mutating func skip(_ length: Double) {
    // After an odd number of parts, dashes and gaps change places with each turn of the pattern; none has
    // such.
    var left = length.truncatingRemainder(dividingBy: pattern.reduce(0, +))
    while left >= rest {
      left -= rest
      advance()
    }
    rest -= left
  }
}

extension Box {
  /// A place on a straight piece that lies within the box, whatever rounding makes of it.
  fileprivate func place(_ from: Point, _ to: Point, _ share: Double) -> Point {
    if share == 0 { return from }
    if share == 1 { return to }
    return Point(
      x: min(max(from.x + (to.x - from.x) * share, left), right),
      y: min(max(from.y + (to.y - from.y) * share, top), bottom))
  }
}
