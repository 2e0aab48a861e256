import Logit
import Testing

@testable import LogitPlots

/// Lines of a page without the points that it cannot show.
@Suite struct SimplifiedOutlineTests {
  private static func points(of outline: Outline) -> [Point] { outline.lines.flatMap(\.points) }

  /// How far a point is from a line through others.
  private static func distance(_ point: Point, from line: [Point]) -> Double {
    zip(line, line.dropFirst()).map { start, end in
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let square = dx * dx + dy * dy
      let along = square > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / square : 0
      let held = min(max(along, 0), 1)
      let (left, up) = (point.x - start.x - held * dx, point.y - start.y - held * dy)
      return (left * left + up * up).squareRoot()
    }.min() ?? .infinity
  }

  @Test("No point is further from what is left than the distance", arguments: [0.05, 0.1, 2])
  func staysNear(_ distance: Double) {
    var generator = RandomGenerator(seed: 5)
    var (x, y) = (0.0, 0.0)
    let steps = generator.normal(mean: 0, standardDeviation: 0.3, count: 1_200).scalars
    let points = stride(from: 0, to: 1_200, by: 2).map { index -> Point in
      (x, y) = (x + abs(steps[index]), y + steps[index + 1])
      return Point(x: x, y: y)
    }
    let left = Self.points(of: Outline(points, isClosed: false).simplified(within: distance))
    #expect(left.count < points.count && left.first == points.first && left.last == points.last)
    #expect(points.allSatisfy { Self.distance($0, from: left) <= distance + 1e-9 })
  }

  @Test("A smooth curve of many points needs few of them")
  func smoothCurve() {
    let points = (0...10_000).map { index -> Point in
      let share = Double(index) / 10_000
      return Point(x: 200 * share, y: 200 * (1 - share.squareRoot()))
    }
    #expect(Self.points(of: Outline(points, isClosed: false).simplified(within: 0.1)).count < 60)
  }

  @Test("Short lines, corners and closed lines stay as they are")
  func staysAlike() {
    let corners = Outline((0..<60).map { Point(x: Double($0), y: Double($0 % 2)) }, isClosed: true)
    #expect(corners.simplified(within: 0.1) == corners)
    let box = Outline(Box(left: 1, top: 2, right: 30, bottom: 40))
    #expect((box + corners + box).simplified(within: 0.1) == box + corners + box)
    let zigzag = Outline((0..<200).map { Point(x: Double($0), y: Double($0 % 2)) }, isClosed: false)
    #expect(zigzag.simplified(within: 0.1) == zigzag)
    #expect(Outline().simplified(within: 0.1) == Outline())
  }
}
