import Foundation
import Logit
import Testing

@testable import LogitPlots

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct FigureTests {
  static func example() throws -> Figure {
    var figure = try Figure(width: 5, height: 4)
    let line = Tensor<Double>.linspace(0, 4, count: 9)
    let mesh = Tensor.meshgrid(line, line)
    let heights = zip(mesh.x.scalars, mesh.y.scalars).map { $0 + $1 }
    try figure.axes.filledContour(
      mesh.x, mesh.y, Tensor(heights, shape: [9, 9]), levels: [0, 4, 8], colorMap: .coolwarm, opacity: 0.4)
    for marker in Marker.allCases {
      try figure.axes.scatter(
        [1.0, 2, 3], [0.5, 1.5, 0.5], marker: marker, label: "Class \(marker.rawValue)")
    }
    try figure.axes.line([0.0, 4], [4.0, 0], color: .red, style: .dashed, label: "a < b & \"c\"")
    figure.axes.title = "<Title> & \u{7} text"
    figure.axes.xLabel = "x"
    figure.axes.yLabel = "y"
    figure.axes.showsLegend = true
    figure.axes.grid = GridLines(style: .dashed, opacity: 0.6)
    return figure
  }

  private func expectWellFormed(_ text: String, _ location: SourceLocation = #_sourceLocation) {
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))", sourceLocation: location)
  }

  @Test("The SVG is well-formed, markup in texts is escaped and control characters are dropped")
  func svg() throws {
    let text = try Self.example().svg()
    expectWellFormed(text)
    #expect(text.contains("&lt;Title&gt; &amp;  text"))
    #expect(text.contains("a &lt; b &amp; &quot;c&quot;"))
    #expect(!text.contains("@"))
  }

  @Test("The same figure gives the same bytes, another one other identifiers")
  func deterministic() throws {
    #expect(try Self.example().svg() == Self.example().svg())
    var other = try Self.example()
    try other.axes.scatter([1.0], [1.0])
    func identifier(_ figure: Figure) -> Substring? {
      figure.svg().firstMatch(of: #/clipPath id="([^"]+)"/#)?.1
    }
    #expect(try identifier(Self.example()) != identifier(other))
  }

  @Test(
    "Whatever the data, something well-formed comes out",
    arguments: [
      [], [1], [2, 2, 2], [0, 0], [1e308, -1e308], [.leastNonzeroMagnitude, 0], [.nan, 1], [.infinity, 0, 1],
      [.nan], [1e15, 1e15 + 1],
      [-1e-300, 1e-300],
    ])
  func extremes(_ values: [Double]) throws {
    var figure = Figure()
    try figure.axes.scatter(values, values, label: "points")
    try figure.axes.line(values, values, label: "line")
    figure.axes.showsLegend = true
    let text = figure.svg()
    expectWellFormed(text)
    #expect(!text.contains("nan") && !text.contains("inf"))
    #expect(figure.text().split(separator: "\n").count >= 10)
  }

  @Test(
    "Ten thousand points stay vectors of moderate size, a hundred thousand become an image below a megabyte")
  func manyPoints() throws {
    var generator = RandomGenerator(seed: 1)
    func figure(_ count: Int) throws -> String {
      var figure = Figure()
      let x = generator.normal(mean: 0, standardDeviation: 1, count: count)
      let y = generator.normal(mean: 0, standardDeviation: 1, count: count)
      try figure.axes.scatter(x, y, size: 9, opacity: 0.3)
      return figure.svg()
    }
    let vectors = try figure(10_000)
    #expect(vectors.utf8.count < 600_000)
    #expect(!vectors.contains("<image"))
    let image = try figure(100_000)
    #expect(image.utf8.count < 1_000_000)
    #expect(image.contains("<image"))
    expectWellFormed(image)
  }

  @Test("The legend goes where it covers nothing")
  func legend() throws {
    for (freeX, freeY) in [(0.0, 0.0), (1, 0), (0, 1), (1, 1)] {
      // A grid of points that leaves one quarter free.
      var (xs, ys): ([Double], [Double]) = ([], [])
      for index in 0..<21 * 21 {
        let (x, y) = (Double(index % 21) / 20, Double(index / 21) / 20)
        guard abs(x - freeX) > 0.5 || abs(y - freeY) > 0.5 else { continue }
        xs.append(x)
        ys.append(y)
      }
      var figure = Figure()
      try figure.axes.scatter(xs, ys, label: "a")
      figure.axes.showsLegend = true
      let layout = PageLayout(figure.axes, width: 460, height: 345)
      let legend = try #require(layout.legend)
      #expect((legend.box.left > 230) == (freeX == 1))
      #expect((legend.box.top < 172) == (freeY == 1))
    }
  }

  @Test("Errors say what was expected and what was found")
  func errors() throws {
    func message(_ body: (inout Figure) throws -> Void) -> String? {
      var figure = Figure()
      do {
        try body(&figure)
        return nil
      } catch { return "\(error)" }
    }
    let square = Tensor<Double>(repeating: 0, shape: [2, 2])
    #expect(
      message { try $0.axes.scatter([1.0, 2], [1.0]) }
        == "y has 1 values, but x has 2; give each point an x and a y.")
    #expect(message { try $0.axes.scatter([1.0], [1.0], size: 0) } == "size is 0.0, but must be above 0.")
    #expect(message { try $0.axes.line([1.0], [1.0], opacity: 2) } == "opacity is 2.0, but must be in 0...1.")
    #expect(message { try $0.axes.line([1.0], [1.0], width: .nan) } == "width is nan, but must be above 0.")
    #expect(
      message { try $0.axes.filledContour(square, square, square.flattened(), levels: [0, 1]) }
        == "A filled contour expects x, y and heights to have one shape [rows, columns] of at least 2 by "
        + "2, but found shape [4]; make x and y with Tensor.meshgrid and reshape the heights to their shape.")
    #expect(
      message { try $0.axes.filledContour(square, square, square, levels: [1, 1]) }
        == "Contour levels are [1.0, 1.0], but there must be at least two, each finite and above "
        + "the one before."
    )
    #expect(
      message { try $0.write(to: "figure.jpeg") }
        == "Cannot tell how to write figure.jpeg: end the name in .svg, .html, .png or .txt.")
    #expect(
      message { _ in _ = try Figure(width: 0, height: 3) }
        == "The figure's width is 0.0, but must be in 1...100 inches.")
    let folder = FileManager.default.temporaryDirectory.path
    #expect(
      message { try $0.write(to: "\(folder)/no/such/folder/f.svg") }?.contains("No such file or directory")
        == true)
  }

  @Test("A figure is written whole, in each format", arguments: FigureFormat.all)
  func files(_ format: FigureFormat) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("logit-\(UUID()).\(format.name.uppercased())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let figure = try Self.example()
    try figure.write(to: path)
    let expected = [
      "svg": Array(figure.svg().utf8), "html": Array(figure.html().utf8), "png": try figure.png(),
      "txt": Array(figure.text().utf8),
    ]
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == expected[format.name])
    #expect(try FigureFormat(path: path) == format)
  }
}
