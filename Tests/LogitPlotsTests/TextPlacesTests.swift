import Logit
import Testing

@testable import LogitPlots

/// Keeps the texts that are written on a page.
private struct TextCanvas: Canvas {
  var origin = Point(x: 0, y: 0)
  private(set) var texts: [PlacedText] = []

  mutating func clip(to box: Box, _ draw: (inout TextCanvas) -> Void) { draw(&self) }
  mutating func stroke(_ outline: Outline, _ pen: Pen) {}
  mutating func fill(_ outline: Outline, _ color: PlotColor, opacity: Double) {}
  mutating func fillAreas(_ areas: [Area], opacity: Double) {}
  mutating func mark(_ mark: Mark, at point: Point) {}
  mutating func text(_ label: Label) { texts.append(PlacedText(label, origin)) }
}

/// A text where it stands.
private struct PlacedText: CustomStringConvertible {
  let description: String
  /// Around the letters, if they run along an edge of the page.
  let box: Box?
  /// Places within the letters, a few points apart.
  let places: [Point]

  init(_ label: Label, _ origin: Point) {
    description = label.text
    let width = TextMetrics.width(of: label.text, size: label.size)
    let start = label.anchor == .start ? 0 : label.anchor == .middle ? -width / 2 : -width
    // Of what stands on the base line, as digits and most letters.
    let height = 0.7 * label.size
    let (x, y) = (origin.x + label.point.x, origin.y + label.point.y)
    let root = 0.5.squareRoot()
    let (cosine, sine) = label.turn == .level ? (1, 0) : label.turn == .upward ? (0, -1) : (root, -root)
    func placed(_ along: Double, _ up: Double) -> Point {
      Point(x: x + along * cosine + up * sine, y: y + along * sine - up * cosine)
    }
    places = stride(from: start, through: start + width, by: 2).flatMap { along in
      [0.1, 0.5, 0.9].map { placed(along, $0 * height) }
    }
    let corners = [placed(start, 0), placed(start + width, height)]
    box =
      label.turn == .rising
      ? nil
      : Box(
        left: corners.map(\.x).min() ?? 0, top: corners.map(\.y).min() ?? 0,
        right: corners.map(\.x).max() ?? 0, bottom: corners.map(\.y).max() ?? 0)
  }
}

/// No text lies on another or leaves the page, and the axes of one column are in line.
@Suite struct TextPlacesTests {
  private static let words = [
    "age", "concentration", "mean_fractal_dimension", "Übergröße", "средняя", "日本語の長い名前", "of", "the",
  ]

  private static func text(_ words: ClosedRange<Int>, _ generator: inout RandomGenerator) -> String {
    (0..<Int.random(in: words, using: &generator)).map { _ in
      Self.words.randomElement(using: &generator) ?? ""
    }.joined(separator: " ")
  }

  /// A figure with numbers of any size beside its axes, or names, perhaps notes, and perhaps a legend.
  private static func panel(width: Double, _ generator: inout RandomGenerator) throws -> Figure {
    func number(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    var figure = try Figure(width: width, height: number(3...5))
    let x = tenPower(Int.random(in: -9...9, using: &generator))
    let y = tenPower(Int.random(in: -9...9, using: &generator))
    let shift = Bool.random(using: &generator) ? 0 : 12_345 * x
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let points = (0..<30).map { _ in (shift + number(-3...5) * x, number(-1...1) * y) }
      try figure.axes.scatter(points.map(\.0), points.map(\.1), label: text(1...2, &generator))
    }
    figure.axes.showsLegend = Bool.random(using: &generator)
    figure.axes.title = text(0...4, &generator)
    figure.axes.xLabel = text(0...4, &generator)
    figure.axes.yLabel = text(0...2, &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      let names = (0..<Int.random(in: 2...8, using: &generator)).map { _ in text(1...1, &generator) }
      (figure.axes.yNames, figure.axes.yLimits) = (names, -0.6...Double(names.count) - 0.4)
      figure.axes.yNotes = names.map { _ in "1.42 (1.10 to 1.83)" }
    case 1 where width >= 6:
      let names = (0..<Int.random(in: 2...12, using: &generator)).map { _ in text(1...1, &generator) }
      (figure.axes.xNames, figure.axes.xLimits) = (names, -0.6...Double(names.count) - 0.4)
    case 2:
      (figure.axes.xScale, figure.axes.xLimits) = (.logarithmic, 0.1 * x...number(0.12...1000) * x)
    default: break
    }
    return try figure.widenedForLegend()
  }

  private static func page(_ seed: Int, _ direction: FigureStack.Direction) throws -> FigureStack {
    var generator = RandomGenerator(seed: UInt64(seed))
    let count = Int.random(in: 1...6, using: &generator)
    let width = Double.random(in: 4...8, using: &generator)
    var page = FigureStack(
      try (0..<count).map { _ in try panel(width: width, &generator) }, direction: direction)
    page.heading = text(0...12, &generator)
    return page
  }

  private static func texts(_ page: FigureStack) -> [PlacedText] {
    let (width, _, offsets) = page.page(unitsPerInch: Figure.pointsPerInch)
    var canvas = TextCanvas()
    page.drawHeading(width: width / Figure.pointsPerInch, on: &canvas)
    for (index, sides) in page.sides.enumerated() {
      canvas.origin = offsets[index]
      canvas.draw(page.figures[index], within: sides)
    }
    return canvas.texts
  }

