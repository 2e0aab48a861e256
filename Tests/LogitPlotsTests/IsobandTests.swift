import Logit
import Testing

@testable import LogitPlots

@Suite struct IsobandTests {
  /// A surface over a square grid.
  static func surface(_ count: Int, from low: Double, to high: Double, _ height: (Double, Double) -> Double)
    -> Surface
  {
    let line = Tensor<Double>.linspace(low, high, count: count)
    let mesh = Tensor.meshgrid(line, line)
    let heights = zip(mesh.x.scalars, mesh.y.scalars).map { height($0, $1) }
    return Surface(rows: count, columns: count, x: mesh.x.scalars, y: mesh.y.scalars, heights: heights)
  }

  /// The area within loops, those that run the other way counting as holes.
  static func area(_ loops: [[Point]]) -> Double {
    abs(
      loops.reduce(0) { sum, loop in
        sum
          + zip(loop, loop.dropFirst() + [loop[0]]).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
      })
  }

  static func loops(_ surface: Surface, above level: Double) -> [[Point]] {
    Isobands(surface, above: level, includesLevel: true).loops()
  }

  @Test("The part above everything is empty, the part above nothing is the whole square")
  func extremes() {
    let plane = Self.surface(20, from: 0, to: 2) { $0 + $1 }
    #expect(Self.loops(plane, above: 5).isEmpty)
    let whole = Self.loops(plane, above: -1)
    #expect(whole.count == 1)
    #expect(whole[0].count == 4)
    #expect(abs(Self.area(whole) - 4) < 1e-12)
  }

  @Test("A plane is cut along an exact straight line", arguments: [0.1, 0.5, 1, 1.7])
  func plane(_ level: Double) {
    let loops = Self.loops(Self.surface(33, from: 0, to: 1) { $0 + $1 }, above: level)
    #expect(loops.count == 1)
    #expect(loops[0].count <= 5)  // the corners above the line and its two ends; all between was straight
    let expected = level <= 1 ? 1 - level * level / 2 : (2 - level) * (2 - level) / 2
    #expect(abs(Self.area(loops) - expected) < 1e-12)
  }

  @Test("The area of a disc converges with the square of the grid's spacing")
  func disc() {
    func error(_ count: Int) -> Double {
      let loops = Self.loops(Self.surface(count, from: -1, to: 1) { 1 - $0 * $0 - $1 * $1 }, above: 0.5)
      return abs(Self.area(loops) - .pi / 2)
    }
    #expect(error(51) < 2e-3)
    #expect(error(201) < error(51) / 8)
  }

  @Test("Islands and holes are separate loops")
  func islands() {
    let ring = Self.surface(60, from: -2, to: 2) { x, y in 1 - abs((x * x + y * y).squareRoot() - 1) }
    #expect(Self.loops(ring, above: 0.7).count == 2)
  }

  @Test("A saddle is cut as the mean of its corners tells")
  func saddle() {
    func loops(_ heights: [Double]) -> [[Point]] {
      let surface = Surface(rows: 2, columns: 2, x: [0, 1, 0, 1], y: [0, 0, 1, 1], heights: heights)
      return Self.loops(surface, above: 0)
    }
    #expect(loops([1, -0.5, -0.5, 1]).count == 1)  // the middle is above: one part with two corners off
    #expect(loops([0.5, -1, -1, 0.5]).count == 2)  // the middle is below: two corners
  }

  @Test("Places without a height are left out")
  func holes() {
    let surface = Self.surface(11, from: 0, to: 1) { x, y in x < 0.45 ? .nan : 1 }
    #expect(abs(Self.area(Self.loops(surface, above: 0)) - 0.5) < 1e-12)
  }

  @Test("Heights equal to the topmost level belong to the last area")
  func topLevel() throws {
    let line = Tensor<Float>.linspace(0, 1, count: 3)
    let mesh = Tensor.meshgrid(line, line)
    var figure = Figure()
    try figure.axes.filledContour(
      mesh.x, mesh.y, Tensor<Float>(repeating: 1, shape: [3, 3]), levels: [0, 0.5, 1])
    #expect(figure.svg().contains("<path fill=\"\(ColorMap.viridis.color(at: 0.75).css)\" d=\"M"))
  }

  @Test("Areas are painted over the lower ones, so that no background shines through where they meet")
  func seams() throws {
    let line = Tensor<Double>.linspace(0, 1, count: 11)
    let mesh = Tensor.meshgrid(line, line)
    var figure = Figure()
    try figure.axes.filledContour(mesh.x, mesh.y, mesh.x, levels: [0, 0.25, 0.5, 0.8], opacity: 0.4)
    let svg = figure.svg()
    let outlines = svg.matches(of: #/<path fill="#[0-9a-f]{6}" d="([^"]+)"/#).map { $0.1 }
    #expect(outlines.count == 3)
    let ends = outlines.map { outline in
      outline.matches(of: #/[ML]([0-9.]+) /#).compactMap { Double($0.1) }
    }
    // From the level to the right edge, less what lies above the topmost level.
    let box = PageLayout(figure.axes, width: 6.4 * 72, height: 4.8 * 72).box
    for (xs, level) in zip(ends, [0, 0.25, 0.5]) {
      #expect(abs((xs.min() ?? 0) - (box.left + level * box.width)) < 0.01)
      #expect(Set(xs).contains { abs($0 - (box.left + 0.8 * box.width)) < 0.01 })
      #expect(abs((xs.max() ?? 0) - box.right) < 0.01)
    }
    // Painted as one group, for overlaid areas must not show through one another.
    #expect(svg.contains("<g fill-rule=\"evenodd\" opacity=\".4\">"))
  }
}
