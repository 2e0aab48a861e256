import Logit
import Testing

@testable import LogitPlots

/// Legends and titles: what is written stays on the page and off the data.
@Suite struct LegendTests {
  private static func curves(_ count: Int, label: String = "class", width: Double = 6, height: Double = 6)
    throws -> Figure
  {
    var figure = try Figure(width: width, height: height)
    for index in 0..<count {
      let x = (0...50).map { Double($0) / 50 }
      let style = SeriesStyle(index)
      let y = x.map { 1 - (1 - $0) * (1 - $0) * Double(count - index) / Double(count) }
      try figure.axes.line(
        x, y, color: style.color, style: style.line, marker: style.marker, label: "\(label) \(index)")
    }
    figure.axes.showsLegend = true
    return figure
  }

  private static func layout(_ figure: Figure) -> PageLayout {
    PageLayout(figure.axes, width: figure.width * 72, height: figure.height * 72)
  }

  /// Checks that a legend is on the page and covers nothing.
  private func expectSound(_ figure: Figure, _ location: SourceLocation = #_sourceLocation) throws {
    let layout = Self.layout(figure)
    let legend = try #require(layout.legend, sourceLocation: location)
    let (box, page) = (legend.box, Box(left: 0, top: 0, right: layout.width, bottom: layout.height))
    #expect(
      box.left >= 0 && box.top >= 0 && box.right <= page.right && box.bottom <= page.bottom,
      "\(box) leaves \(page)", sourceLocation: location)
    for index in legend.entries.indices {
      let start = legend.textStart(index)
      let end = start.x + TextMetrics.width(of: legend.entries[index].text, size: PageLayout.fontSize)
      #expect(box.contains(start) && end <= box.right + 0.5, sourceLocation: location)
      #expect(box.contains(legend.handle(index)), sourceLocation: location)
    }
    #expect(legend.isBeside == (box.left >= layout.box.right), sourceLocation: location)
    // Nothing that is drawn lies below it: lines are followed in small steps.
    for artist in figure.axes.artists {
      guard case .path(let path) = artist else { continue }
      for (from, to) in zip(path.points, path.points.dropFirst()) {
        for step in 0...20 {
          let share = Double(step) / 20
          let place = layout.place(
            Point(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share))
          #expect(!box.contains(place) || !layout.box.contains(place), sourceLocation: location)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 10, 20, 52, 200], [(6.0, 6.0), (5.4, 4.2), (2, 1.5), (12, 3)])
  func `a legend leaves neither the page nor covers curves`(count: Int, size: (Double, Double)) throws {
    try expectSound(Self.curves(count, width: size.0, height: size.1))
    try expectSound(
      Self.curves(
        count, label: "a class with a name that is much too long for any legend", width: size.0,
        height: size.1))
  }

  @Test func `a line through a corner counts, though none of its points lies there`() throws {
    var figure = try Figure(width: 4, height: 4)
    try figure.axes.line([0.0, 1], [0.0, 1], label: "diagonal")
    figure.axes.showsLegend = true
    let layout = Self.layout(figure)
    let legend = try #require(layout.legend)
    #expect(!legend.isBeside)
    #expect(!legend.box.meets(lineFrom: layout.place(Point(x: 0, y: 0)), to: layout.place(Point(x: 1, y: 1))))
    try figure.axes.line([0.0, 1], [1.0, 0], label: "the other one")
    try figure.axes.line([0.0, 1], [0.5, 0.5])
    try figure.axes.line([0.5, 0.5], [0.0, 1])
    try figure.axes.line([0.0, 1], [0.25, 0.25])
    try figure.axes.line([0.0, 1], [0.75, 0.75])
    try figure.axes.line([0.0, 1], [0.95, 0.95])
    try figure.axes.line([0.0, 1], [0.05, 0.05])
    #expect(Self.layout(figure).legend?.isBeside == true)
    try expectSound(figure)
  }

  @Test func `where points lie everywhere the axes make room beside them`() throws {
    var generator = RandomGenerator(seed: 2)
    var figure = Figure()
    let x = generator.uniform(0, 1, count: 3000)
    try figure.axes.scatter(x, generator.uniform(0, 1, count: 3000), label: "points")
    figure.axes.showsLegend = true
    let layout = Self.layout(figure)
    let legend = try #require(layout.legend)
    #expect(legend.isBeside && layout.box.right < legend.box.left && layout.box.width > 0.5 * layout.width)
  }

  @Test func `a corner that is asked for is taken whatever lies there`() throws {
    var figure = try Self.curves(3)
    figure.axes.legendLocation = .upperLeft
    let layout = Self.layout(figure)
    let legend = try #require(layout.legend)
    #expect(
      !legend.isBeside && legend.box.left < layout.box.left + 10 && legend.box.top < layout.box.top + 10)
  }

  @Test func `series without room are counted`() throws {
    let legend = try #require(Self.layout(try Self.curves(200, height: 2)).legend)
    let last = try #require(legend.entries.last)
    #expect(last.artist == nil && last.text == "and \(200 - (legend.entries.count - 1)) more")
  }

  @Test func `a page is widened so that the axes keep their size`() throws {
    let figure = try Self.curves(20)
    let wide = try figure.widenedForLegend()
    #expect(wide.width > figure.width && wide.height == figure.height)
    var plain = figure
    plain.axes.showsLegend = false
    let (before, after) = (Self.layout(plain).box, Self.layout(wide).box)
    #expect(abs(before.width - after.width) < 1 && abs(before.left - after.left) < 1)
    try expectSound(wide)
    let single = try Self.curves(1)
    #expect(try single.widenedForLegend().width == single.width)
    // Until no name needs shortening that is narrower than the axes.
    let name = "a class (AUC 0.734, 95 % 0.690 to 0.777), number"
    let long = try Self.curves(20, label: name).widenedForLegend()
    #expect(Self.layout(long).legend?.entries.map(\.text) == (0..<20).map { "\(name) \($0)" })
    #expect(abs(Self.layout(long).box.width - before.width) < 1)
  }

  // MARK: - Titles

  @Test(arguments: [1.0, 2, 4, 6, 12], [0, 3, 30, 80, 300])
  func `a title stays on the page, whole`(width: Double, words: Int) throws {
    var figure = try Figure(width: width, height: 4)
    let text = (0..<words).map { "word\($0)" }.joined(separator: " ")
    (figure.axes.title, figure.axes.xLabel, figure.axes.yLabel) = (text, text, text)
    try figure.axes.line([0.0, 1], [0.0, 1])
    let layout = Self.layout(figure)
    for (fitted, room) in [
      (layout.title, layout.width), (layout.xLabel, layout.width), (layout.yLabel, layout.height),
    ] {
      #expect(fitted.lines.joined(separator: " ") == text)
      #expect(fitted.width <= room)
      let half = fitted.width / 2
      for wanted in [0, room / 3, room] {
        let middle = PageLayout.middle(wanted, width: fitted.width, in: room)
        #expect(middle - half >= -0.01 && middle + half <= room + 0.01)
      }
    }
    if words <= 30 && width >= 4 {
      #expect(layout.title.height + PageLayout.titleDistance <= layout.box.top)
    }
  }

  @Test(arguments: [80.0, 200, 400]) func `lines are about equally long`(room: Double) {
    for count in 1..<40 {
      let words = (0..<count).map { "word\($0)" }
      let fitted = FittedText(words.joined(separator: " "), size: 11, room: room, height: 1000)
      #expect(fitted.lines.joined(separator: " ") == words.joined(separator: " "))
      guard fitted.lines.count > 1 else { continue }
      // In a narrower room there would be more of them.
      let narrower = FittedText(
        fitted.lines.joined(separator: " "), size: 11, room: fitted.width - 1, height: 1000)
      #expect(narrower.lines.count > fitted.lines.count, "\(fitted.lines)")
    }
    let heading = FittedText(
      "Binned residuals of 569 rows: 0 of 13 bins beyond two standard errors, about 1 expected", size: 11,
      room: 480, height: 60)
    #expect(heading.lines.count == 2 && heading.lines.allSatisfy { $0.count > 35 })
  }

  @Test func `a word wider than the page is broken`() throws {
    var figure = try Figure(width: 2, height: 2)
    figure.axes.title = String(repeating: "x", count: 90)
    let title = Self.layout(figure).title
    #expect(title.lines.count > 1 && title.lines.joined() == figure.axes.title)
    #expect(title.width <= 144)
  }

  @Test func `names beside ticks do not lie on top of each other`() throws {
    let names = (0..<200).map { "class \($0)" }
    var figure = try Figure(width: 6, height: 6)
    (figure.axes.yNames, figure.axes.xNames) = (names, names)
    (figure.axes.yLimits, figure.axes.xLimits) = (-0.5...199.5, -0.5...199.5)
    let layout = Self.layout(figure)
    for (ticks, length) in [(layout.xTicks, layout.box.width), (layout.yTicks, layout.box.height)] {
      #expect(ticks.values.count > 10)
      #expect(length / 200 * (ticks.values[1] - ticks.values[0]) >= 10)
    }
    // Turned by 45°, lines of text are nearer to each other than their ticks are.
    #expect(layout.turnsXNames)
    let step = layout.box.width / 200 * (layout.xTicks.values[1] - layout.xTicks.values[0])
    #expect(step * 0.5.squareRoot() >= 9)
  }
}
