import Foundation
import Testing

@testable import LogitPlots

@Suite struct RasterizerTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      var name: String
      var polygons: [[[Double]]]
      var nonzero, evenOdd: [Double]
    }
    var side: Int
    var cases: [Case]
  }

  private func area(_ width: Int, _ height: Int, left: Int = 0, top: Int = 0) -> PixelArea {
    PixelArea(columns: left..<left + width, rows: top..<top + height)
  }

  /// The coverage of each pixel of an area, row by row.
  private func coverage(
    _ shape: Rasterizer, _ area: PixelArea, rule: Rasterizer.Rule = .nonzero
  ) -> [Double] {
    var result = [Double](repeating: 0, count: area.columns.count * area.rows.count)
    shape.forEachRow(in: area, rule: rule) { row, columns, shares in
      for (column, share) in zip(columns, shares) {
        result[(row - area.rows.lowerBound) * area.columns.count + column - area.columns.lowerBound] = share
      }
    }
    return result
  }

  private func shape(_ polygons: [(Double, Double)]...) -> Rasterizer {
    var shape = Rasterizer()
    for polygon in polygons { shape.add(polygon.map { Point(x: $0.0, y: $0.1) }) }
    return shape
  }

  private func expect(
    _ found: [Double], _ expected: [Double], within tolerance: Double = 1e-12,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(found.count == expected.count && worst <= tolerance, "\(found)", sourceLocation: location)
  }

  @Test("A rectangle covers the exact share of each pixel, whichever way it is wound")
  func rectangle() {
    let corners = [(0.3, 0.9), (2.5, 0.9), (2.5, 2.2), (0.3, 2.2)]
    let (across, down) = ([0.7, 1, 0.5], [0.1, 1, 0.2])
    let expected = down.flatMap { y in across.map { $0 * y } }
    expect(coverage(shape(corners), area(3, 3)), expected)
    expect(coverage(shape(corners.reversed()), area(3, 3)), expected)
  }

  @Test("A triangle covers half of the pixels that its side cuts from corner to corner")
  func triangle() {
    expect(coverage(shape([(0, 0), (3, 0), (0, 3)]), area(3, 3)), [1, 1, 0.5, 1, 0.5, 0, 0.5, 0, 0])
    // A side across four pixels: each has a quarter less than the one before, and half a quarter at its ends.
    expect(coverage(shape([(0, 0), (4, 1), (0, 1)]), area(4, 1)), [0.875, 0.625, 0.375, 0.125])
  }

  @Test("The coverage of all pixels is the area of the polygon", arguments: 0..<40)
  func conservation(_ seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ range: ClosedRange<Double>) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let share = Double(state >> 11) / 9_007_199_254_740_992
      return range.lowerBound + (range.upperBound - range.lowerBound) * share
    }
    // Corners in the order of their angles around a point: no two sides cross.
    let count = 3 + seed % 17
    let corners = (0..<count).map { index -> (Double, Double) in
      let angle = 2 * Double.pi * (Double(index) + random(0...0.9)) / Double(count)
      let distance = random(0.5...14)
      return (15 + distance * cos(angle), 15 + distance * sin(angle))
    }
    let shoelace = zip(corners, corners.dropFirst() + corners.prefix(1)).reduce(0) {
      $0 + $1.0.0 * $1.1.1 - $1.1.0 * $1.0.1
    }
    let total = coverage(shape(corners), area(30, 30)).reduce(0, +)
    #expect(abs(total - abs(shoelace) / 2) < 1e-9)
  }

  @Test("Polygons that cross themselves or each other agree with counting places, by both rules")
  func references() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/coverage.json")
    let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
    for item in vectors.cases {
      var shape = Rasterizer()
      for polygon in item.polygons { shape.add(polygon.map { Point(x: $0[0], y: $0[1]) }) }
      // Counting 64 by 64 places errs by up to half a place along every side; crossings within a strip add a
      // little.
      expect(coverage(shape, area(vectors.side, vectors.side)), item.nonzero, within: 0.02)
      expect(coverage(shape, area(vectors.side, vectors.side), rule: .evenOdd), item.evenOdd, within: 0.02)
    }
  }

  @Test("What lies outside the area is not drawn, and does not change what lies inside")
  func clipping() {
    let triangle = shape([(-50, 1), (60, -3), (40, 30)])
    let whole = coverage(triangle, area(20, 20))
    let part = coverage(triangle, area(6, 5, left: 7, top: 3))
    let expected = (3..<8).flatMap { row in (7..<13).map { whole[row * 20 + $0] } }
    expect(part, expected, within: 1e-9)
    #expect(coverage(shape([(30, 0), (40, 0), (40, 9)]), area(20, 20)).allSatisfy { $0 == 0 })
    let everything = shape([(-9e9, -9e9), (9e9, -9e9), (9e9, 9e9), (-9e9, 9e9)])
    expect(coverage(everything, area(3, 2)), [1, 1, 1, 1, 1, 1])
    let odd = coverage(shape([(.nan, 0), (5, .infinity), (0, 5)]), area(4, 4))
    #expect(odd.allSatisfy { (0...1).contains($0) })
  }

  // MARK: Strokes

  private func covered(_ polygons: [[Point]]) -> Double {
    var shape = Rasterizer()
    for polygon in polygons { shape.add(polygon) }
    return coverage(shape, area(60, 60)).reduce(0, +)
  }

  @Test("A straight stroke covers its length times its width, and its caps")
  func straightStroke() {
    let line = [Point(x: 10, y: 12), Point(x: 34, y: 44)]  // 40 long
    for (cap, extra) in [(Stroker.Cap.butt, 0), (.square, 9), (.round, Double.pi * 2.25)] {
      let area = covered(Stroker(width: 3, join: .mitered, cap: cap).polygons(line, isClosed: false))
      #expect(abs(area - (120 + extra)) < (cap == .round ? 0.1 : 1e-9))
    }
  }

  @Test("Corners are sharp or round, and a closed line has neither beginning nor end")
  func corners() {
    let square = [(10.0, 10.0), (40, 10), (40, 40), (10, 40)].map { Point(x: $0.0, y: $0.1) }
    for path in [square, square.reversed()] {
      let sharp = covered(Stroker(width: 4, join: .mitered, cap: .butt).polygons(path, isClosed: true))
      #expect(abs(sharp - (34 * 34 - 26 * 26)) < 1e-9)
      let round = covered(Stroker(width: 4, join: .rounded, cap: .butt).polygons(path, isClosed: true))
      #expect(abs(sharp - round - (16 - Double.pi * 4)) < 0.1)
      // An open line is bevelled neither at its first nor its last point.
      let open = covered(Stroker(width: 4, join: .mitered, cap: .butt).polygons(path, isClosed: false))
      #expect(abs(open - (90 * 4)) < 1e-9)
    }
  }

  @Test("Sharp bends leave no holes: a zigzag covers what its pieces and wedges do")
  func zigzag() {
    let zigzag = (0..<12).map { Point(x: 10 + Double($0) * 2, y: $0 % 2 == 0 ? 10 : 40) }
    var pieces: [[Point]] = []
    for (from, to) in zip(zigzag, zigzag.dropFirst()) {
      pieces += Stroker(width: 5, join: .rounded, cap: .round).polygons([from, to], isClosed: false)
    }
    let whole = Stroker(width: 5, join: .rounded, cap: .round).polygons(zigzag, isClosed: false)
    #expect(abs(covered(whole) - covered(pieces)) < 0.5)
  }

  @Test("Dashes have the lengths of the pattern, around corners, too")
  func dashes() {
    let corner = [Point(x: 0, y: 0), Point(x: 5, y: 0), Point(x: 5, y: 5)]
    #expect(
      Dashes(pattern: [4, 2], within: page).pieces(of: corner) == [
        [Point(x: 0, y: 0), Point(x: 4, y: 0)], [Point(x: 5, y: 1), Point(x: 5, y: 5)],
      ])
    #expect(
      Dashes(pattern: [6, 3], within: page).pieces(of: corner)[0] == [
        Point(x: 0, y: 0), Point(x: 5, y: 0), Point(x: 5, y: 1),
      ])
  }

  @Test("A line far off the page costs the dashes that are seen, and they are where they would be")
  func farDashes() {
    // From 1,000,003 pixels to the left of the page to as far beyond its right side.
    let line = [Point(x: -1_000_003, y: 5), Point(x: 1_000_100, y: 5)]
    let dashes = Dashes(pattern: [4, 2], within: page).pieces(of: line)
    #expect(dashes.count == 100 / 6 + 1)
    // 1,000,003 is 1 more than a multiple of 6.
    #expect(abs(dashes[1][0].x - 5) < 1e-6 && abs(dashes[1][1].x - 9) < 1e-6)
    let away = [Point(x: -1e9, y: -1e9), Point(x: 1e9, y: -1e9), Point(x: 1e9, y: 50), Point(x: 50, y: 50)]
    #expect((8...9).contains(Dashes(pattern: [4, 2], within: page).pieces(of: away).count))
  }

  private let page = Box(left: 0, top: 0, right: 100, bottom: 100)
}
