/// How much of each pixel polygons cover, by exact area.
///
/// A row of pixels is cut into strips at every corner that lies in it. Within a strip edges are straight, so
/// those between inside and outside are found once, along its middle, and each adds the exact area to its
/// right. Only where edges cross is the result an approximation: the strip around the place is halved until
/// it is a sixteenth of a row.
///
/// Only additions, products, quotients and square roots are used, here and in ``Stroker``, which IEEE 754
/// defines to the last bit: a figure has the same pixels on every machine.
struct Rasterizer {
  /// What counts as inside.
  enum Rule: Sendable {
    /// Where the edges wind around at least once.
    case nonzero
    /// Where they wind around an odd number of times.
    case evenOdd
  }

  private struct Edge {
    var top: Double
    var bottom: Double
    /// At the top.
    var x: Double
    /// To the right, for each pixel down.
    var slope: Double
    /// 1 for an edge that runs down, -1 for one that runs up.
    var winding: Int

    func x(at y: Double) -> Double { x + (y - top) * slope }
  }

  /// Coordinates beyond it are held there: a billion times farther than an image reaches, and near enough for
  /// the place where a line from there crosses the image to be exact to a hundredth of a pixel.
  private static let farthest = 1e12
  private static let stripsPerRow = 4
  /// A row with more corners is cut into ``manyStrips`` equal strips instead.
  private static let mostCorners = 24
  private static let manyStrips = 16
  /// A strip in which edges cross is halved until it is this high.
  private static let lowestStrip = 1.0 / 16

  /// Of more edges in a row, inserting each among all others would take long.
  private static let manyEdges = 32

  private var edges: [Edge] = []

  /// Adds a polygon, in pixels; the last point is joined to the first.
  mutating func add(_ polygon: [Point]) {
    guard polygon.count > 2, var from = polygon.last.map(Self.held) else { return }
    for point in polygon {
      let to = Self.held(point)
      defer { from = to }
      guard from.y != to.y else { continue }
      let (upper, lower) = from.y < to.y ? (from, to) : (to, from)
      edges.append(
        Edge(
          top: upper.y, bottom: lower.y, x: upper.x, slope: (lower.x - upper.x) / (lower.y - upper.y),
          winding: from.y < to.y ? 1 : -1))
    }
  }

  private static func held(_ point: Point) -> Point {
    func held(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, -farthest), farthest) }
    return Point(x: held(point.x), y: held(point.y))
  }

  // MARK: Rows

  /// Hands out the rows of pixels that are covered, from the top.
  ///
  /// - Parameters:
  ///   - area: The pixels that are wanted.
  ///   - body: Takes a row, the columns, and the covered share of each pixel in them.
  func forEachRow(
    in area: PixelArea, rule: Rule = .nonzero, _ body: (Int, Range<Int>, ArraySlice<Double>) -> Void
  ) {
    guard !area.isEmpty, let lowest = edges.map(\.bottom).max() else { return }
    let sorted = edges.sorted { $0.top < $1.top }
    var next = 0
    var active: [Edge] = []
    let first = max(area.rows.lowerBound, Int(sorted[0].top.rounded(.down)))
    let end = min(area.rows.upperBound, Int(lowest.rounded(.up)))
    let columns = columns.clamped(to: area.columns)
    guard first < end, !columns.isEmpty else { return }
    var row = RowCoverage(columns: columns)
    for y in first..<end {
      while next < sorted.count, sorted[next].top < Double(y + 1) {
        active.append(sorted[next])
        next += 1
      }
      active.removeAll { $0.bottom <= Double(y) }
      guard !active.isEmpty else { continue }
      if active.count > Self.manyEdges { Self.sort(&active, inRow: y) }
      let cuts = Self.cuts(ofRow: y, active)
      for (top, bottom) in zip(cuts, cuts.dropFirst()) where bottom > top {
        Self.addStrip(top, bottom, active, rule, to: &row)
      }
      row.finish { body(y, $0, $1) }
    }
  }

  /// Sorts edges by where they are in a row, which is nearly the order in which its strips meet them, so that
  /// each is inserted close to the end. From row to row little changes, and sorting what is nearly sorted
  /// takes one pass.
  private static func sort(_ edges: inout [Edge], inRow y: Int) {
    let middle = Double(y) + 0.5
    func x(_ edge: Edge) -> Double { edge.x(at: min(max(middle, edge.top), edge.bottom)) }
    edges.sort { x($0) < x($1) }
  }

  /// The columns that the edges reach.
  private var columns: Range<Int> {
    var (left, right) = (Double.infinity, -Double.infinity)
    for edge in edges {
      left = min(left, edge.x, edge.x(at: edge.bottom))
      right = max(right, edge.x, edge.x(at: edge.bottom))
    }
    return Int(left.rounded(.down))..<Int(right.rounded(.down)) + 1
  }

  /// Where a row is cut into strips.
  private static func cuts(ofRow y: Int, _ active: [Edge]) -> [Double] {
    let (top, bottom) = (Double(y), Double(y + 1))
    var corners: [Double] = []
    for edge in active {
      if edge.top > top { corners.append(edge.top) }
      if edge.bottom < bottom { corners.append(edge.bottom) }
    }
    let count = corners.count > mostCorners ? manyStrips : stripsPerRow
    let even = (0...count).map { top + Double($0) / Double(count) }
    return corners.isEmpty || corners.count > mostCorners ? even : (even + corners).sorted()
  }

  private static func addStrip(
    _ top: Double, _ bottom: Double, _ active: [Edge], _ rule: Rule, to row: inout RowCoverage
  ) {
    let middle = (top + bottom) / 2
    var crossings: [(x: Double, edge: Edge)] = []
    for edge in active where edge.top <= middle && middle < edge.bottom {
      let x = edge.x(at: middle)
      var place = crossings.count
      while place > 0, crossings[place - 1].x > x { place -= 1 }
      crossings.insert((x, edge), at: place)
    }
    let isCrossed = zip(crossings, crossings.dropFirst()).contains { left, right in
      left.edge.x(at: top) > right.edge.x(at: top) + 1e-9
        || left.edge.x(at: bottom) > right.edge.x(at: bottom) + 1e-9
    }
    guard !isCrossed || bottom - top <= lowestStrip else {
      addStrip(top, middle, active, rule, to: &row)
      addStrip(middle, bottom, active, rule, to: &row)
      return
    }
    var winding = 0
    for (_, edge) in crossings {
      let wasInside = rule == .nonzero ? winding != 0 : winding & 1 == 1
      winding += edge.winding
      let isInside = rule == .nonzero ? winding != 0 : winding & 1 == 1
      guard wasInside != isInside else { continue }
      row.add(from: edge.x(at: top), to: edge.x(at: bottom), height: isInside ? bottom - top : top - bottom)
    }
  }
}

