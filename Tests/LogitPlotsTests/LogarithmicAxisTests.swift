import Testing

@testable import LogitPlots

/// Logarithmic axes, and notes beside them.
@Suite struct LogarithmicAxisTests {
  private func ticks(_ lower: Double, _ upper: Double, length: Double = 300) -> Ticks {
    Ticks(AxisRange(lower...upper, scale: .logarithmic), length: length, labelSpace: 30)
  }

  @Test func `equal ratios are equally far apart`() {
    let range = AxisRange(0.1...10, scale: .logarithmic)
    for (value, share) in [(0.1, 0.0), (1, 0.5), (10, 1), (100, 1.5)] {
      #expect(
        abs(range.share(value) - share) < 1e-12 && abs(range.value(atShare: share) - value) < 1e-12 * value)
    }
    #expect(range.share(0) < -100 && range.share(-1) < -100)
    let fitted = AxisRange(showing: [1, 100, -5, 0], edges: [], scale: .logarithmic)
    #expect(abs(fitted.share(1) - 1 / 22) < 1e-9 && abs(fitted.share(100) - 21 / 22) < 1e-9)
    #expect(AxisRange(showing: [], edges: [], scale: .logarithmic).lower > 0)
    #expect(AxisRange(0...1, scale: .logarithmic).lower > 0)
  }

  @Test func `ticks stand at powers of ten and at as many of their multiples as have room`() {
    #expect(ticks(0.09, 11).labels == ["0.1", "0.2", "0.5", "1", "2", "5", "10"])
    #expect(ticks(0.009, 1100).labels == ["0.01", "0.1", "1", "10", "100", "1,000"])
    #expect(ticks(0.3, 0.9).values.count >= 3)
    // Less than the ticks' own steps: those of a linear axis.
    #expect(ticks(0.98, 1.03).labels == ["0.98", "0.99", "1.00", "1.01", "1.02", "1.03"])
    // Also where multiples of a power of ten leave half of the axis without one.
    #expect(ticks(0.65, 1.54, length: 150).labels == ["0.8", "1.0", "1.2", "1.4"])
    let wide = ticks(1e-30, 1e30)
    #expect(wide.labels.contains("1") && wide.labels.first?.contains("e−") == true && wide.values.count < 11)
  }

  @Test func `a line on a logarithmic axis is drawn where its logarithms are`() throws {
    var figure = Figure()
    try figure.axes.scatter([0.1, 1, 10], [1.0, 2, 3])
    figure.axes.xScale = .logarithmic
    let layout = PageLayout(figure.axes, width: 400, height: 300)
    let places = [0.1, 1, 10].map(layout.x)
    #expect(abs(places[1] - places[0] - (places[2] - places[1])) < 1e-9)
  }

  @Test func `notes stand to the right of the axes, in a terminal as far as there is room`() throws {
    var figure = Figure()
    try figure.axes.horizontalErrorBars([0.0, 1], from: [1.0, 2], to: [3.0, 4])
    figure.axes.yNames = ["low", "high"]
    figure.axes.yNotes = ["the first note", "a\u{1B}note"]
    let layout = PageLayout(figure.axes, width: 400, height: 300)
    #expect(layout.yNotes.labels == figure.axes.yNotes && layout.box.right + 70 < 400)
    #expect(figure.svg().contains(">the first note</text>"))
    let text = figure.text(width: 60, height: 16)
    let lines = text.split(separator: "\n")
    #expect(lines.contains { $0.contains("low ┤") && $0.hasSuffix("the first note") })
    #expect(!text.contains("\u{1B}") && lines.allSatisfy { $0.count <= 60 })
    #expect(!figure.text(width: 30, height: 16).contains("the first note"))
    #expect(text.split(separator: "\n").count { $0.contains("---") } == 2)
  }
}
