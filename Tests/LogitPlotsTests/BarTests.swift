import Foundation
import Logit
import Testing

@testable import LogitPlots

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct BarTests {
  private func layout(_ figure: Figure) -> PageLayout {
    PageLayout(figure.axes, width: figure.width * 72, height: figure.height * 72)
  }

  private func isWellFormed(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }

  @Test("Bars stand on the axis, with a margin on the other sides, as matplotlib has it")
  func limits() throws {
    var figure = Figure()
    try figure.axes.bars([0, 1, 2], [3.0, 1, 2])
    var ranges = figure.axes.ranges
    // Matplotlib's bar([0, 1, 2], [3, 1, 2]): xlim (-0.54, 2.54), ylim (0, 3.15).
    for (found, expected) in [
      (ranges.x.lower, -0.54), (ranges.x.upper, 2.54), (ranges.y.lower, 0), (ranges.y.upper, 3.15),
    ] { #expect(abs(found - expected) < 1e-12) }
    var lying = Figure()
    try lying.axes.horizontalBars([0, 1, 2], [-3.0, 1, .nan])
    ranges = lying.axes.ranges
    #expect(abs(ranges.x.lower + 3.2) < 1e-12 && abs(ranges.x.upper - 1.2) < 1e-12)
    #expect(abs(ranges.y.upper - 1.49) < 1e-12)
  }

  @Test("A bar is drawn from 0 to its value")
  func outline() throws {
    var figure = Figure()
    try figure.axes.bars([1.0], [2.0], width: 1, color: .red)
    figure.axes.xLimits = 0...2
    figure.axes.yLimits = 0...4
    let layout = layout(figure)
    let (left, right) = (short(layout.x(0.5)), short(layout.x(1.5)))
    let (bottom, top) = (short(layout.y(0)), short(layout.y(2)))
    #expect(figure.svg().contains("M\(left) \(bottom)V\(top)H\(right)V\(bottom)Z\" fill=\"#ff0000\""))
  }

  @Test("Error bars reach from end to end and have caps; those without an end are left out")
  func errorBars() throws {
    var figure = Figure()
    try figure.axes.errorBars([1.0, 2], from: [0.0, 1], to: [2.0, .nan], capWidth: 10)
    figure.axes.xLimits = 0...2
    figure.axes.yLimits = 0...4
    let layout = layout(figure)
    let (x, low, high) = (layout.x(1), layout.y(0), layout.y(2))
    #expect(
      figure.svg().contains(
        "d=\"M\(short(x)) \(short(low))V\(short(high))M\(short(x - 5)) \(short(low))h10"
          + "M\(short(x - 5)) \(short(high))h10\""
      ))
  }

  @Test("Names stand instead of numbers, and are turned where they do not fit")
  func names() throws {
    func svg(_ names: [String]) throws -> String {
      var figure = Figure()
      try figure.axes.bars(names.indices.map { $0 }, names.map { _ in 1.0 }, label: "rows")
      figure.axes.xNames = names
      figure.axes.xLabel = "x"
      figure.axes.showsLegend = true
      return figure.svg()
    }
    let few = try svg(["a & b", "c"])
    #expect(isWellFormed(few) && few.contains(">a &amp; b</text>") && !few.contains("rotate(-45"))
    let many = try svg((1...9).map { "a long name \($0)" })
    #expect(many.matches(of: #/rotate\(-45/#).count == 9)
  }

  @Test("Numbers become colours and texts that can be read on them")
  func heatMap() throws {
    var figure = Figure()
    try figure.axes.heatMap(
      Tensor([0.0, 1, .nan, 0.5], shape: [2, 2]), colorMap: ColorMap([.white, .black]),
      texts: ["light\n0 %", "dark", "none", "half"])
    figure.axes.xNames = ["a", "b"]
    figure.axes.yNames = ["second", "first"]
    let svg = figure.svg()
    #expect(isWellFormed(svg))
    #expect(svg.matches(of: #/<rect x=[^>]*fill="#[0-9a-f]{6}"/#).count == 3)  // none for what is no number
    #expect(svg.contains("fill=\"#ffffff\">dark<") && svg.contains(">light<") && svg.contains(">0 %<"))
    let ranges = figure.axes.ranges
    #expect(ranges.x == AxisRange(-0.5...1.5) && ranges.y == AxisRange(-0.5...1.5))
    // The first row lies on top.
    func height(of text: String) -> Double? {
      svg.firstMatch(of: try! Regex("y=\"([0-9.]+)\"[^>]*>\(text)<", as: (Substring, Substring).self))
        .flatMap { Double($0.output.1) }
    }
    #expect(try #require(height(of: "dark")) < #require(height(of: "half")))
  }

  @Test("A contour line leaves out the border of the grid")
  func contourLine() throws {
    let line = Tensor<Double>.linspace(0, 1, count: 11)
    let mesh = Tensor.meshgrid(line, line)
    var figure = Figure()
    try figure.axes.contourLine(mesh.x, mesh.y, mesh.x, level: 0.25)
    guard case .path(let path) = figure.axes.artists[0] else {
      Issue.record("no path")
      return
    }
    #expect(path.stretches.count == 1)
    #expect(path.stretches[0].allSatisfy { abs($0.x - 0.25) < 1e-12 })
    #expect(Set(path.stretches[0].map(\.y)) == [0, 1])
    var island = Figure()
    let heights = zip(mesh.x.scalars, mesh.y.scalars).map { 1 - abs($0 - 0.5) - abs($1 - 0.5) }
    try island.axes.contourLine(mesh.x, mesh.y, Tensor(heights, shape: [11, 11]), level: 0.75)
    guard case .path(let loop) = island.axes.artists[0] else { return }
    #expect(loop.stretches.count == 1 && loop.stretches[0].first == loop.stretches[0].last)
  }

  @Test("In a terminal bars are as long as their numbers, and cells have their texts")
  func terminal() throws {
    var figure = Figure()
    try figure.axes.horizontalBars([0, 1], [1.0, 2])
    figure.axes.yNames = ["short", "long"]
    figure.axes.xLimits = 0...2
    figure.axes.yLimits = -0.5...1.5
    let lines = figure.text(width: 47, height: 10).split(separator: "\n")
    func length(_ name: String) -> Int? { lines.first { $0.contains(name) }?.count { $0 == "█" } }
    let (short, long) = (try #require(length("short")), try #require(length("long")))
    #expect(abs(long - 2 * short) <= 1 && long > 30)
    var cells = Figure()
    try cells.axes.heatMap(Tensor([1.0, 2], shape: [1, 2]), texts: ["one", "two\n2"])
    for color in TerminalColor.allCases {
      let text = cells.text(color: color)
      #expect(text.contains("one") && text.contains("two"))
    }
  }

  @Test("A corner that is asked for gets the legend, though it covers points")
  func legend() throws {
    for location in LegendLocation.allCases {
      var figure = Figure()
      try figure.axes.scatter([0.0, 1, 0, 1], [0.0, 1, 1, 0], label: "a")
      figure.axes.showsLegend = true
      figure.axes.legendLocation = location
      let legend = try #require(Legend(inside: figure.axes, layout(figure)))
      #expect((legend.box.left > 230) == (location == .upperRight || location == .lowerRight))
      #expect((legend.box.top > 172) == (location == .lowerLeft || location == .lowerRight))
    }
  }

  @Test("Several figures share a page, side by side or one above the other")
  func stack() throws {
    let figures = [try FigureTests.example(), try Figure(width: 3, height: 2)]
    let row = FigureStack(figures, direction: .horizontal).svg()
    #expect(isWellFormed(row) && row.contains("viewBox=\"0 0 768 384\""))
    #expect(row.contains("<svg x=\"480\""))
    let column = FigureStack(figures).svg()
    #expect(isWellFormed(column) && column.contains("viewBox=\"0 0 480 576\""))
    #expect(FigureStack([figures[0]]).svg() == figures[0].svg())
    #expect(isWellFormed(FigureStack(figures).svg()) && !column.contains("@"))
    let error = PlotError.unknownFormat(path: "a.gif", known: [".svg", ".html", ".png", ".txt"])
    #expect(throws: error) {
      try FigureStack(figures).write(to: "a.gif")
    }
  }

  @Test("Errors say what was expected and what was found")
  func errors() throws {
    var figure = Figure()
    #expect(throws: PlotError.countMismatch(name: "y", expected: 1, found: 2)) {
      try figure.axes.bars([1.0], [1.0, 2])
    }
    #expect(throws: PlotError.self) { try figure.axes.horizontalBars([1.0], [1.0], height: 0) }
    #expect(throws: PlotError.self) { try figure.axes.errorBars([1.0], from: [0.0], to: [1.0], capWidth: -1) }
    #expect(throws: PlotError.matrixMismatch(expected: "a text for each of 2 cells", found: [1])) {
      try figure.axes.heatMap(Tensor([1.0, 2], shape: [1, 2]), texts: ["one"])
    }
    #expect(throws: PlotError.matrixMismatch(expected: "numbers of shape [rows, columns]", found: [2])) {
      try figure.axes.heatMap(Tensor([1.0, 2]))
    }
  }
}
