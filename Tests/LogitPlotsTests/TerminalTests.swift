import Logit
import Testing

@testable import LogitPlots

@Suite struct TerminalTests {
  static func figure() throws -> Figure {
    var figure = Figure()
    try figure.axes.scatter([0.0, 1, 2], [0.0, 1, 0], color: .red, marker: .x, label: "A")
    try figure.axes.line([0.0, 2], [1.0, 0], color: .blue, label: "B")
    figure.axes.title = "T"
    figure.axes.xLabel = "X"
    figure.axes.yLabel = "Y"
    figure.axes.showsLegend = true
    return figure
  }

  @Test("Without colour each series has its character")
  func plain() throws {
    #expect(
      try Self.figure().text(width: 40, height: 14) == """
                             T
           Y
           ┌───────────────────────────────────┐
         1 ┤ ****            x                 │
           │     *****                         │
           │          *****                    │
           │               *****               │
           │                    *****          │
           │                         *****     │
         0 ┤ x                            **** │
           └─┬───────────────┬───────────────┬─┘
             0               1               2
                             X
           x A   * B

        """)
  }

  @Test(
    "With colour dots are Braille patterns, and every line ends without colour",
    arguments: [TerminalColor.indexed, .full])
  func colored(_ color: TerminalColor) throws {
    let text = try Self.figure().text(width: 60, height: 20, color: color)
    #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    #expect(text.contains(color == .full ? "\u{1B}[38;2;255;0;0m" : "\u{1B}[38;5;196m"))
    for line in text.split(separator: "\n") where line.contains("\u{1B}") {
      let last = line.ranges(of: #/\u{1B}\[[0-9;]*m/#).last
      #expect(last.map { line[$0] == "\u{1B}[0m" } == true)
    }
  }

  @Test("No line is wider than asked for, at any size", arguments: [30, 40, 80, 120, 200])
  func width(_ width: Int) throws {
    for height in [10, 24, 50] {
      let lines = try Self.figure().text(width: width, height: height).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= width })
      #expect(lines.count <= height)
    }
  }

  @Test("With colour a few points are letters, many are dots, and the legend shows which")
  func symbols() throws {
    func text(_ count: Int) throws -> String {
      var figure = Figure()
      let places = Tensor<Double>.linspace(0, 1, count: count)
      try figure.axes.scatter(places, places, marker: .x, label: "points")
      figure.axes.showsLegend = true
      let codes = #/\u{1B}\[[0-9;]*m/#
      return figure.text(width: 60, height: 20, color: .indexed).replacing(codes, with: "")
    }
    let (few, many) = try (text(5), text(500))
    #expect(few.count { $0 == "x" } == 6)
    #expect(few.hasSuffix("x points\n"))
    #expect(!many.contains("x"))
    #expect(many.hasSuffix("• points\n"))
  }

  @Test("Colours without a background can be seen on black and on white")
  func contrast() {
    for color in PlotColor.cycle + [.red, .green, .blue, .black, .white, .gray, PlotColor(0xFFFF00)] {
      #expect((0.18..<0.5).contains(color.onAnyBackground.luminance))
    }
    #expect(PlotColor.red.onAnyBackground == .red)
    #expect(abs(PlotColor(0x777777).luminance - 0.184) < 0.001)
    #expect(PlotColor.white.luminance == 1 && PlotColor.black.luminance == 0)
  }
}

/// What is written around a drawing in characters.
@Suite struct TerminalTextTests {
  private static func curves(_ count: Int, label: String = "class") throws -> Figure {
    var figure = Figure()
    for index in 0..<count {
      let style = SeriesStyle(index)
      try figure.axes.line(
        [0.0, 1], [0, Double(index + 1)], color: style.color, style: style.line, marker: style.marker,
        label: "\(label) \(index)")
    }
    figure.axes.title = "A title that is longer than a narrow terminal has characters on one line of it"
    figure.axes.xLabel = figure.axes.title
    figure.axes.yLabel = figure.axes.title
    figure.axes.showsLegend = true
    return figure
  }