/// The covered share of each pixel of a row, kept as the differences between neighbours.
private struct RowCoverage {
  private let columns: Range<Int>
  private var steps: [Double]
  private var touched: Range<Int>?

  init(columns: Range<Int>) {
    self.columns = columns
    steps = [Double](repeating: 0, count: columns.count + 1)
  }

  /// Covers what lies to the right of a piece of an edge.
  ///
  /// - Parameter height: Of the piece, in rows; below 0 uncovers.
  mutating func add(from x0: Double, to x1: Double, height: Double) {
    let (low, high) = (min(x0, x1), max(x0, x1))
    guard low < Double(columns.upperBound) else { return }
    let first = max(columns.lowerBound, Int(low.rounded(.down)))
    var column = first
    var before = 0.0
    while column < columns.upperBound, before < 1 {
      // The mean, over the piece, of how much of the pixel lies to its right.
      let right = Double(column + 1)
      let share =
        right >= high + 1
        ? 1
        : high - low < 1e-9
          ? min(max(right - low, 0), 1)
          : (Self.integral(right - low) - Self.integral(right - high)) / (high - low)
      steps[column - columns.lowerBound] += (share - before) * height
      before = share
      column += 1
    }
    let range = first..<max(column, first + 1)
    touched =
      touched.map { min($0.lowerBound, range.lowerBound)..<max($0.upperBound, range.upperBound) } ?? range
  }

  /// The integral of a number held within 0...1.
  private static func integral(_ value: Double) -> Double {
    value <= 0 ? 0 : value >= 1 ? value - 0.5 : value * value / 2
  }

  /// Hands out what is covered and begins another row.
  mutating func finish(_ body: (Range<Int>, ArraySlice<Double>) -> Void) {
    guard let touched else { return }
    let (first, end) = (touched.lowerBound - columns.lowerBound, touched.upperBound - columns.lowerBound)
    var sum = 0.0
    var last = first
    var index = first
    // Beyond the last step coverage stays as it is, to the edge of the area if need be.
    while index < columns.count, index < end || abs(sum) > 1e-9 {
      sum += steps[index]
      steps[index] = min(max(sum, 0), 1)
      index += 1
      last = index
    }
    body(columns.lowerBound + first..<columns.lowerBound + last, steps[first..<last])
    for index in first..<last { steps[index] = 0 }
    steps[columns.count] = 0
    self.touched = nil
  }
}

/// A rectangle of pixels.
struct PixelArea: Sendable, Equatable {
  var columns: Range<Int>
  var rows: Range<Int>

  var isEmpty: Bool { columns.isEmpty || rows.isEmpty }

  /// The area and a border around it.
  func box(grownBy border: Double) -> Box {
    Box(
      left: Double(columns.lowerBound) - border, top: Double(rows.lowerBound) - border,
      right: Double(columns.upperBound) + border, bottom: Double(rows.upperBound) + border)
  }

  func intersection(_ other: PixelArea) -> PixelArea {
    PixelArea(columns: columns.clamped(to: other.columns), rows: rows.clamped(to: other.rows))
  }
}