  @Test(arguments: 0..<60) func `no text lies on another or leaves the page`(seed: Int) throws {
    let page = try Self.page(seed, .grid(columns: 2))
    let (width, height, _) = page.page(unitsPerInch: Figure.pointsPerInch)
    let texts = Self.texts(page)
    for (index, text) in texts.enumerated() {
      let isWithin = text.places.allSatisfy {
        $0.x > -1 && $0.x < width + 1 && $0.y > -1 && $0.y < height + 1
      }
      #expect(isWithin, "\(text) leaves the page")
      for (other, lower) in texts.enumerated() where other != index {
        let isCovered = lower.box.map { text.places.contains(where: $0.contains) } ?? false
        #expect(!isCovered, "\(text) lies on \(lower)")
      }
    }
  }

  @Test(arguments: 0..<40, [FigureStack.Direction.vertical, .grid(columns: 2)])
  func `the axes of one column begin and end at the same places`(
    seed: Int, direction: FigureStack.Direction
  ) throws {
    let page = try Self.page(seed, direction)
    let (figures, sides) = (page.figures, page.sides)
    let layouts = zip(figures, sides).map { $0.layout(within: $1) }
    for column in 0..<page.columnCount {
      let places = Array(stride(from: column, to: figures.count, by: page.columnCount))
      let lefts = places.map { layouts[$0].box.left }
      if places.allSatisfy({ sides[$0] == AxesSides() }), lefts.contains(where: { abs($0 - lefts[0]) > 1e-6 })
      {
        // Long names beside the axes of one would take more than half of another's.
        #expect(places.contains { figures[$0].axes.yNames != nil })
        continue
      }
      for place in places {
        let box = layouts[place].box
        #expect(abs(box.left - layouts[column].box.left) < 1e-6)
        for other in places where figures[other].width == figures[place].width {
          #expect(abs(box.right - layouts[other].box.right) < 1e-6)
        }
        // A legend keeps to its side of them.
        if let legend = layouts[place].legend, legend.isBeside { #expect(legend.box.left >= box.right) }
      }
    }
    // What is written has the same places as the layout.
    let lefts = page.svg().matches(of: #/<clipPath id="[^"]+"><rect x="([^"]+)"/#).map { String($0.1) }
    #expect(lefts == layouts.map { short($0.box.left) })
  }

  @Test func `a figure keeps half of its axes at least`() throws {
    var (named, plain) = (try Figure(width: 8, height: 3), try Figure(width: 3, height: 3))
    named.axes.yNames = [String(repeating: "long name ", count: 4), "short"]
    named.axes.yLimits = -0.5...1.5
    try plain.axes.line([0.0, 1], [0.0, 1])
    #expect(FigureStack([named, plain]).sides == [AxesSides(), AxesSides()])
    // A wide one is not made as narrow as another.
    named.axes.yNames = nil
    let sides = FigureStack([named, plain]).sides
    #expect(sides[0].left == sides[1].left && sides[0].right > sides[1].right)
  }

  @Test func `numbers that take much room do not move the axes of another column`() throws {
    var (narrow, wide) = (try Figure(width: 3, height: 3), try Figure(width: 3, height: 3))
    try narrow.axes.line([0.0, 1], [0.0, 1])
    try wide.axes.line([0.0, 1], [-123_456.0, 654_321])
    let page = FigureStack([narrow, wide, narrow, wide], direction: .grid(columns: 2))
    let boxes = zip(page.figures, page.sides).map { $0.layout(within: $1).box }
    #expect(boxes[0].left < boxes[1].left && boxes[0].left == boxes[2].left && boxes[1].left == boxes[3].left)
    #expect(FigureStack([narrow, wide], direction: .horizontal).sides == [AxesSides(), AxesSides()])
  }

  @Test(arguments: 0..<40) func `numbers below an axis do not touch`(seed: Int) throws {
    var generator = RandomGenerator(seed: UInt64(seed))
    let middle = Double.random(in: -10...10, using: &generator)
    let span = tenPower(Int.random(in: -6...6, using: &generator))
    let range = AxisRange(middle - span...middle + Double.random(in: 0.1...1, using: &generator) * span)
    for length in [60.0, 100, 200, 400] {
      let ticks = Ticks(sideBySide: range, length: length)
      let widths = ticks.labels.map { TextMetrics.width(of: $0, size: PageLayout.fontSize) }
      #expect(!ticks.values.isEmpty)
      for one in ticks.values.indices.dropLast() {
        let distance = (range.share(ticks.values[one + 1]) - range.share(ticks.values[one])) * length
        #expect(distance > (widths[one] + widths[one + 1]) / 2, "\(ticks.labels)")
      }
    }
  }

  @Test func `texts beside points that are near to each other stand apart`() throws {
    var figure = Figure()
    let places = (0..<8).map { 0.5 + Double($0 * 5 % 8) / 4000 }
    try figure.axes.texts(places, places.reversed(), (0..<8).map { "row \($0)" })
    (figure.axes.xLimits, figure.axes.yLimits) = (0...1, 0...1)
    let texts = Self.texts(FigureStack([figure])).filter { $0.description.hasPrefix("row") }
    #expect(texts.count == 8)
    for (index, text) in texts.enumerated() {
      for (other, lower) in texts.enumerated() where other != index {
        #expect(lower.box.map { box in !text.places.contains(where: box.contains) } == true)
      }
    }
  }
}