  @Test(arguments: [40, 60, 80, 120], [1, 3, 10, 20, 52])
  func `no line is wider than the terminal, and words stay whole`(width: Int, count: Int) throws {
    for label in ["class", "a class with a rather long name of many words"] {
      let figure = try Self.curves(count, label: label)
      let lines = figure.text(width: width, height: 40).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= width })
      #expect(lines.count <= 40)
      // The title is there whole, with line breaks between its words only.
      let words = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(words.contains(figure.axes.title))
    }
  }

  @Test func `twenty curves without colour have twenty characters`() throws {
    let text = try Self.curves(20).text(width: 100, height: 60)
    let samples = text.matches(of: #/(\S) class (\d+)/#).map { $0.1 }
    #expect(samples.count == 20 && Set(samples).count == 20)
  }

  /// What is between the edges of a drawing, a line each.
  private static func rows(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.hasSuffix("│") }.map { line in
      line.drop { $0 != "┤" && $0 != "│" }.dropFirst().dropLast()
    }
  }

  @Test func `lines that are grouped share a character, and those named have one each`() throws {
    var figure = Figure()
    for index in 0..<42 {
      try figure.axes.line(
        [0.0, 1], [0, Double(index) / 50], color: .gray, label: index == 0 ? "42 others" : nil)
    }
    for index in 0..<10 {
      let style = SeriesStyle(index)
      try figure.axes.line(
        [0.0, 1], [1, 1 + Double(index) / 10], color: style.color, style: style.line, marker: style.marker,
        label: "class \(index)")
    }
    figure.axes.showsLegend = true
    let text = figure.text(width: 80, height: 60)
    let samples = text.matches(of: #/(\S) (?:class \d|42 others)/#).map { Character(String($0.1)) }
    #expect(samples.count == 11 && Set(samples).count == 11)
    let drawn = Set(Self.rows(text).joined()).subtracting([" "])
    #expect(drawn.count == 11 && drawn.isSubset(of: samples), "\(text)")
  }

  @Test func `marks of twenty series have twenty characters`() throws {
    var figure = Figure()
    for index in 0..<20 {
      try figure.axes.scatter(
        [Double(index)], [0.0], marker: SeriesStyle(index).marker, label: "class \(index)")
    }
    figure.axes.showsLegend = true
    let text = figure.text(width: 100, height: 40)
    let samples = text.matches(of: #/(\S) class (\d+)/#).map { $0.1 }
    #expect(samples.count == 20 && Set(samples).count == 20)
  }

  @Test(arguments: [24, 30, 33, 47, 64]) func `bars beside different names share no line`(height: Int) throws
  {
    var figure = Figure()
    let places = (0..<20).map { $0 }
    for (sign, label) in [(0, "for"), (1, "against")] {
      let own = places.filter { $0 % 2 == sign }
      try figure.axes.horizontalBars(own, own.map { _ in sign == 0 ? 1.0 : -1 }, label: label)
    }
    figure.axes.yNames = places.map { "name \($0)" }
    figure.axes.yLimits = -0.5...19.5
    figure.axes.showsLegend = true
    let text = figure.text(width: 80, height: height)
    let rows = Self.rows(text)
    #expect(rows.allSatisfy { !($0.contains("█") && $0.contains("▒")) }, "\(text)")
    #expect(rows.count { $0.contains("█") } >= 10 && rows.count { $0.contains("▒") } >= 10)
  }

  @Test func `curves differ without colour where there is colour, too`() throws {
    let codes = #/\u{1B}\[[0-9;]*m/#
    let text = try Self.curves(3).text(width: 80, height: 30, color: .full).replacing(codes, with: "")
    let drawing = text.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }.joined()
    for marker in [SeriesStyle(0), SeriesStyle(1), SeriesStyle(2)].map(\.marker.rawValue) {
      #expect(drawing.contains(marker) && text.contains("━\(marker) class"))
    }
  }

  @Test func `a legend that would fill the terminal is cut with a count`() throws {
    let text = try Self.curves(200).text(width: 60, height: 24)
    #expect(text.split(separator: "\n").count <= 24)
    #expect(text.contains(#/and \d+ more/#))
  }

  @Test func `cells too narrow for their text are shaded instead`() throws {
    var figure = Figure()
    let values = (0..<900).map { Double($0 % 31 == 0 ? 1 : 0) }
    try figure.axes.heatMap(
      Tensor(values, shape: [30, 30]), colorMap: ColorMap([.white, .black]),
      texts: values.map { $0 == 0 ? "" : "1234" })
    let text = figure.text(width: 70, height: 40)
    #expect(text.contains("█") && !text.contains("1234"))
    #expect(figure.text(width: 300, height: 40).contains("1234"))
  }
}
