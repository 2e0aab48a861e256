import Testing

@testable import LogitPlots

/// Bands, texts at points, and figures in rows and columns.
@Suite struct BandTests {
  @Test func `a band lies between its curves, with gaps where they have none`() throws {
    var figure = Figure()
    try figure.axes.band(
      [0.0, 1, 2, 3, 4, 5], from: [0.0, 0, .nan, 1, 1, 1], to: [2.0, 2, 2, 3, 3, 3], color: .red,
      label: "Band")
    guard case .band(let band)? = figure.axes.artists.first else {
      Issue.record("There is no band")
      return
    }
    #expect(
      band.stretches.map(\.count) == [2, 3] && band.ends(at: 0.5) == 0...2 && band.ends(at: 2.5) == nil)
    #expect(figure.axes.ranges.y == AxisRange(showing: [0, 3]))
    figure.axes.showsLegend = true
    let svg = figure.svg()
    #expect(svg.contains("fill=\"#ff0000\" fill-opacity=\".2\"") && svg.contains(">Band</text>"))
    #expect(figure.text(width: 60, height: 20).contains("░░"))
    #expect(try !figure.png(pixelsPerInch: 20).isEmpty)
    #expect(throws: PlotError.self) { try figure.axes.band([0.0], from: [0.0, 1], to: [1.0]) }
    #expect(throws: PlotError.self) { try figure.axes.band([0.0], from: [0.0], to: [1.0], opacity: 2) }
  }

  @Test func `a text turns to the left of its point where it would leave the axes`() throws {
    var figure = Figure()
    try figure.axes.texts([0.0, 1], [0.0, 1], ["left end", "right end"])
    figure.axes.xLimits = 0...1
    figure.axes.yLimits = -1...2
    let svg = figure.svg()
    #expect(
      svg.contains(#/text-anchor="end"[^>]*>right end</#)
        && !svg.contains(#/text-anchor="end"[^>]*>left end</#))
    #expect(figure.text(width: 60, height: 20).contains("right end"))
    #expect(throws: PlotError.self) { try figure.axes.texts([0.0], [0.0], []) }
  }

  @Test func `figures in rows and columns stand below their heading`() throws {
    let figures = try (0..<5).map { _ in try Figure(width: 2, height: 3) }
    var page = FigureStack(figures, direction: .grid(columns: 2))
    let plain = page.page(unitsPerInch: 10)
    #expect(plain.width == 40 && plain.height == 90)
    #expect(plain.offsets == [(0, 0), (20, 0), (0, 30), (20, 30), (0, 60)].map { Point(x: $0.0, y: $0.1) })
    page.heading = "A heading <of> all of them"
    let headed = page.page(unitsPerInch: 10)
    #expect(headed.height > 90 && abs(headed.offsets[0].y - (headed.height - 90)) < 1e-9)
    #expect(page.svg().contains(">A heading &lt;of&gt; all of them</text>"))
    #expect(page.text(width: 40, height: 60).hasPrefix("A heading <of> all of them\n"))
    #expect(try !page.png(pixelsPerInch: 20).isEmpty)
  }
}
